/** Applications and resources of ordinary days, with Microsoft's well-known ids. */

export interface App {
  readonly id: string;
  readonly name: string;
  readonly resourceId: string;
  readonly resourceName: string;
  readonly scope: string;
}

const graph = { resourceId: '00000003-0000-0000-c000-000000000000', resourceName: 'Microsoft Graph' };
const exchange = { resourceId: '00000002-0000-0ff1-ce00-000000000000', resourceName: 'Office 365 Exchange Online' };
const sharePoint = { resourceId: '00000003-0000-0ff1-ce00-000000000000', resourceName: 'Office 365 SharePoint Online' };

export const officePortal: App = {
  id: '4765445b-32c6-49b0-83e6-1d93765276ca',
  name: 'OfficeHome',
  ...graph,
  scope: 'openid profile',
};
export const outlookWeb: App = {
  id: '00000002-0000-0ff1-ce00-000000000000',
  name: 'Office 365 Exchange Online',
  ...exchange,
  scope: '',
};
export const azurePortal: App = {
  id: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
  name: 'Azure Portal',
  resourceId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  resourceName: 'Windows Azure Service Management API',
  scope: 'user_impersonation',
};
export const teams: App = {
  id: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  name: 'Microsoft Teams',
  resourceId: 'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe',
  resourceName: 'Microsoft Teams Services',
  scope: 'Teams.AccessAsUser.All',
};
export const outlookDesktop: App = {
  id: 'd3590ed6-52b3-4102-aeff-aad2292ab01c',
  name: 'Microsoft Office',
  ...exchange,
  scope: 'user_impersonation',
};
export const outlookMobile: App = {
  id: '27922004-5251-4030-b22d-91ecd9a37ea4',
  name: 'Outlook Mobile',
  ...exchange,
  scope: 'EAS.AccessAsUser.All',
};
export const sharePointWeb: App = {
  id: '08e18876-6177-487e-b8b5-cf950c1e598c',
  name: 'SharePoint Online Web Client Extensibility',
  ...sharePoint,
  scope: 'AllSites.Read',
};
export const authenticator: App = {
  id: '29d9ed98-a469-4536-ade2-f981bc1d605e',
  name: 'Microsoft Authentication Broker',
  ...graph,
  scope: 'openid',
};
export const legacyMail: App = {
  id: '00000002-0000-0ff1-ce00-000000000000',
  name: 'Office 365 Exchange Online',
  ...exchange,
  scope: '',
};

export const azureCli: App = {
  id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  name: 'Microsoft Azure CLI',
  resourceId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  resourceName: 'Windows Azure Service Management API',
  scope: 'user_impersonation',
};
export const companyPortal: App = {
  id: '9ba1a5c7-f17a-4de9-a1f1-6178c8d51223',
  name: 'Microsoft Intune Company Portal',
  ...graph,
  scope: 'openid',
};
/** An application of the organisation's own that signs in with a user name and a password. */
export const ownScript: App = { id: '7d1f0c52-3a0e-4f5b-9b7e-2f4f7f1d6a10', name: 'Report export', ...graph, scope: 'Mail.Read' };
/** An application that no policy covers. */
export const forgotten: App = { id: '5a0f6b1e-8f0b-4c37-8d35-c0ffee5e1f00', name: 'Time sheets', ...graph, scope: 'openid' };

/** Browser sign-ins of people. */
export const interactiveApps: readonly App[] = [officePortal, officePortal, outlookWeb, sharePointWeb];
/** Silent refreshes of a laptop and of a phone. */
export const laptopApps: readonly App[] = [teams, outlookDesktop, outlookDesktop, sharePointWeb, authenticator];
export const phoneApps: readonly App[] = [outlookMobile, teams];
