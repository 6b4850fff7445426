/** Records as the vendors write them, as small as they can be and still mean something. */

export const now = Date.UTC(2026, 4, 4, 9);
export const directory = '00000000-aaaa-4000-8000-000000000001';
export const otherDirectory = '00000000-bbbb-4000-8000-000000000002';

const iso = (time: number): string => new Date(time).toISOString();

interface EntraDraft {
  readonly id: string;
  readonly time?: number;
  readonly userId?: string;
  readonly address?: string;
  readonly directory?: string;
  /** When the record is read, default `now`. */
  readonly observed?: number;
  /** Vendor's result code; 0: success; 500121: the second factor was not passed. */
  readonly code?: number;
}

/** An interactive sign-in, processed five seconds after it happened, never later than it is read. */
export function entraRecord({ id, time = now - 60_000, userId = 'u-1', address = 'ada@example.com', ...more }: EntraDraft) {
  const { directory: tenantId = directory, code = 0, observed = now } = more;
  const denied = [
    {
      authenticationMethod: 'Mobile app notification',
      succeeded: false,
      authenticationStepResultDetail: 'MFA denied; user declined the authentication',
    },
  ];
  return {
    time: iso(Math.min(time + 5000, observed)),
    resourceId: `/tenants/${tenantId}/providers/Microsoft.aadiam`,
    category: 'SignInLogs',
    tenantId,
    resultType: String(code),
    callerIpAddress: '203.0.113.7',
    properties: {
      id,
      createdDateTime: iso(time),
      userId,
      userPrincipalName: address,
      userDisplayName: address,
      userType: 'Member',
      ipAddress: '203.0.113.7',
      isInteractive: true,
      appDisplayName: 'Mail',
      correlationId: id,
      status: { errorCode: code },
      ...(code === 500121 ? { authenticationDetails: denied } : {}),
    },
  };
}

/** `by` resets the password of `of`. */
export function auditRecord({ id, by, of }: { readonly id: string; readonly by: string; readonly of: string }) {
  return {
    time: iso(now - 30_000),
    resourceId: `/tenants/${directory}/providers/Microsoft.aadiam`,
    category: 'AuditLogs',
    operationName: 'Reset user password',
    properties: {
      id,
      category: 'UserManagement',
      result: 'success',
      activityDisplayName: 'Reset user password',
      activityDateTime: iso(now - 30_000),
      initiatedBy: { user: { id: `u-${by}`, userPrincipalName: `${by}@example.com`, ipAddress: '203.0.113.9' } },
      targetResources: [{ id: of === 'ada' ? 'u-1' : `u-${of}`, type: 'User', userPrincipalName: `${of}@example.com` }],
    },
  };
}

/** A sign-in of Google Workspace. */
export function activity({ address = 'ada@example.com', time = now - 20_000, customer = 'C01acme' }) {
  return {
    kind: 'admin#reports#activity',
    id: { time: iso(time), uniqueQualifier: '-5188215030825995109', applicationName: 'login', customerId: customer },
    actor: { email: address, profileId: '100000000000000000001' },
    ipAddress: '203.0.113.7',
    events: [{ type: 'login', name: 'login_success', parameters: [{ name: 'login_type', value: 'google_password' }] }],
  };
}

/** A user as Microsoft Graph exports it. */
export function userRow({
  id,
  address,
  disabled,
}: {
  readonly id: string;
  readonly address: string;
  readonly disabled: boolean;
}) {
  return { id, displayName: address, userPrincipalName: address, accountEnabled: !disabled, createdDateTime: iso(now - 1e9) };
}
