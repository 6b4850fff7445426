/** Records that an organisation has now and then and the simulated one has not: roles, policies, consents, the vendors' own findings, and what nobody can read. */

import { minuteMs, type RawBody } from '@gatewatch/domain';

/** Entra audit rows in one body, and pages of the Reports API; `at`: Unix ms. */
export function rareRecords(
  directory: string,
  customer: string,
  at: number,
): { readonly entra: RawBody; readonly google: RawBody } {
  const user = { id: 'eeeeeeee-0000-4000-8000-000000000001', type: 'User', userPrincipalName: 'new.admin@example.com' };
  const policy = { id: 'eeeeeeee-0000-4000-8000-000000000002', type: 'Policy', displayName: 'CA01 Require MFA for all users' };
  const application = { id: 'eeeeeeee-0000-4000-8000-000000000003', type: 'ServicePrincipal', displayName: 'Mail Archive' };
  const audits = [
    ['Add member to role', 'RoleManagement', { ...user, modifiedProperties: [role('Helpdesk Administrator')] }],
    ['Update conditional access policy', 'Policy', policy],
    ['Consent to application', 'ApplicationManagement', application],
  ] as const;
  const records = audits.map(([name, category, target], i) => ({
    time: new Date(at + (i + 1) * minuteMs).toISOString(),
    resourceId: `/tenants/${directory}/providers/Microsoft.aadiam`,
    category: 'AuditLogs',
    operationName: name,
    properties: {
      id: `Directory_rare_${i}`,
      category,
      correlationId: `rare-${i}`,
      result: 'success',
      activityDisplayName: name,
      activityDateTime: new Date(at + i * minuteMs).toISOString(),
      initiatedBy: {
        user: { id: 'eeeeeeee-0000-4000-8000-000000000004', userPrincipalName: 'root@example.com', ipAddress: '81.2.69.142' },
      },
      targetResources: [target],
      additionalDetails: [],
    },
  }));
  const items = [
    {
      kind: 'admin#reports#activity',
      id: { time: new Date(at).toISOString(), uniqueQualifier: '7001', applicationName: 'login', customerId: customer },
      actor: {},
      ipAddress: '81.2.69.142',
      events: [
        {
          type: 'account_warning',
          name: 'suspicious_login',
          parameters: [{ name: 'affected_email_address', value: 'new.admin@example.com' }],
        },
      ],
    },
  ];
  const received = at + 10 * minuteMs;
  return {
    entra: {
      position: 1,
      received,
      bytes: Buffer.from(JSON.stringify({ records: [...records, { category: 'SignInLogs' }, 'cut off'] })),
    },
    google: { position: 1, received, bytes: Buffer.from(JSON.stringify({ kind: 'admin#reports#activities', items })) },
  };
}

function role(name: string): object {
  return { displayName: 'Role.DisplayName', oldValue: null, newValue: JSON.stringify(name) };
}
