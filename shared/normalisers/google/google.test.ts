import type { IdentityEvent } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { google } from './google.ts';

const context = { tenant: 'acme', origin: { source: 'test', position: 0 }, received: null };
const time = '2026-03-02T08:15:30.123Z';

type Parameter = { readonly name: string } & Readonly<Record<string, unknown>>;

function activity(name: string, parameters: readonly Parameter[] = [], more: Readonly<Record<string, unknown>> = {}) {
  return {
    kind: 'admin#reports#activity',
    id: { time, uniqueQualifier: '-5188215030825995109', applicationName: 'login', customerId: 'C01example' },
    etag: '"x"',
    actor: { email: 'Ada@Example.com', profileId: '100000000000000000001' },
    ipAddress: '203.0.113.7',
    events: [{ type: 'login', name, parameters }] as unknown,
    ...more,
  };
}

function events(record: Readonly<Record<string, unknown>>): readonly IdentityEvent[] {
  const result = google.normalise(record, context);
  if (!('events' in result)) throw new Error(result.quarantined.reason);
  return result.events;
}

function only(record: Readonly<Record<string, unknown>>): IdentityEvent {
  const [event] = events(record);
  if (event === undefined) throw new Error('no event');
  return event;
}

const methods = (...multiValue: readonly string[]): Parameter => ({ name: 'login_challenge_method', multiValue });
const method = (value: string): Parameter => ({ name: 'login_challenge_method', value });
const status = (value: string): Parameter => ({ name: 'login_challenge_status', value });
const type = (value: string): Parameter => ({ name: 'login_type', value });
const id = (application: string, more: object = {}) => ({
  id: { time, uniqueQualifier: '-5188215030825995109', applicationName: application, customerId: 'C01example', ...more },
});

describe('sign-ins', () => {
  it('reads a success with two wrong passwords before it and a second factor behind it', () => {
    expect(
      only(activity('login_success', [type('google_password'), methods('password', 'password', 'security_key')])),
    ).toMatchObject({
      kind: 'sign-in',
      provider: 'google',
      category: 'login',
      time: Date.parse(time),
      interactive: true,
      outcome: 'success',
      failure: null,
      code: 'login_success',
      password: 'yes',
      secondFactor: 'passed',
      methods: ['password', 'password', 'security_key'],
      protocol: 'google_password',
      ip: '203.0.113.7',
      session: null,
      requestId: '-5188215030825995109',
      correlationId: '-5188215030825995109',
      actor: { key: null, address: 'ada@example.com', id: '100000000000000000001', directory: 'C01example', kind: 'member' },
      target: null,
      gaps: [],
    });
  });

  it.each([
    ['value', [method('password')], ['password'], 'yes', 'not-asked'],
    ['value with commas', [method('password, Google_Authenticator')], ['password', 'google_authenticator'], 'yes', 'passed'],
    ['captcha', [methods('password', 'captcha')], ['password', 'captcha'], 'yes', 'not-asked'],
    ['a place', [methods('password', 'login_location')], ['password', 'login_location'], 'yes', 'not-asked'],
    ['recaptcha', [methods('password', 'recaptcha')], ['password', 'recaptcha'], 'yes', 'not-asked'],
    ['none', [methods('none')], ['none'], 'unknown', 'unknown'],
    ['passkey', [methods('passkey')], ['passkey'], 'unknown', 'passed'],
    ['saml', [methods('saml')], ['saml'], 'unknown', 'unknown'],
    ['absent', [], [], 'unknown', 'unknown'],
  ])('reads the methods of a success: %s', (_name, parameters, expected, password, secondFactor) => {
    expect(only(activity('login_success', parameters))).toMatchObject({
      outcome: 'success',
      methods: expected,
      password,
      secondFactor,
    });
  });

  it.each([
    ['no type, as since 2022', [methods('password')], 'wrong-password', 'no', 'not-asked'],
    ['no type, factor last', [methods('password', 'google_authenticator')], 'second-factor-failed', 'yes', 'wrong-code'],
    ['invalid password', [failureType('invalid_password')], 'wrong-password', 'no', 'not-asked'],
    ['account disabled', [methods('password'), failureType('account_disabled')], 'account-state', 'unknown', 'not-asked'],
    ['second factor', [failureType('invalid_second_factor')], 'second-factor-failed', 'yes', 'wrong-code'],
    ['access code', [method('backup_code'), failureType('access_code_disallowed')], 'second-factor-failed', 'unknown', 'unknown'],
    ['unknown', [failureType('unknown')], 'unknown', 'no', 'unknown'],
    ['saml, whose password Google never sees', [type('saml')], 'unknown', 'unknown', 'unknown'],
  ])('reads a failure: %s', (_name, parameters, failure, password, secondFactor) => {
    expect(only(activity('login_failure', parameters))).toMatchObject({ outcome: 'failure', failure, password, secondFactor });
  });

  it.each(['passed', 'Challenge Passed.', 'challenge_passed'])('folds the status %s: a passed step is no success', (text) => {
    for (const name of ['login_challenge', 'login_verification']) {
      expect(only(activity(name, [method('google_authenticator'), status(text)]))).toMatchObject({
        outcome: 'interrupted',
        failure: 'interrupt',
        password: 'yes',
        secondFactor: 'passed',
      });
    }
  });

  it.each(['incorrect_answer_entered', 'Challenge Failed.', 'failed'])('folds the status %s: the password was right', (text) => {
    for (const name of ['login_challenge', 'login_verification']) {
      expect(only(activity(name, [method('idv_preregistered_phone'), status(text)]))).toMatchObject({
        outcome: 'failure',
        failure: 'second-factor-failed',
        password: 'yes',
        secondFactor: 'wrong-code',
      });
    }
  });

  it('does not call a failed prompt a wrong code', () => {
    expect(only(activity('login_challenge', [method('google_prompt'), status('Challenge Failed.')]))).toMatchObject({
      failure: 'second-factor-failed',
      secondFactor: 'unknown',
    });
  });

  it('leaves a status it does not know unknown', () => {
    expect(only(activity('login_challenge', [method('google_prompt'), status('?')]))).toMatchObject({
      outcome: 'interrupted',
      password: 'unknown',
      secondFactor: 'unknown',
    });
  });

  it('keeps a suspicious success as success with risk', () => {
    const record = activity('login_success', [methods('password'), { name: 'is_suspicious', boolValue: true }]);
    expect(only(record)).toMatchObject({ outcome: 'success', risk: { level: 'suspicious', state: null, types: [] } });
    expect(only(activity('login_success', [{ name: 'is_suspicious', boolValue: false }]))).toMatchObject({ risk: null });
  });

  it('does not take events of other applications for sign-ins', () => {
    for (const application of ['token', 'mobile', 'drive']) {
      expect(only(activity('login_success', [], id(application)))).toMatchObject({
        kind: 'other',
        category: application,
        operation: 'login_success',
      });
    }
  });

  it('keeps networkInfo out of place', () => {
    const record = activity('login_success', [], { networkInfo: { ipAsn: [64500], regionCode: 'IN', subdivisionCode: 'IN-MH' } });
    expect(only(record)).toMatchObject({ place: null, network: null });
  });
});

describe('changes and warnings', () => {
  it.each([
    ['logout', 'session-end', 'removed', null],
    ['2sv_enroll', 'factor-change', 'added', '2sv'],
    ['2sv_disable', 'factor-change', 'removed', '2sv'],
    ['passkey_removed', 'factor-change', 'removed', 'passkey'],
    ['titanium_unenroll', 'factor-change', 'removed', 'advanced-protection'],
    ['password_edit', 'factor-change', 'changed', 'password'],
    ['recovery_phone_edit', 'factor-change', 'changed', 'recovery-phone'],
  ])('%s is %s of the own account, in login and user_accounts, with and without type', (name, kind, action, subjectOf) => {
    for (const application of ['login', 'user_accounts']) {
      const record = { ...activity(name, [], id(application)), events: [{ name }] };
      const own = { address: 'ada@example.com', id: '100000000000000000001' };
      expect(only(record)).toMatchObject({
        kind,
        action,
        subjectOf,
        result: 'success',
        operation: name,
        actor: own,
        target: own,
      });
    }
  });

  it('reads where mail is forwarded to', () => {
    const to: Parameter = { name: 'email_forwarding_destination_address', value: 'else@example.net' };
    expect(only(activity('email_forwarding_out_of_domain', [to]))).toMatchObject({
      kind: 'mail-change',
      action: 'added',
      after: 'else@example.net',
    });
  });

  it.each(['suspicious_login', 'suspicious_login_less_secure_app', 'suspicious_programmatic_login'])(
    '%s was stopped by Google: a signal about the affected address, not a sign-in',
    (name) => {
      const record = activity(name, [
        { name: 'affected_email_address', value: 'Bob@example.com' },
        { name: 'login_timestamp', intValue: '1772439330123456' },
      ]);
      const target = { address: 'bob@example.com', id: null, directory: 'C01example' };
      expect(only({ ...record, actor: {} })).toMatchObject({ kind: 'risk-signal', result: 'failure', actor: null, target });
    },
  );

  it('names the actor of a warning with the id where it is the affected person', () => {
    const record = activity('account_disabled_hijacked', [{ name: 'affected_email_address', value: 'ADA@example.com' }]);
    expect(only(record)).toMatchObject({ kind: 'risk-signal', subjectOf: 'hijacked', target: { id: '100000000000000000001' } });
    expect(only(activity('gov_attack_warning'))).toMatchObject({ kind: 'risk-signal', target: { id: '100000000000000000001' } });
  });

  it.each([
    ['TURN_OFF_2_STEP_VERIFICATION', 'factor-change', 'removed', '2sv'],
    ['UNENROLL_USER_FROM_STRONG_AUTH', 'factor-change', 'removed', '2sv'],
    ['GENERATE_2SV_SCRATCH_CODES', 'factor-change', 'added', 'backup-codes'],
    ['SECURITY_KEY_REGISTERED_FOR_USER', 'factor-change', 'added', 'security-key'],
    ['CHANGE_PASSWORD', 'factor-change', 'reset', 'password'],
    ['RESET_SIGNIN_COOKIES', 'session-end', 'removed', null],
    ['UNSUSPEND_USER', 'account-change', 'changed', 'active'],
    ['ALERT_CENTER_VIEW', 'other', 'other', null],
  ])('admin %s is %s of the named user', (name, kind, action, subjectOf) => {
    const record = activity(name, [{ name: 'USER_EMAIL', value: 'bob@example.com' }], id('admin'));
    expect(only(record)).toMatchObject({
      kind,
      action,
      subjectOf,
      target: { address: 'bob@example.com' },
      actor: { address: 'ada@example.com' },
    });
  });

  it('reads role, policy and delegation with before and after', () => {
    const role = [
      { name: 'ROLE_NAME', value: '_SEED_ADMIN_ROLE' },
      { name: 'USER_EMAIL', value: 'bob@example.com' },
    ];
    expect(only(activity('ASSIGN_ROLE', role, id('admin')))).toMatchObject({
      kind: 'role-change',
      action: 'added',
      subjectOf: '_SEED_ADMIN_ROLE',
    });
    const policy = [
      { name: 'OLD_VALUE', value: 'true' },
      { name: 'NEW_VALUE', value: 'false' },
    ];
    expect(only(activity('ENFORCE_STRONG_AUTHENTICATION', policy, id('admin')))).toMatchObject({
      kind: 'policy-change',
      subjectOf: '2sv-enforcement',
      before: 'true',
      after: 'false',
      target: null,
    });
    const scopes = { name: 'API_SCOPES', multiValue: ['https://scope.example/a', 'https://scope.example/b'] };
    const single = { name: 'API_SCOPES', value: 'https://scope.example/a' };
    const client = { name: 'API_CLIENT_NAME', value: '1068' };
    expect(only(activity('AUTHORIZE_API_CLIENT_ACCESS', [client, scopes], id('admin')))).toMatchObject({
      kind: 'consent',
      subjectOf: '1068',
      after: 'https://scope.example/a https://scope.example/b',
    });
    expect(only(activity('AUTHORIZE_API_CLIENT_ACCESS', [client, single], id('admin')))).toMatchObject({
      after: 'https://scope.example/a',
    });
  });
});

describe('people', () => {
  it('gives the placeholder profile no user', () => {
    const nobody = { email: '', profileId: '105250506097979753968' };
    expect(only(activity('gov_attack_warning', [], { actor: nobody }))).toMatchObject({ actor: null, target: null });
    const named = { email: 'ada@example.com', profileId: '105250506097979753968' };
    expect(only(activity('login_success', [], { actor: named }))).toMatchObject({
      actor: { address: 'ada@example.com', id: null },
    });
  });

  it('reads a profile id as text or number, and believes no rounded one', () => {
    expect(only(activity('login_success', [], { actor: { email: 'a@example.com', profileId: 17 } }))).toMatchObject({
      actor: { id: '17' },
    });
    const rounded = only(activity('login_success', [], { actor: { email: 'a@example.com', profileId: 1.0000000000000002e20 } }));
    expect(rounded).toMatchObject({ actor: { id: null }, gaps: ['profile-rounded'] });
  });

  it('reads a key caller as service, without address', () => {
    const record = activity('USER_LICENSE_REVOKE', [], { ...id('admin'), actor: { callerType: 'KEY', key: 'SYSTEM' } });
    expect(only(record)).toMatchObject({ actor: { kind: 'service', id: 'SYSTEM', address: null } });
  });

  it('keeps one id through a rename', () => {
    const before = only(activity('login_success', [], { actor: { email: 'old@example.com', profileId: '5' } }));
    const after = only(activity('login_success', [], { actor: { email: 'new@example.com', profileId: '5' } }));
    expect([before.actor?.id, after.actor?.id]).toEqual(['5', '5']);
  });

  it('says which addresses it could not believe', () => {
    expect(only(activity('login_success', [], { ipAddress: '999.1.1.1' }))).toMatchObject({
      ip: null,
      gaps: ['address-illegal'],
    });
    expect(only(activity('login_success', [], { ipAddress: undefined }))).toMatchObject({ ip: null, gaps: [] });
    expect(only(activity('login_success', [], { ipAddress: '2001:DB8::1' }))).toMatchObject({ ip: '2001:db8::1' });
  });
});

describe('ids', () => {
  it('tells two events of one time and qualifier apart by name', () => {
    expect(only(activity('login_success')).id).not.toBe(only(activity('login_verification')).id);
  });

  it('gives one id to the same event of login and user_accounts, whatever etag and type', () => {
    const other = { ...activity('2sv_enroll', [], id('user_accounts')), etag: '"y"', events: [{ name: '2sv_enroll' }] };
    expect(only(activity('2sv_enroll')).id).toBe(only(other).id);
  });

  it('tells two events of one name inside an activity apart by ordinal', () => {
    const twice = { name: 'CHANGE_APPLICATION_SETTING', parameters: [] };
    const [a, b] = events(activity('', [], { ...id('admin'), events: [twice, twice] }));
    expect(a?.id).not.toBe(b?.id);
    expect(a?.recordId).toBe(b?.recordId);
  });

  it('tells split events apart by parameters, and repeats not at all', () => {
    const split = (edition: string) =>
      only(
        activity('', [], {
          ...id('admin'),
          events: { name: 'X', parameters: [{ name: 'APPLICATION_EDITION', value: edition }] },
        }),
      ).id;
    expect(split('a')).not.toBe(split('b'));
    expect(split('a')).toBe(split('a'));
  });

  it('depends on customer, time and qualifier', () => {
    const base = only(activity('login_success')).id;
    expect(only(activity('login_success', [], id('login', { customerId: 'C02' }))).id).not.toBe(base);
    expect(only(activity('login_success', [], id('login', { uniqueQualifier: '1' }))).id).not.toBe(base);
    expect(only(activity('login_success', [], id('login', { time: '2026-03-02T08:15:30.124Z' }))).id).not.toBe(base);
  });

  it('reads an int64 qualifier as text or number, and marks lost digits', () => {
    expect(only(activity('login_success', [], id('login', { uniqueQualifier: 722534617001 }))).id).toBe(
      only(activity('login_success', [], id('login', { uniqueQualifier: '722534617001' }))).id,
    );
    expect(only(activity('login_success', [], id('login', { uniqueQualifier: -5188215030825995000 }))).gaps).toEqual([
      'qualifier-rounded',
    ]);
  });

  it('names an activity without qualifier by its content', () => {
    const none = id('login', { uniqueQualifier: undefined });
    expect(only(activity('login_success', [], none)).gaps).toEqual(['id-from-content']);
    expect(only(activity('login_success', [], none)).id).not.toBe(only(activity('login_success', [], { ...none, etag: 'z' })).id);
  });
});

describe('what it refuses', () => {
  it.each([
    ['no-time', { id: { applicationName: 'login' } }],
    ['no-time', { id: 7 }],
    ['bad-time', id('login', { time: 'yesterday' })],
    ['bad-time', id('login', { time: 17 })],
    ['not-a-record', { events: [] }],
    ['not-a-record', { events: 'login_success' }],
  ])('%s', (reason, more) => {
    expect(google.normalise(activity('login_success', [], more), context)).toMatchObject({ quarantined: { reason } });
  });

  it('recognises activities by content, with kind or without', () => {
    const { kind: _, ...bare } = activity('login_success');
    expect(google.recognises(bare)).toBe(true);
    expect(google.recognises({ kind: 'admin#reports#activity' })).toBe(true);
    expect(google.recognises({ category: 'SignInLogs', properties: { id: 'x' } })).toBe(false);
  });
});

function failureType(name: string): Parameter {
  return { name: 'login_failure_type', value: `login_failure_${name}` };
}

describe('other applications', () => {
  const parameter = (name: string, value: string): Parameter => ({ name, value });

  it.each([
    ['authorize', 'authorised', 'success', null],
    ['revoke', 'revoked', 'success', null],
    ['deny', 'denied', 'blocked', 'policy'],
    ['request', 'requested', 'interrupted', 'interrupt'],
    ['activity', 'used', 'success', null],
  ])('token %s is a grant %s', (name, grant, outcome, failure) => {
    const scope = { name: 'scope', multiValue: ['https://mail.google.com/', 'openid'] };
    const parameters = [
      parameter('client_id', '1.apps.example'),
      parameter('app_name', 'Mail Sorter'),
      parameter('client_type', 'WEB'),
      scope,
    ];
    expect(only(activity(name, parameters, id('token')))).toMatchObject({
      kind: 'token-grant',
      grant,
      outcome,
      failure,
      code: name,
      app: 'Mail Sorter',
      appId: '1.apps.example',
      client: 'WEB',
      scopes: ['https://mail.google.com/', 'openid'],
      actor: { address: 'ada@example.com' },
      target: { address: 'ada@example.com' },
    });
  });

  it('a name of token that we do not know is kept', () => {
    expect(only(activity('renewed', [], id('token')))).toMatchObject({ kind: 'other', operation: 'renewed' });
  });

  it.each([
    ['login_success', '', 'success', null],
    ['login_failure', 'failure_app_not_configured_for_user', 'failure', 'account-state'],
    ['login_failure', 'failure_request_denied', 'blocked', 'policy'],
    ['login_failure', 'failure_invalid_sp_id', 'failure', 'application'],
    ['login_failure', '', 'failure', 'unknown'],
  ])('saml %s %s is a sign-in to an application: %s', (name, type, outcome, failure) => {
    const parameters = [parameter('application_name', 'Wiki'), ...(type === '' ? [] : [parameter('failure_type', type)])];
    expect(only(activity(name, parameters, id('saml')))).toMatchObject({
      kind: 'sign-in',
      category: 'saml',
      protocol: 'saml',
      app: 'Wiki',
      outcome,
      failure,
      password: 'unknown',
      secondFactor: 'unknown',
    });
  });

  it.each([
    ['DEVICE_REGISTER_UNREGISTER_EVENT', 'ACCOUNT_STATE', 'REGISTERED', 'device-registration', 'added', 'Pixel 8'],
    ['DEVICE_REGISTER_UNREGISTER_EVENT', 'ACCOUNT_STATE', 'UNREGISTERED', 'device-registration', 'removed', 'Pixel 8'],
    ['DEVICE_COMPROMISED_EVENT', 'DEVICE_COMPROMISED_STATE', 'COMPROMISED', 'risk-signal', 'reported', 'device-compromised'],
    ['DEVICE_COMPROMISED_EVENT', 'DEVICE_COMPROMISED_STATE', 'NOT_COMPROMISED', 'risk-signal', 'removed', 'device-compromised'],
    ['SUSPICIOUS_ACTIVITY_EVENT', 'x', 'y', 'risk-signal', 'reported', 'device-suspicious-activity'],
    ['FAILED_PASSWORD_ATTEMPTS_EVENT', 'x', 'y', 'risk-signal', 'reported', 'device-unlock-failures'],
    ['DEVICE_SYNC_EVENT', 'x', 'y', 'other', 'other', null],
  ])('mobile %s with %s %s is %s %s', (name, key, value, kind, action, subjectOf) => {
    const parameters = [parameter(key, value), parameter('USER_EMAIL', 'Bob@example.com'), parameter('DEVICE_MODEL', 'Pixel 8')];
    expect(only(activity(name, parameters, id('mobile')))).toMatchObject({
      kind,
      action,
      subjectOf,
      target: { address: 'bob@example.com' },
    });
  });

  it('a user of the directory says who is an administrator and has a second step', () => {
    const user = {
      kind: 'admin#directory#user',
      id: '100000000000000000009',
      primaryEmail: 'Root@example.com',
      name: { fullName: 'Root' },
      isAdmin: true,
      isDelegatedAdmin: false,
      isEnrolledIn2Sv: false,
      suspended: false,
      creationTime: '2020-03-01T10:00:00.000Z',
      customerId: 'C01example',
    };
    expect(only(user)).toMatchObject({
      kind: 'snapshot',
      of: 'user',
      time: Date.parse('2020-03-01T10:00:00Z'),
      target: { address: 'root@example.com', id: '100000000000000000009', directory: 'C01example' },
      states: [
        { fact: 'privileged', about: null, value: 'yes' },
        { fact: 'factors', about: null, value: 'none' },
        { fact: 'disabled', about: null, value: null },
      ],
    });
    expect(only({ ...user, isAdmin: false })).toMatchObject({ states: [{ fact: 'privileged', value: null }, {}, {}] });
    expect(google.normalise({ ...user, creationTime: 'yesterday' }, context)).toMatchObject({
      quarantined: { reason: 'bad-time' },
    });
  });
});
