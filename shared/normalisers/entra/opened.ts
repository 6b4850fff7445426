/** A record told apart by its content: what it is (in the category names of the diagnostic settings) and where its fields are. */

import { type Fields, list, object, text } from './fields.ts';
import { portalRow } from './portal.ts';
import { snapshotCategory } from './snapshot.ts';
import { respell } from './spelling.ts';

export interface Opened {
  readonly category: string;
  /** The record itself, in our spelling. */
  readonly top: Fields;
  /** `properties`, in our spelling; the record itself where it is flat (Microsoft Graph, Log Analytics). */
  readonly fields: Fields;
}

const categories = [
  'SignInLogs',
  'NonInteractiveUserSignInLogs',
  'ServicePrincipalSignInLogs',
  'ManagedIdentitySignInLogs',
  'MicrosoftServicePrincipalSignInLogs',
  'ADFSSignInLogs',
  'AuditLogs',
  'UserRiskEvents',
  'RiskyUsers',
];
const byLowerCase = new Map(categories.map((name) => [name.toLowerCase(), name]));
// Tables of Log Analytics that name no category.
const byTable = new Map([
  ['aadnoninteractiveusersigninlogs', 'NonInteractiveUserSignInLogs'],
  ['aadserviceprincipalsigninlogs', 'ServicePrincipalSignInLogs'],
  ['aadmanagedidentitysigninlogs', 'ManagedIdentitySignInLogs'],
  ['adfssigninlogs', 'ADFSSignInLogs'],
  ['signinlogs', 'SignInLogs'],
  ['auditlogs', 'AuditLogs'],
  ['aaduserriskevents', 'UserRiskEvents'],
  ['aadriskyusers', 'RiskyUsers'],
]);

/** What `isOurs` opened last, for the one who reads it next. */
const held: { record: Fields | null; opened: Opened | null } = { record: null, opened: null };

export function isOurs(record: Fields): boolean {
  held.opened = opening(record);
  held.record = record;
  return held.opened !== null;
}

/** null where the record is none of Entra's. */
export function open(record: Fields): Opened | null {
  const opened = held.record === record ? held.opened : opening(record);
  held.record = null;
  return opened;
}

function opening(record: Fields): Opened | null {
  const top = respell(record);
  const inner = object(top.properties);
  const fields = inner === null ? top : respell(inner);
  const portal = record['Date (UTC)'] === undefined ? null : portalRow(record);
  if (portal !== null) return portal;
  if (typeof top.activityDisplayName === 'string' && inner === null) return { category: 'AuditLogs', top, fields };
  const category = text(top.category);
  if (category !== null) {
    const known = byLowerCase.get(category.toLowerCase());
    if (known === undefined && !isDiagnostic(top)) return null;
    return { category: known ?? category, top, fields };
  }
  if (inner !== null) return null;
  const table = byTable.get(text(top.type)?.toLowerCase() ?? '');
  if (table !== undefined) return { category: table, top, fields };
  if (isGraphSignIn(top)) return { category: graphCategory(top), top, fields };
  if (typeof top.riskEventType === 'string') return { category: 'UserRiskEvents', top, fields };
  if (typeof top.riskState === 'string' && typeof top.userPrincipalName === 'string')
    return { category: 'RiskyUsers', top, fields };
  const roster = snapshotCategory(top);
  return roster === null ? null : { category: roster, top, fields };
}

/** Any Azure diagnostic record has a category and one of these; hubs are shared, so other services' records come too. */
function isDiagnostic(top: Fields): boolean {
  return typeof top.time === 'string' || typeof top.operationName === 'string' || object(top.properties) !== null;
}

function isGraphSignIn(top: Fields): boolean {
  if (typeof top.createdDateTime !== 'string' && typeof top.id !== 'string') return false;
  if (object(top.status) === null) return false;
  return typeof top.userPrincipalName === 'string' || typeof top.userId === 'string' || typeof top.appId === 'string';
}

function graphCategory(top: Fields): string {
  const types = list(top.signInEventTypes);
  if (types.includes('servicePrincipal')) return 'ServicePrincipalSignInLogs';
  if (types.includes('managedIdentity')) return 'ManagedIdentitySignInLogs';
  return types.includes('nonInteractiveUser') ? 'NonInteractiveUserSignInLogs' : 'SignInLogs';
}
