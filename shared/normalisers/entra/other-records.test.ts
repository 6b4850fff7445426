import type { IdentityEvent } from '@gatewatch/domain';
import { factsOf } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { entra } from './entra.ts';

const context = { tenant: 'acme', origin: { source: 'test', position: 0 }, received: null };
const tenant = '00000000-aaaa-4000-8000-000000000001';
const ada = 'cccccccc-0000-4000-8000-000000000001';

function read(record: Readonly<Record<string, unknown>>): readonly IdentityEvent[] {
  const result = entra.recognises(record) ? entra.normalise(record, context) : null;
  if (result === null || !('events' in result)) throw new Error(JSON.stringify(result));
  return result.events;
}

describe('workloads', () => {
  const record = (category: string, properties: object) => ({
    time: '2026-03-02T08:17:02Z',
    category,
    tenantId: tenant,
    resultType: '0',
    properties: {
      id: 'aaaaaaaa-0000-4000-8000-000000000001',
      createdDateTime: '2026-03-02T08:15:30Z',
      status: { errorCode: 0 },
      ...properties,
    },
  });
  const principal = {
    servicePrincipalId: 'SP-1',
    servicePrincipalName: 'Backup',
    appId: 'app-1',
    resourceDisplayName: 'Graph',
    userId: null,
  };

  it('whose result is not told say so', () => {
    const { resultType: _none, ...top } = record('ServicePrincipalSignInLogs', { ...principal, status: undefined });
    expect(read(top)).toMatchObject([{ kind: 'token-grant', gaps: ['result-missing'] }]);
  });

  it('that use a secret are granted a token', () => {
    const properties = {
      ...principal,
      ipAddress: '203.0.113.7',
      servicePrincipalCredentialKeyId: 'key-1',
      clientCredentialType: 'clientSecret',
    };
    expect(read(record('ServicePrincipalSignInLogs', properties))).toMatchObject([
      {
        kind: 'token-grant',
        grant: 'client-credential',
        outcome: 'success',
        actor: { kind: 'service', id: 'sp-1', name: 'Backup', address: null, directory: tenant },
        app: 'Backup',
        resource: 'Graph',
        credential: 'key-1',
        client: 'clientSecret',
        ip: '203.0.113.7',
      },
    ]);
  });

  it('that use a wrong or old secret fail', () => {
    const failed = (errorCode: number) => read(record('ServicePrincipalSignInLogs', { ...principal, status: { errorCode } }))[0];
    expect(failed(7000222)).toMatchObject({ outcome: 'failure', failure: 'application', code: '7000222' });
    expect(failed(7000215)).toMatchObject({ outcome: 'failure', failure: 'application' });
  });

  it('that Azure manages have no address, and no gap for it', () => {
    expect(read(record('ManagedIdentitySignInLogs', { ...principal, ipAddress: '' }))).toMatchObject([
      { kind: 'token-grant', grant: 'managed-identity', ip: null, gaps: [], actor: { id: 'sp-1', name: 'Backup' } },
    ]);
  });
});

describe('risk', () => {
  const detection = {
    id: 'ce0ed07f9ccf5be15e4b97d2979af6569b1f67db87ddc9b88b5bb743ea091e47',
    requestId: 'aaaaaaaa-0000-4000-8000-000000000001',
    riskType: 'generic',
    riskEventType: 'passwordSpray',
    riskState: 'atRisk',
    riskLevel: 'high',
    ipAddress: '203.0.113.7',
    activityDateTime: '2026-03-02T8:15:30.123Z',
    userId: ada,
    userPrincipalName: 'Ada@example.com',
  };
  const record = (properties: object) => ({
    time: '3/3/2026 9:59:27 AM',
    category: 'UserRiskEvents',
    operationName: 'User Risk Detection',
    location: 'weu',
    properties,
  });

  it('of a detection stands at its activity, with the sign-in that it is about', () => {
    expect(read(record(detection))).toMatchObject([
      {
        kind: 'risk-signal',
        time: Date.parse('2026-03-02T08:15:30.123Z'),
        processed: Date.parse('2026-03-03T09:59:27Z'),
        action: 'reported',
        subjectOf: 'passwordSpray',
        after: 'high atRisk',
        correlationId: 'aaaaaaaa-0000-4000-8000-000000000001',
        actor: { id: ada, address: 'ada@example.com' },
        ip: '203.0.113.7',
        place: null,
      },
    ]);
  });

  it('that was dismissed or remedied is taken back', () => {
    for (const riskState of ['dismissed', 'remediated', 'confirmedSafe']) {
      expect(read(record({ ...detection, riskState }))).toMatchObject([{ action: 'removed' }]);
    }
    expect(read(record({ ...detection, riskState: 'confirmedCompromised' }))).toMatchObject([{ action: 'reported' }]);
  });

  it('of a user is one record a state, though the id is the user’s', () => {
    const user = (riskState: string) =>
      read({
        time: '8/22/2026 6:11:52 PM',
        category: 'RiskyUsers',
        properties: {
          id: ada,
          userPrincipalName: 'ada@example.com',
          riskState,
          riskLevel: 'medium',
          riskLastUpdatedDateTime: '2026-08-22T18:11:52.702Z',
        },
      })[0];
    expect(user('atRisk')).toMatchObject({
      kind: 'risk-signal',
      subjectOf: 'risky-user',
      actor: { id: ada },
      action: 'reported',
    });
    expect(user('atRisk')?.id).not.toBe(user('dismissed')?.id);
  });
});

describe('rosters and policies', () => {
  const facts = (record: Readonly<Record<string, unknown>>) =>
    read(record).flatMap((event) => {
      if (event.kind !== 'snapshot') throw new Error(event.kind);
      const target = event.target === null ? null : { ...event.target, key: event.target.address };
      const day = new Date(event.time).toISOString().slice(0, 10);
      return factsOf({ ...event, target }).map(({ name, value }) => `${day} ${name} ${value}`);
    });

  it('registration details say who is privileged, and which factors there are', () => {
    const details = {
      id: ada,
      userPrincipalName: 'ada@example.com',
      userDisplayName: 'Ada',
      isAdmin: true,
      methodsRegistered: ['mobilePhone', 'microsoftAuthenticatorPush'],
      lastUpdatedDateTime: '2026-03-02T08:15:30Z',
    };
    expect(facts(details)).toEqual([
      '2026-03-02 factors:ada@example.com microsoftAuthenticatorPush,mobilePhone',
      '2026-03-02 privileged:ada@example.com yes',
    ]);
    expect(facts({ ...details, isAdmin: false, methodsRegistered: [] })).toEqual([
      '2026-03-02 factors:ada@example.com none',
      '2026-03-02 privileged:ada@example.com null',
    ]);
  });

  it('users say who may sign in, undated since they exist; in the spelling of PowerShell too', () => {
    const user = {
      id: ada,
      displayName: 'Ada',
      userPrincipalName: 'ada@example.com',
      accountEnabled: false,
      createdDateTime: '2020-01-01T00:00:00Z',
    };
    expect(facts(user)).toEqual(['2020-01-01 disabled:ada@example.com yes']);
    expect(read(user)[0]?.gaps).toContain('snapshot-undated');
    const pascal = Object.fromEntries(
      Object.entries(user).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
    );
    expect(facts(pascal)).toEqual(facts(user));
  });

  it('members of a role and role assignments are privileged', () => {
    const bob = { id: 'cccccccc-0000-4000-8000-000000000002', userPrincipalName: 'bob@example.com', displayName: 'Bob' };
    const role = {
      id: 'r',
      displayName: 'Global Administrator',
      roleTemplateId: 't',
      members: [{ id: ada, userPrincipalName: 'ada@example.com' }, bob],
    };
    expect(facts(role)).toEqual(['1970-01-01 privileged:ada@example.com yes', '1970-01-01 privileged:bob@example.com yes']);
    expect(new Set(read(role).map((event) => event.id)).size).toBe(2);
    const assignment = {
      id: 'a',
      roleDefinitionId: 'd',
      principalId: bob.id,
      principal: bob,
      roleDefinition: { displayName: 'Helpdesk Administrator' },
    };
    expect(facts(assignment)).toEqual(['1970-01-01 privileged:bob@example.com yes']);
    expect(read(assignment)).toMatchObject([{ name: 'Helpdesk Administrator', of: 'role' }]);
  });

  it('a policy is on, reports only or is off, from its last change on', () => {
    const policy = (state: string) => ({
      id: 'P-1',
      displayName: 'MFA for all',
      state,
      createdDateTime: '2025-01-01T00:00:00Z',
      modifiedDateTime: '2026-02-01T00:00:00Z',
      conditions: { users: { includeUsers: ['All'] } },
      grantControls: { builtInControls: ['mfa', 'compliantDevice'] },
    });
    expect(facts(policy('enabled'))).toEqual(['2026-02-01 policy:p-1 on:mfa+compliantdevice']);
    expect(facts(policy('enabledForReportingButNotEnforced'))).toEqual(['2026-02-01 policy:p-1 report-only:mfa+compliantdevice']);
    expect(facts(policy('disabled'))).toEqual(['2026-02-01 policy:p-1 off:mfa+compliantdevice']);
    expect(facts(policy('constructor'))).toEqual(['2026-02-01 policy:p-1 null']);
  });

  it('a trusted location names its ranges', () => {
    const location = {
      id: 'l',
      displayName: 'HQ',
      isTrusted: true,
      modifiedDateTime: '2026-02-01T00:00:00Z',
      ipRanges: [{ cidrAddress: '203.0.113.0/24' }, { cidrAddress: '2001:DB8::/32' }],
    };
    expect(facts(location)).toEqual([
      '2026-02-01 trusted-network:any yes',
      '2026-02-01 trusted-network:203.0.113.0/24 HQ',
      '2026-02-01 trusted-network:2001:db8:0:0:0:0:0:0/32 HQ',
    ]);
    expect(facts({ ...location, isTrusted: false })).toEqual([
      '2026-02-01 trusted-network:203.0.113.0/24 null',
      '2026-02-01 trusted-network:2001:db8:0:0:0:0:0:0/32 null',
    ]);
    expect(
      facts({ id: 'c', displayName: 'Home countries', countriesAndRegions: ['DE'], modifiedDateTime: '2026-02-01T00:00:00Z' }),
    ).toEqual([]);
  });

  it('the same row of another day is another record, the same row again the same', () => {
    const row = (accountEnabled: boolean) =>
      read({ id: ada, displayName: 'Ada', userPrincipalName: 'ada@example.com', accountEnabled })[0]?.id;
    expect(row(true)).toBe(row(true));
    expect(row(true)).not.toBe(row(false));
  });
});

describe('CSV downloads of the portal', () => {
  const row = {
    'Date (UTC)': '2026-03-02T08:15:30Z',
    'Request ID': 'aaaaaaaa-0000-4000-8000-000000000001',
    'Correlation ID': 'corr-1',
    'User ID': ada,
    User: 'Ada',
    Username: 'ada@example.com',
    'User type': 'Member',
    'Incoming token type': 'None',
    'Authentication Protocol': 'Device code',
    Application: 'Portal',
    'Application ID ': 'app-1',
    'Home tenant ID': tenant,
    'IP address': '203.0.113.7',
    Location: 'Berlin, Berlin, DE',
    Status: 'Failure',
    'Sign-in error code': '500121',
    'Client app': 'Browser',
    Browser: 'Edge 120.0.0',
    'Operating System': 'Windows10',
    Compliant: 'No',
    Managed: '',
    'Multifactor authentication result': 'MFA denied; user declined the authentication',
    'Multifactor authentication auth method': 'Mobile app notification',
    'Authentication requirement': 'Multifactor authentication',
  };

  it('a sign-in', () => {
    expect(read(row)).toMatchObject([
      {
        kind: 'sign-in',
        id: 'entra:aaaaaaaa-0000-4000-8000-000000000001',
        category: 'SignInLogs',
        outcome: 'failure',
        failure: 'second-factor-failed',
        secondFactor: 'denied',
        methods: ['mobile app notification'],
        password: 'yes',
        protocol: 'deviceCode',
        route: { transfer: 'device-code', requirement: 'two-factors' },
        actor: { id: ada, address: 'ada@example.com', directory: tenant },
        appId: 'app-1',
        ip: '203.0.113.7',
        device: { os: 'windows', browser: 'edge', compliant: false, managed: null },
      },
    ]);
  });

  it('a success has no code; a refresh token is no person at a screen', () => {
    const success = { ...row, Status: 'Success', 'Sign-in error code': '', 'Multifactor authentication result': '' };
    expect(read(success)).toMatchObject([{ outcome: 'success', code: '0' }]);
    expect(read({ ...success, Status: 'Interrupted' })).toMatchObject([{ gaps: ['result-missing'] }]);
    expect(read({ ...success, 'Incoming token type': 'Refresh token' })).toMatchObject([
      { category: 'NonInteractiveUserSignInLogs', interactive: false },
    ]);
  });

  it('a workload', () => {
    const { 'User ID': _, User: __, Username: ___, ...rest } = row;
    expect(read({ ...rest, 'Service principal ID': 'SP-1', 'Service principal name': 'Backup' })).toMatchObject([
      { kind: 'token-grant', grant: 'client-credential', actor: { id: 'sp-1', name: 'Backup' } },
    ]);
  });

  it('an audit record', () => {
    const record = {
      'Date (UTC)': '2026-03-02T08:15:30.1234567+00:00',
      CorrelationId: 'corr-1',
      Service: 'Core Directory',
      Category: 'RoleManagement',
      Activity: 'Add member to role',
      Result: 'success',
      ActorType: 'User',
      ActorObjectId: 'dddddddd-0000-4000-8000-000000000002',
      ActorUserPrincipalName: 'root@example.com',
      IPAddress: '203.0.113.7',
      Target1Type: 'User',
      Target1ObjectId: ada,
      Target1UserPrincipalName: 'ada@example.com',
      Target1ModifiedProperty1Name: 'Role.DisplayName',
      Target1ModifiedProperty1NewValue: '"Global Administrator"',
    };
    expect(read(record)).toMatchObject([
      {
        kind: 'role-change',
        action: 'added',
        subjectOf: 'Global Administrator',
        actor: { address: 'root@example.com' },
        target: { address: 'ada@example.com', id: ada },
        ip: '203.0.113.7',
      },
    ]);
    const robot = {
      ...record,
      ActorType: 'Application',
      ActorUserPrincipalName: '',
      ActorServicePrincipalName: 'Robot',
      ActorServicePrincipalId: 'SP-2',
    };
    expect(read(robot)).toMatchObject([{ actor: { kind: 'service', name: 'Robot', id: 'sp-2' } }]);
  });

  it('that is of something else is none of ours', () => {
    expect(entra.recognises({ 'Date (UTC)': '2026-03-02', Colour: 'red' })).toBe(false);
  });
});
