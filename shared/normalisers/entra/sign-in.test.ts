import type { IdentityEvent, SignIn } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { entra } from './entra.ts';

const context = { tenant: 'acme', origin: { source: 'test', position: 0 }, received: null, names: { key: 'k', keep: false } };
const tenant = '00000000-aaaa-4000-8000-000000000001';
const user = 'cccccccc-0000-4000-8000-000000000001';
const own = 'aaaaaaaa-0000-4000-8000-000000000001';

type Json = Readonly<Record<string, unknown>>;

function record(properties: Json = {}, top: Json = {}): Json {
  return {
    time: '2026-03-02T08:17:02.1234567Z',
    resourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`,
    category: 'SignInLogs',
    tenantId: tenant,
    resultType: '0',
    durationMs: '0',
    callerIpAddress: '198.51.100.9',
    correlationId: 'corr-top',
    properties: {
      id: own,
      createdDateTime: '2026-03-02T08:15:30.1234567+00:00',
      userId: user,
      userPrincipalName: 'Ada@Example.com',
      userDisplayName: 'Ada',
      userType: 'Member',
      ipAddress: '203.0.113.7',
      isInteractive: true,
      status: { errorCode: 0 },
      ...properties,
    },
    ...top,
  };
}

function read(value: Json, received: number | null = null): IdentityEvent {
  const result = entra.normalise(value, { ...context, received });
  const event = 'events' in result ? result.events[0] : undefined;
  if (event === undefined) throw new Error(JSON.stringify(result));
  return event;
}

function signIn(properties: Json = {}, top: Json = {}): SignIn {
  const event = read(record(properties, top));
  if (event.kind !== 'sign-in') throw new Error(event.kind);
  return event;
}

describe('a sign-in of Entra ID', () => {
  it('has every field that an event of ours carries', () => {
    const event = signIn({
      authenticationDetails: [
        { authenticationMethod: 'Password', succeeded: true, authenticationStepRequirement: 'Primary authentication' },
        { authenticationMethod: 'Mobile app notification', succeeded: true, authenticationStepResultDetail: 'User approved' },
      ],
      authenticationProtocol: 'deviceCode',
      clientAppUsed: 'Browser',
      deviceDetail: {
        deviceId: 'DDDDDDDD-0000-4000-8000-000000000001',
        operatingSystem: 'Windows10',
        browser: 'Edge 120.0',
        isCompliant: false,
      },
      sessionId: 'eeeeeeee-0000-4000-8000-000000000001',
      uniqueTokenIdentifier: 'a-token',
      appDisplayName: 'Portal',
      appId: 'app-1',
      resourceDisplayName: 'Graph',
      originalRequestId: 'first-request',
      correlationId: 'corr-own',
      appliedConditionalAccessPolicies: [
        { displayName: 'MFA for all', result: 'success', enforcedGrantControls: ['Mfa'] },
        { displayName: 'Block abroad', result: 'reportOnlyFailure', enforcedGrantControls: ['Block'] },
        { displayName: 'Off', result: 'notEnabled' },
      ],
      riskLevelDuringSignIn: 'medium',
      riskState: 'atRisk',
      riskEventTypes_v2: ['unfamiliarFeatures'],
    });
    expect(event).toMatchObject({
      id: `entra:${own}`,
      recordId: own,
      time: Date.parse('2026-03-02T08:15:30.123Z'),
      processed: Date.parse('2026-03-02T08:17:02.123Z'),
      actor: { key: null, address: 'ada@example.com', id: user, directory: tenant, name: 'Ada', kind: 'member' },
      ip: '203.0.113.7',
      interactive: true,
      outcome: 'success',
      failure: null,
      code: '0',
      password: 'yes',
      secondFactor: 'passed',
      methods: ['password', 'mobile app notification'],
      protocol: 'deviceCode',
      client: 'Browser',
      device: { id: 'dddddddd-0000-4000-8000-000000000001', os: 'windows', browser: 'edge', compliant: false, managed: null },
      app: 'Portal',
      appId: 'app-1',
      resource: 'Graph',
      requestId: 'first-request',
      correlationId: 'corr-own',
      policies: [{ name: 'MFA for all', result: 'success', controls: ['mfa'] }],
      reportOnly: [{ name: 'Block abroad', result: 'reportOnlyFailure', controls: ['block'] }],
      risk: { level: 'medium', state: 'atRisk', types: ['unfamiliarFeatures'] },
      gaps: [],
    });
    expect(event.session).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.stringify(event)).not.toMatch(/a-token|eeeeeeee-0000/);
  });

  it.each([
    ['PascalCase', (key: string) => key.charAt(0).toUpperCase() + key.slice(1)],
    ['lower case', (key: string) => key.toLowerCase()],
    ['upper case', (key: string) => key.toUpperCase()],
  ])('is the same with keys in %s', (_name, spell) => {
    const respelt = (value: Json): Json => Object.fromEntries(Object.entries(value).map(([key, item]) => [spell(key), item]));
    const plain = record();
    expect(read(respelt({ ...plain, properties: respelt(plain.properties as Json) }))).toEqual(read(plain));
  });

  it('is the same as a row that PowerShell wrote, every key of it in PascalCase', () => {
    const row = record({
      status: { errorCode: 500121, additionalDetails: 'MFA denied; user declined the authentication' },
      authenticationDetails: [{ authenticationMethod: 'Password', succeeded: true }],
      deviceDetail: { deviceId: own, browser: 'Edge 97.0', isManaged: true },
      appliedConditionalAccessPolicies: [{ displayName: 'P', result: 'failure', enforcedGrantControls: ['Mfa'] }],
      mfaDetail: { authMethod: 'Text message', authDetail: null },
      conditionalAccessStatus: 'failure',
    }).properties as Json;
    const pascal = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(pascal);
      if (typeof value !== 'object' || value === null) return value;
      const named = (key: string) => (key === 'ipAddress' ? 'IPAddress' : key.charAt(0).toUpperCase() + key.slice(1));
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [named(key), pascal(item)]));
    };
    expect(read(pascal(row) as Json)).toEqual(read(row));
    expect(read({ ...(pascal(row) as Json), CreatedDateTime: '/Date(1772439330123)/' })).toEqual(read(row));
  });

  it('keys deeper than any of the vendor’s are left as they are', () => {
    let deep: Json = {};
    for (let n = 0; n < 10_000; n++) deep = { A: deep };
    expect(read({ ...record(), Extra: deep, TENANTID: 'x' })).toEqual(read(record()));
  });

  it('is the same with properties encoded twice, durations as text or number, as a Graph row and as a Log Analytics row', () => {
    const plain = record();
    expect(read({ ...plain, properties: JSON.stringify(plain.properties) })).toEqual(read(plain));
    expect(read({ ...plain, durationMs: 0 })).toEqual(read(plain));
    const graph = read(plain.properties as Json);
    expect(graph).toMatchObject({ id: `entra:${own}`, category: 'SignInLogs', outcome: 'success', time: read(plain).time });
    const analytics = {
      TenantId: 'ffffffff-0000-4000-8000-00000000000f',
      AADTenantId: tenant,
      TimeGenerated: '3/2/2026, 8:17:02.123 AM',
      Type: 'SigninLogs',
      Category: 'SignInLogs',
      Id: own,
      CreatedDateTime: '2026-03-02T08:15:30.1234567Z',
      ResultType: '50074',
      UserId: user,
      UserPrincipalName: 'ada@example.com',
      IPAddress: '203.0.113.7',
      Location: 'DE',
      LocationDetails: '{"city":"Berlin"}',
      Status: '{"errorCode":50074,"additionalDetails":"MFA required in Azure AD"}',
      AuthenticationDetails: '[{"authenticationMethod":"Password","succeeded":true}]',
      ConditionalAccessPolicies: '[{"displayName":"MFA","result":"failure","enforcedGrantControls":["Mfa"]}]',
      DeviceDetail: '{"operatingSystem":"MacOs"}',
    };
    expect(read(analytics)).toMatchObject({
      id: `entra:${own}`,
      processed: Date.parse('2026-03-02T08:17:02.123Z'),
      actor: { directory: tenant },
      ip: '203.0.113.7',
      outcome: 'interrupted',
      failure: 'second-factor-required',
      password: 'yes',
      secondFactor: 'pending',
      methods: ['password'],
      policies: [{ name: 'MFA', result: 'failure', controls: ['mfa'] }],
      device: { os: 'macos' },
    });
    const { Category: _, ...withoutCategory } = analytics;
    expect(read(withoutCategory)).toEqual(read(analytics));
  });

  it('takes the time of the event, else of processing, else of transport, and no other', () => {
    expect(read(record({ createdDateTime: undefined }))).toMatchObject({ time: 1772439422123, gaps: ['time-from-processing'] });
    expect(read(record({ createdDateTime: '' }, { time: null }), 5000)).toMatchObject({
      time: 5000,
      gaps: ['time-from-transport'],
    });
    expect(entra.normalise(record({ createdDateTime: '' }, { time: null }), context)).toMatchObject({
      quarantined: { reason: 'no-time' },
    });
    expect(entra.normalise(record({ createdDateTime: 'soon' }), context)).toMatchObject({ quarantined: { reason: 'bad-time' } });
  });

  it.each([
    ['<null>', null, []],
    ['', '198.51.100.9', []],
    ['0.0.0.0', null, []],
    ['203.0.113.XXX', null, ['address-hidden']],
    ['203.0.113.7:51234', '203.0.113.7', []],
    ['[2001:db8::1]:443', '2001:db8::1', []],
    ['::2a02:1:2:3:4:5:6:7:8', null, ['address-illegal']],
    ['::ffff:203.0.113.7', '203.0.113.7', []],
  ])('address %j is %j', (ipAddress, ip, gaps) => {
    expect(signIn({ ipAddress })).toMatchObject({ ip, gaps });
  });

  it('has no place of the vendor’s, (0,0) or any other', () => {
    const zero = { city: '', geoCoordinates: { latitude: -0, longitude: 0 } };
    expect(signIn({ location: zero })).toEqual(
      signIn({ location: { city: 'Berlin', geoCoordinates: { latitude: 52, longitude: 13 } } }),
    );
    expect(signIn({ location: zero }).place).toBeNull();
  });

  it('a GUID is no address, an all-zero id nobody', () => {
    expect(signIn({ userPrincipalName: user }).actor).toMatchObject({ address: null, id: user });
    expect(signIn({ userPrincipalName: user }).gaps).toEqual(['name-is-guid']);
    const zero = '00000000-0000-0000-0000-000000000000';
    expect(signIn({ userId: zero, userPrincipalName: zero, userDisplayName: '' }).actor).toBeNull();
  });

  it('a name of no account is hashed, and its display name goes', () => {
    const unknown = { userId: '', userPrincipalName: 'hunter2', userDisplayName: 'hunter2', status: { errorCode: 50034 } };
    const event = signIn(unknown, { identity: 'hunter2' });
    expect(event).toMatchObject({
      failure: 'unknown-user',
      password: 'no',
      gaps: ['unknown-account'],
      actor: { id: null, address: null },
    });
    expect(event.actor?.name).toMatch(/^unknown:[0-9a-f]{16}$/);
    expect(JSON.stringify(event)).not.toContain('hunter2');
    const plain = entra.normalise(record(unknown), { ...context, names: undefined as never });
    expect(plain).toMatchObject({ events: [{ actor: null }] });
  });

  it('trusts the code of the status, in any spelling, and says where there is none', () => {
    expect(signIn({ status: { errorCode: 50126 } }, { resultType: '0' })).toMatchObject({
      code: '50126',
      failure: 'wrong-password',
    });
    expect(signIn({ status: {} }, { resultType: 50126 }).code).toBe('50126');
    expect(signIn({ status: {} }, { resultType: '0050126' }).code).toBe('50126');
    expect(signIn({ status: {} }, { resultType: 'Success' })).toMatchObject({ code: '0', outcome: 'success' });
    expect(signIn({ status: {} }, { resultType: 'Update' })).toMatchObject({
      code: '',
      failure: 'unknown',
      gaps: ['result-missing'],
    });
    expect(signIn({ status: { errorCode: 99999999 } })).toMatchObject({
      outcome: 'failure',
      failure: 'unknown',
      password: 'unknown',
    });
  });

  it('believes isInteractive, not the category, and a guest in any case', () => {
    expect(signIn({ isInteractive: false }).interactive).toBe(false);
    expect(signIn({ isInteractive: undefined }, { category: 'NonInteractiveUserSignInLogs' }).interactive).toBe(false);
    expect(signIn({ userType: 'GUEST' }).actor?.kind).toBe('guest');
    expect(signIn({ userType: '', userPrincipalName: 'ada_other.example#EXT#@acme.example' }).actor?.kind).toBe('guest');
  });

  it('premium verdicts that are hidden are none', () => {
    expect(signIn({ riskLevelDuringSignIn: 'hidden', riskLevelAggregated: 'hidden', riskState: 'none' }).risk).toBeNull();
  });

  it('without an id is named by its content, the same for the same', () => {
    const nameless = record({ id: undefined });
    expect(read(nameless)).toEqual(read(structuredClone(nameless)));
    expect(read(nameless).gaps).toEqual(['id-from-content']);
    expect(read(nameless).id).not.toBe(read(record({ id: undefined, appId: 'x' })).id);
  });

  it('published again with more detail is the same record in another version', () => {
    const [first, second] = [record(), record({ riskState: 'atRisk' }, { time: '2026-03-02T09:00:00Z' })].map((one) => read(one));
    expect(second?.id).toBe(first?.id);
    expect(second?.hash).not.toBe(first?.hash);
    expect(second?.processed).toBeGreaterThan(first?.processed ?? 0);
  });

  it('through AD FS is a sign-in as any other', () => {
    const adfs = record({ tokenIssuerType: 'ADFederationServices' }, { category: 'ADFSSignInLogs' });
    expect(read(adfs)).toMatchObject({ kind: 'sign-in', category: 'ADFSSignInLogs', outcome: 'success', actor: { id: user } });
  });

  it('in a category that nobody knows is kept', () => {
    expect(read(record({}, { category: 'B2CRequestLogs', operationName: 'x' }))).toMatchObject({ kind: 'other', operation: 'x' });
  });
});

describe('a second factor', () => {
  const failed = (additionalDetails: string, more: Json = {}) =>
    signIn({
      status: { errorCode: 500121, additionalDetails },
      authenticationDetails: [{ authenticationMethod: 'Password', succeeded: true }],
      ...more,
    });

  it.each([
    ['MFA Denied; user declined the authentication', 'denied'],
    ['MFA denied; user did not respond to mobile app notification', 'no-answer'],
    ['MFA denied; user did not select the correct number', 'wrong-number'],
    ['MFA denied; Phone App Reported Fraud', 'fraud-reported'],
    ['MFA denied; duplicate authentication attempt', 'duplicate-prompt'],
    ['MFA denied; invalid verification code', 'wrong-code'],
    ['', 'unknown'],
  ])('500121 with %j: %s, and the password was right', (words, secondFactor) => {
    expect(failed(words)).toMatchObject({ outcome: 'failure', failure: 'second-factor-failed', password: 'yes', secondFactor });
  });

  it('satisfied by a claim is no prompt, and a first factor from a token proves no password', () => {
    const steps = [
      {
        authenticationMethod: 'Previously satisfied',
        succeeded: true,
        authenticationStepResultDetail: 'MFA requirement satisfied by claim in the token',
      },
    ];
    expect(signIn({ authenticationDetails: steps }).secondFactor).toBe('satisfied-earlier');
    expect(signIn({ incomingTokenType: 'primaryRefreshToken' }).password).toBe('unknown');
  });

  it('a first factor that is a key or a certificate proves no password, whatever the code says', () => {
    const first = { authenticationMethod: 'X.509 Certificate', authenticationStepRequirement: 'Primary authentication' };
    const status = { errorCode: 53003 };
    expect(signIn({ status, authenticationDetails: [{ ...first, succeeded: true }] }).password).toBe('unknown');
    expect(signIn({ status, authenticationDetails: [{ ...first, succeeded: false }] }).password).toBe('yes');
  });

  it('of a single-factor success was not asked for', () => {
    expect(signIn({ authenticationRequirement: 'singleFactorAuthentication' }).secondFactor).toBe('not-asked');
  });
});
