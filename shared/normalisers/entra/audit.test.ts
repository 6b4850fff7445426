import type { IdentityEvent } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { entra } from './entra.ts';
import { operationKey, operations, readOperation } from './operations.ts';

const context = { tenant: 'acme', origin: { source: 'test', position: 0 }, received: null };
const tenant = '00000000-aaaa-4000-8000-000000000001';
const ada = 'cccccccc-0000-4000-8000-000000000001';

type Json = Readonly<Record<string, unknown>>;

const properties = {
  id: 'Directory_aaaa_0001',
  category: 'RoleManagement',
  correlationId: 'corr-1',
  result: 'success',
  activityDisplayName: 'Add member to role',
  activityDateTime: '2026-03-02T08:15:30.1234567+00:00',
  initiatedBy: {
    user: { id: 'dddddddd-0000-4000-8000-000000000002', userPrincipalName: 'Root@Example.com', ipAddress: '203.0.113.7' },
  },
  targetResources: [
    {
      id: ada,
      type: 'User',
      userPrincipalName: 'ada@example.com',
      modifiedProperties: [{ displayName: 'Role.DisplayName', oldValue: null, newValue: '"Global Administrator"' }],
    },
  ],
  additionalDetails: [{ key: 'User-Agent', value: 'x' }],
};

function audit(more: Json = {}, top: Json = {}): IdentityEvent {
  const record = {
    time: '2026-03-02T08:17:02Z',
    resourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`,
    category: 'AuditLogs',
    operationName: 'Add member to role',
    callerIpAddress: '198.51.100.9',
    properties: { ...properties, ...more },
    ...top,
  };
  const result = entra.normalise(record, context);
  const event = 'events' in result ? result.events[0] : undefined;
  if (event === undefined) throw new Error(JSON.stringify(result));
  return event;
}

describe('an audit record', () => {
  it('says who did what to whom, with the double encoding undone and the tenant out of the resource', () => {
    expect(audit()).toMatchObject({
      kind: 'role-change',
      id: 'entra:Directory_aaaa_0001',
      time: Date.parse('2026-03-02T08:15:30.123Z'),
      operation: 'Add member to role',
      action: 'added',
      result: 'success',
      subjectOf: 'Global Administrator',
      actor: { address: 'root@example.com', directory: tenant },
      target: { address: 'ada@example.com', id: ada, directory: tenant },
      ip: '203.0.113.7',
      correlationId: 'corr-1',
      gaps: [],
    });
  });

  it('says that a user is named by an id, which is found out behind everything else', () => {
    const user = { id: ada, type: 'User', userPrincipalName: 'EEEEEEEE-0000-4000-8000-000000000003' };
    expect(audit({ targetResources: [user] })).toMatchObject({ target: { address: null, id: ada }, gaps: ['name-is-guid'] });
  });

  it.each([
    ['"\\"x\\""', '"x"'],
    ['"x"', 'x'],
    ['["x"]', 'x'],
    ['["x","y"]', '["x","y"]'],
    ['[]', null],
    ['""', null],
    ['', null],
    [null, null],
    ['plain', 'plain'],
    [7, null],
  ])('a new value of %j is %j', (newValue, after) => {
    const target = {
      type: 'Policy',
      displayName: 'P',
      modifiedProperties: [{ displayName: 'State', oldValue: '"old"', newValue }],
    };
    const event = audit({ activityDisplayName: 'Update policy', targetResources: [target] });
    expect(event).toMatchObject({ kind: 'policy-change', before: 'old', after, subjectOf: 'P' });
  });

  it.each([
    ['success', 'success'],
    ['Success', 'success'],
    [0, 'success'],
    ['failure', 'failure'],
    ['failed', 'failure'],
    ['timeout', 'failure'],
    [1, 'failure'],
    ['unknownFutureValue', 'unknown'],
    [undefined, 'unknown'],
  ])('a result of %j is %s', (result, said) => {
    expect(audit({ result })).toMatchObject({ result: said });
  });

  it('looks for the address in four places, and an illegal one is none', () => {
    const nowhere = { user: { id: ada, ipAddress: '' } };
    const detail = [{ key: 'ipaddr', value: '198.51.100.3' }];
    expect(audit({ initiatedBy: nowhere, additionalDetails: detail }).ip).toBe('198.51.100.3');
    expect(audit({ initiatedBy: nowhere }).ip).toBe('198.51.100.9');
    expect(audit({ initiatedBy: nowhere }, { callerIpAddress: '<null>' }).ip).toBeNull();
    expect(audit({ initiatedBy: nowhere }, { callerIpAddress: '::2a02:1:2:3:4:5:6:7:8' })).toMatchObject({
      ip: null,
      gaps: ['address-illegal'],
    });
  });

  it('by an application, with roles as plain text, and with nobody', () => {
    const app = { app: { appId: null, displayName: 'Robot', servicePrincipalId: 'EEEEEEEE-0000-4000-8000-000000000009' } };
    expect(audit({ initiatedBy: app }).actor).toMatchObject({
      kind: 'service',
      name: 'Robot',
      id: 'eeeeeeee-0000-4000-8000-000000000009',
    });
    expect(audit({ initiatedBy: { user: { id: ada, roles: 'admin' } } }).actor).toMatchObject({ id: ada });
    expect(audit({ initiatedBy: {} }).actor).toBeNull();
  });

  it('of Log Analytics, with lists in texts, is the same', () => {
    const analytics = {
      TenantId: 'ffffffff-0000-4000-8000-00000000000f',
      AADTenantId: tenant,
      TimeGenerated: '2026-03-02T08:17:02Z',
      Category: 'RoleManagement',
      OperationName: 'Add member to role ',
      ActivityDisplayName: 'Add member to role ',
      ActivityDateTime: properties.activityDateTime,
      Id: properties.id,
      Result: 'success',
      CorrelationId: 'corr-1',
      InitiatedBy: JSON.stringify(properties.initiatedBy),
      TargetResources: JSON.stringify(properties.targetResources),
      AdditionalDetails: JSON.stringify(properties.additionalDetails),
    };
    const result = entra.normalise(analytics, context);
    const { hash: _, ...expected } = audit();
    expect('events' in result && result.events[0]).toMatchObject(expected);
  });

  it('that nobody knows is kept', () => {
    expect(audit({ activityDisplayName: 'Feed the cat' })).toMatchObject({
      kind: 'other',
      operation: 'Feed the cat',
      action: 'other',
    });
  });
});

describe('operations', () => {
  it.each([
    ['User registered security info', 'factor-change', 'added'],
    ['User registered all required security info', 'factor-change', 'added'],
    ['Admin registered security info', 'factor-change', 'added'],
    ['User deleted security info', 'factor-change', 'removed'],
    ['User changed default security info', 'factor-change', 'changed'],
    ['Create Temporary Access Pass method for user', 'factor-change', 'added'],
    ['Disable Strong Authentication', 'factor-change', 'removed'],
    ['Add FIDO2 security key', 'factor-change', 'added'],
    ['Reset password (by admin)', 'factor-change', 'reset'],
    ['Change user password', 'factor-change', 'changed'],
    ['Fraud reported - user is blocked for MFA', 'risk-signal', 'reported'],
    ['Suspicious activity reported', 'risk-signal', 'reported'],
    ['Register device', 'device-registration', 'added'],
    ['Add registered owner to device', 'device-registration', 'added'],
    ['Unregister device', 'device-registration', 'removed'],
    ['Update StsRefreshTokenValidFrom Timestamp', 'session-end', 'reset'],
    ['Add member to role', 'role-change', 'added'],
    ['Add member to role in PIM completed (permanent)', 'role-change', 'added'],
    ['Remove member from role', 'role-change', 'removed'],
    ['Consent to application', 'consent', 'added'],
    ['Add delegated permission grant', 'consent', 'added'],
    ['Update conditional access policy', 'policy-change', 'changed'],
    ['Delete Conditional Access policy', 'policy-change', 'removed'],
    ['Set federation settings on domain', 'policy-change', 'changed'],
    ['Disable account', 'account-change', 'changed'],
    ['Add user', 'account-change', 'added'],
    ['User started security info registration', 'other', 'other'],
    ['constructor', 'other', 'other'],
  ])('%s: %s, %s', (name, kind, action) => {
    expect(readOperation(name)).toMatchObject({ kind, action });
    expect(readOperation(`  ${name.toUpperCase()}  `)).toMatchObject({ kind, action });
  });

  it('fold dashes and blanks, and each is written as it is looked up', () => {
    expect(operationKey('Update application – Certificates and  secrets management ')).toBe(
      'update application - certificates and secrets management',
    );
    for (const name of operations.keys()) expect(operationKey(name)).toBe(name);
  });
});
