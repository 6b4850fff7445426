/** What every file of the real samples becomes, and why some sign-ins lack what others have. Nothing of the files themselves is here. */

export interface Outcome {
  readonly records: number;
  readonly kinds: Readonly<Record<string, number>>;
  /** Reason → how many. */
  readonly quarantined: Readonly<Record<string, number>>;
  /** Of sign-ins and token grants: what is missing → how many. */
  readonly lacks: Readonly<Partial<Record<Lacking, number>>>;
  /** Why, where something is missing or quarantined. */
  readonly why: string;
}
export type Lacking = 'time' | 'subject' | 'address' | 'outcome';

const none = {};
const whole = { quarantined: none, lacks: none, why: '' };
const audit = 'elastic-integrations/azure/auditlogs/';
const risk = 'elastic-integrations/azure/identity_protection/';
const signIn = 'elastic-integrations/azure/signinlogs/';
const google = 'elastic-integrations/google_workspace/';

export const expected: Readonly<Record<string, Outcome>> = {
  [`${audit}test-audit-logs-duration-as-string.log`]: { records: 1, kinds: { other: 1 }, ...whole },
  [`${audit}test-audit-logs-sample.log`]: { records: 3, kinds: { 'account-change': 1, other: 2 }, ...whole },
  [`${audit}test-audit-logs-tenant-from-resource-id.log`]: { records: 1, kinds: { other: 1 }, ...whole },
  [`${audit}test-auditlogs-raw.log`]: { records: 3, kinds: { 'device-registration': 3 }, ...whole },
  [`${audit}test-auditlogs-result-description.log`]: { records: 2, kinds: { other: 1, 'policy-change': 1 }, ...whole },
  [`${audit}test-auditlogs-result-reason.log`]: { records: 1, kinds: { 'role-change': 1 }, ...whole },
  [`${audit}test-auditlogs.log`]: { records: 1, kinds: { 'device-registration': 1 }, ...whole },
  [`${audit}test-time-formats-corner-cases.log`]: { records: 11, kinds: { other: 11 }, ...whole },
  [`${risk}test-azure-identityprotection-duration-as-string-sample.log`]: { records: 1, kinds: { 'risk-signal': 1 }, ...whole },
  [`${risk}test-identity-protection-detection-ip.log`]: { records: 1, kinds: { 'risk-signal': 1 }, ...whole },
  [`${risk}test-rickyusers-raw.log`]: { records: 2, kinds: { 'risk-signal': 2 }, ...whole },
  [`${risk}test-userriskevents-raw.log`]: { records: 2, kinds: { 'risk-signal': 2 }, ...whole },
  [`${signIn}test-alternative-time-and-duration-as-string.log`]: {
    records: 1,
    kinds: { 'token-grant': 1 },
    quarantined: none,
    lacks: { address: 1 },
    why: 'its address is 0.0.0.0, which is nobody’s',
  },
  [`${signIn}test-created-datetime-timestamp.log`]: {
    records: 2,
    kinds: { 'sign-in': 2 },
    quarantined: none,
    lacks: { time: 1, address: 2 },
    why: 'their addresses are 0.0.0.0; one has no createdDateTime, so its processing time stands in',
  },
  [`${signIn}test-invalid-time.log`]: {
    records: 1,
    kinds: { 'token-grant': 1 },
    quarantined: none,
    lacks: { subject: 1, address: 1, outcome: 1 },
    why: 'it has no `properties`: nothing but category, times and ids',
  },
  [`${signIn}test-managed-identity-sample.log`]: {
    records: 33,
    kinds: { 'token-grant': 33 },
    quarantined: none,
    lacks: { address: 33 },
    why: 'managed identities ask from inside Azure and have no address',
  },
  [`${signIn}test-non-interactive-user-sample.log`]: { records: 15, kinds: { 'sign-in': 15 }, ...whole },
  [`${signIn}test-non-interactive-user.log`]: { records: 1, kinds: { 'sign-in': 1 }, ...whole },
  [`${signIn}test-service-principal-signinlogs-sample.log`]: { records: 7, kinds: { 'token-grant': 7 }, ...whole },
  [`${signIn}test-service-principal.log`]: { records: 1, kinds: { 'token-grant': 1 }, ...whole },
  [`${signIn}test-signinlogs-sample.log`]: { records: 2, kinds: { 'sign-in': 2 }, ...whole },
  [`${signIn}test-signinlogs.log`]: { records: 2, kinds: { 'sign-in': 2 }, ...whole },
  [`${signIn}test-time-formats-corner-cases.log`]: {
    records: 11,
    kinds: { 'sign-in': 11 },
    quarantined: none,
    lacks: { time: 11, subject: 11, address: 11, outcome: 11 },
    why: 'they have a `time` and a category, nothing else',
  },
  [`${google}admin/test-admin-docs.log`]: { records: 4, kinds: { other: 4 }, ...whole },
  [`${google}admin/test-admin-domain.log`]: {
    records: 86,
    kinds: { other: 48, 'policy-change': 30, consent: 7, 'mail-change': 1 },
    ...whole,
  },
  [`${google}admin/test-admin-gmail.log`]: { records: 10, kinds: { other: 6, 'mail-change': 4 }, ...whole },
  [`${google}admin/test-admin-security.log`]: { records: 26, kinds: { 'policy-change': 15, consent: 6, other: 5 }, ...whole },
  [`${google}admin/test-admin-updated.log`]: { records: 6, kinds: { 'policy-change': 6 }, ...whole },
  [`${google}admin/test-admin.log`]: { records: 1, kinds: { other: 1 }, ...whole },
  [`${google}login/test-login.log`]: { records: 17, kinds: { 'risk-signal': 10, 'sign-in': 6, 'session-end': 1 }, ...whole },
  [`${google}token/test-token.log`]: { records: 1, kinds: { 'token-grant': 1 }, ...whole },
  [`${google}user_accounts/test-user-accounts.log`]: { records: 9, kinds: { 'factor-change': 8, 'mail-change': 1 }, ...whole },
  'invictus-gws_dataset/admin.json': {
    records: 206,
    kinds: { other: 198, 'account-change': 7, 'factor-change': 1, consent: 1, 'role-change': 1, 'policy-change': 2 },
    ...whole,
  },
  'invictus-gws_dataset/login.json': {
    records: 71,
    kinds: { 'sign-in': 63, 'session-end': 2, 'mail-change': 3, 'factor-change': 3 },
    ...whole,
  },
  'invictus-gws_dataset/user_accounts.json': { records: 6, kinds: { 'mail-change': 3, 'factor-change': 3 }, ...whole },
  'otrf-security-datasets/AADAuditEvents.json': { records: 4, kinds: { 'account-change': 2, consent: 1, other: 1 }, ...whole },
  'stratus-red-team/aws.initial-access.console-login-without-mfa.json': {
    records: 1,
    kinds: none,
    quarantined: { 'unknown-shape': 1 },
    lacks: none,
    why: 'a record of AWS, of which we are no reader',
  },
};
