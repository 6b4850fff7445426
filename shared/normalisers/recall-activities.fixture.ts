/** Lines of Google's activities in the shapes that sources hand over: many of a shape, so that their texts are known again, and what must not be. */

type Json = Readonly<Record<string, unknown>>;

const people = [
  { email: 'ada@example.com', profileId: '100000000000000000001' },
  { email: 'Bob.Other@Example.com', profileId: '100000000000000000002' },
  { email: 'zoë@example.org', profileId: '100000000000000000003' },
  { email: '', profileId: '100000000000000000004' },
  { email: 'ghost@example.com', profileId: '105250506097979753968' }, // Google's stand-in for nobody
];
const addresses = ['203.0.113.7', '2001:DB8::7', '198.51.100.23', '::ffff:192.0.2.1', '203.0.113.XXX', ''];

const value = (name: string, text: string): Json => ({ name, value: text });
const many = (name: string, ...multiValue: readonly string[]): Json => ({ name, multiValue });
const event = (type: string, name: string, ...parameters: readonly Json[]): Json => ({ type, name, parameters });

const success = event(
  'login',
  'login_success',
  value('login_type', 'google_password'),
  many('login_challenge_method', 'password', 'google_prompt'),
  { name: 'is_suspicious', boolValue: false },
);
const failure = event(
  'login',
  'login_failure',
  value('login_type', 'google_password'),
  many('login_challenge_method', 'password'),
);
const warning = event('attack_warning', 'suspicious_login', value('affected_email_address', 'ada@example.com'), {
  name: 'login_timestamp',
  intValue: '1772439330123456',
});
const logout = event('login', 'logout', value('login_type', 'google_password'));

/** What differs between the shapes: application and events. */
const shapes: readonly (readonly [application: string, events: unknown])[] = [
  ['login', [success]],
  ['login', [failure]],
  [
    'login',
    [event('login', 'login_verification', many('login_challenge_method', 'totp'), value('login_challenge_status', 'passed'))],
  ],
  ['login', [success, logout]],
  ['login', [failure, failure, success]],
  ['login', success],
  ['login', logout],
  ['login', [warning]],
  ['login', [logout, warning]],
  ['login', [{ name: 'login_success' }]],
  ['login', [{ type: 'login' }]],
  ['login', [event('login', 'a_name_of_tomorrow', value('USER_EMAIL', 'ada@example.com'))]],
  ['login', [event('login', 'login_success', { name: 'x', intValue: 12345678901234567890n }, { name: 'y', boolValue: true })]],
  ['login', []],
  ['user_accounts', [event('2sv_change', '2sv_enroll')]],
  ['user_accounts', [event('password_change', 'password_edit'), event('recovery_info_change', 'recovery_email_edit')]],
  ['saml', [event('login', 'login_success', value('application_name', 'Wiki'), value('initiated_by', 'sp'))]],
  ['saml', [event('login', 'login_failure', value('failure_type', 'failure_app_not_enabled_for_user'))]],
  ['token', [event('auth', 'authorize', value('client_id', '1.apps.example'), many('scope', 'openid', 'email'))]],
  ['admin', [event('USER_SETTINGS', 'UNENROLL_USER_FROM_STRONG_AUTH', value('USER_EMAIL', 'ada@example.com'))]],
];

/** What differs between sources: keys beside those of `record`, and how a qualifier is written. */
const sources: readonly ((record: Json, n: number) => Json)[] = [
  (record) => record,
  (record) => ({ ...record, networkInfo: { ipAsn: [64500], regionCode: 'DE', subdivisionCode: 'DE-BE' } }),
  ({ kind: _, etag: __, ...record }) => record,
  (record) => ({ ...record, ownerDomain: 'example.com', actor: { callerType: 'USER', ...(record.actor as Json) } }),
  (record) => ({ ...record, actor: { callerType: 'KEY', key: 'service-key' } }),
  ({ ipAddress: _, ...record }) => record,
  ({ actor: _, ...record }) => record,
  (record, n) => ({ ...record, id: { ...(record.id as Json), uniqueQualifier: 4_000_000_000 + n } }),
  (record, n) => ({ ...record, id: { ...(record.id as Json), uniqueQualifier: -5_188_215_030_825_995_109n - BigInt(n) } }),
  (record) => ({ ...record, id: { ...(record.id as Json), uniqueQualifier: undefined } }),
  (record) => ({ ...record, category: 'SignInLogs', time: '2026-03-02T08:00:00Z' }),
  (record) => ({ ...record, items: [] }),
];

function activity(n: number): Json {
  const [applicationName, events] = shapes[(n * 7) % shapes.length] ?? ['', []];
  const record = {
    kind: 'admin#reports#activity',
    id: {
      time: new Date(Date.UTC(2026, 2, 2, 8) + n * 61_357).toISOString(),
      uniqueQualifier: String(n % 2 === 0 ? 7_188_215_030_825_995_109n + BigInt(n) : -5_188_215_030_825_995_109n + BigInt(n)),
      applicationName,
      customerId: n % 11 === 0 ? 'C02other' : 'C01example',
    },
    etag: `"tag${n}/of_${n * 7919}"`,
    actor: people[(n * 3) % (n % 5 === 0 ? people.length : 3)],
    ipAddress: addresses[(n * 5) % (n % 4 === 0 ? addresses.length : 3)],
    events,
  };
  return (n % 7 === 0 ? sources[(n / 7) % sources.length] : sources[0])?.(record, n) ?? record;
}

/** Numbers with all their digits. */
function written(record: unknown): string {
  return JSON.stringify(record, (_key, item) => (typeof item === 'bigint' ? `<${item}>` : item)).replaceAll(/"<(-?\d+)>"/g, '$1');
}

/** Single activities, and pages of one to nine in the spellings of the API, of exports and of scripts. */
export function activityLines(count: number): readonly string[] {
  const lines: string[] = [];
  for (let n = 0; n < count; ) {
    const texts = Array.from({ length: 1 + (n % 9) }, () => written(activity(n++)));
    const list = texts.join(',');
    const page = [
      `{"kind":"admin#reports#activities","items":[${list}]}`,
      `{"kind":"admin#reports#activities","etag":"\\"page\\"","items":[${list}],"nextPageToken":"A:1:2"}`,
      `{"kind": "admin#reports#activities", "nextPageToken": "x", "items": [${texts.join(', ')}]}`,
      `{"activities":[${list}]}`,
      `{"items":[${list}],"etag":"\\"page\\""}\r`,
      `{"records":[${list}]}`,
    ][lines.length % 7];
    lines.push(...(page === undefined ? texts : [page]));
  }
  return lines;
}
