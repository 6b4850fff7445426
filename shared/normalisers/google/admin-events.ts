/** What administrators do to people, roles and settings: the `admin` application (sources.md 4.4). Every other name is `other`. */

import type { ChangeRule } from './account-events.ts';

type Row = readonly [name: string, action: ChangeRule['action'], subjectOf?: string];

const factors: readonly Row[] = [
  ['CHANGE_PASSWORD', 'reset', 'password'],
  ['CHANGE_PASSWORD_ON_NEXT_LOGIN', 'changed', 'password'],
  ['VIEW_TEMP_PASSWORD', 'other', 'password'],
  ['TURN_OFF_2_STEP_VERIFICATION', 'removed', '2sv'],
  ['UNENROLL_USER_FROM_STRONG_AUTH', 'removed', '2sv'],
  ['USER_ENROLLED_IN_TWO_STEP_VERIFICATION', 'added', '2sv'],
  ['UNENROLL_USER_FROM_TITANIUM', 'removed', 'advanced-protection'],
  ['GENERATE_2SV_SCRATCH_CODES', 'added', 'backup-codes'],
  ['DELETE_2SV_SCRATCH_CODES', 'removed', 'backup-codes'],
  ['SECURITY_KEY_REGISTERED_FOR_USER', 'added', 'security-key'],
  ['REVOKE_SECURITY_KEY', 'removed', 'security-key'],
  ['PASSKEY_REVOKED', 'removed', 'passkey'],
  ['REVOKE_ASP', 'removed', 'app-password'],
  ['ADD_RECOVERY_EMAIL', 'added', 'recovery-email'],
  ['CHANGE_RECOVERY_EMAIL', 'changed', 'recovery-email'],
  ['REMOVE_RECOVERY_EMAIL', 'removed', 'recovery-email'],
  ['ADD_RECOVERY_PHONE', 'added', 'recovery-phone'],
  ['CHANGE_RECOVERY_PHONE', 'changed', 'recovery-phone'],
  ['REMOVE_RECOVERY_PHONE', 'removed', 'recovery-phone'],
];

const accounts: readonly Row[] = [
  ['CREATE_USER', 'added'],
  ['UNDELETE_USER', 'added'],
  ['DELETE_USER', 'removed'],
  ['RENAME_USER', 'changed', 'address'],
  ['SUSPEND_USER', 'changed', 'suspended'],
  ['UNSUSPEND_USER', 'changed', 'active'],
  ['UNBLOCK_USER_SESSION', 'changed', 'unblocked'],
  ['ARCHIVE_USER', 'changed', 'archived'],
  ['UNARCHIVE_USER', 'changed', 'active'],
  ['MOVE_USER_TO_ORG_UNIT', 'changed', 'org-unit'], // other policies hold there
];

const roles: readonly Row[] = [
  ['GRANT_ADMIN_PRIVILEGE', 'added', 'super-admin'],
  ['REVOKE_ADMIN_PRIVILEGE', 'removed', 'super-admin'],
  ['GRANT_DELEGATED_ADMIN_PRIVILEGES', 'added', 'delegated-admin'],
  ['ASSIGN_ROLE', 'added'],
  ['UNASSIGN_ROLE', 'removed'],
  ['CREATE_ROLE', 'added'],
  ['DELETE_ROLE', 'removed'],
  ['RENAME_ROLE', 'changed'],
  ['UPDATE_ROLE', 'changed'],
  ['ADD_PRIVILEGE', 'added'],
  ['REMOVE_PRIVILEGE', 'removed'],
];

const policies: readonly Row[] = [
  ['ENFORCE_STRONG_AUTHENTICATION', 'changed', '2sv-enforcement'],
  ['ALLOW_STRONG_AUTHENTICATION', 'changed', '2sv-allowed'],
  ['CHANGE_ALLOWED_TWO_STEP_VERIFICATION_METHODS', 'changed', '2sv-methods'],
  ['CHANGE_TWO_STEP_VERIFICATION_ENROLLMENT_PERIOD_DURATION', 'changed', '2sv-enrolment-period'],
  ['CHANGE_TWO_STEP_VERIFICATION_FREQUENCY', 'changed', '2sv-frequency'],
  ['CHANGE_TWO_STEP_VERIFICATION_GRACE_PERIOD_DURATION', 'changed', '2sv-grace-period'],
  ['CHANGE_TWO_STEP_VERIFICATION_START_DATE', 'changed', '2sv-start-date'],
  ['SESSION_CONTROL_SETTINGS_CHANGE', 'changed', 'session-control'],
  ['CHANGE_SESSION_LENGTH', 'changed', 'session-length'],
  ['WEAK_PROGRAMMATIC_LOGIN_SETTINGS_CHANGED', 'changed', 'less-secure-apps'],
  ['ENABLE_NON_ADMIN_USER_PASSWORD_RECOVERY', 'changed', 'password-recovery'],
  ['TOGGLE_ALLOW_ADMIN_PASSWORD_RESET', 'changed', 'admin-password-reset'],
  ['CHANGE_PASSWORD_MIN_LENGTH', 'changed', 'password-min-length'],
  ['CHANGE_PASSWORD_MAX_LENGTH', 'changed', 'password-max-length'],
  ['TOGGLE_CAA_ENABLEMENT', 'changed', 'context-aware-access'],
  ['CHANGE_CAA_APP_ASSIGNMENTS', 'changed', 'context-aware-access'],
  ['TOGGLE_SSO_ENABLED', 'changed', 'sso'],
  ['CHANGE_SSO_SETTINGS', 'changed', 'sso'],
  ['TOGGLE_OPEN_ID_ENABLED', 'changed', 'open-id'],
  ['ADD_TRUSTED_DOMAINS', 'added', 'trusted-domain'],
  ['REMOVE_TRUSTED_DOMAINS', 'removed', 'trusted-domain'],
  ['CHANGE_PRIMARY_DOMAIN', 'changed', 'primary-domain'],
  ['ADD_SECONDARY_DOMAIN', 'added', 'secondary-domain'],
  ['REMOVE_SECONDARY_DOMAIN', 'removed', 'secondary-domain'],
  ['ADD_DOMAIN_ALIAS', 'added', 'domain-alias'],
  ['REMOVE_DOMAIN_ALIAS', 'removed', 'domain-alias'],
  ['UPDATE_DOMAIN_PRIMARY_ADMIN_EMAIL', 'changed', 'primary-admin-email'],
  ['UPDATE_DOMAIN_SECONDARY_EMAIL', 'changed', 'secondary-email'],
  ['ENABLE_API_ACCESS', 'changed', 'api-access'],
  ['BLOCK_ON_DEVICE_ACCESS', 'changed', 'on-device-access'],
  ['UNBLOCK_ON_DEVICE_ACCESS', 'changed', 'on-device-access'],
  ['TOGGLE_ENABLE_OAUTH_CONSUMER_KEY', 'changed', 'oauth-consumer-key'],
  ['REGENERATE_OAUTH_CONSUMER_SECRET', 'changed', 'oauth-consumer-key'],
  ['UPLOAD_OAUTH_CERTIFICATE', 'added', 'oauth-certificate'],
  ['VERIFY_SECONDARY_DOMAIN', 'changed', 'secondary-domain'],
  ['VERIFY_DOMAIN_ALIAS', 'changed', 'domain-alias'],
  ['CHANGE_DOMAIN_NAME', 'changed', 'domain-name'],
  ['CHANGE_RESELLER_ACCESS', 'changed', 'reseller-access'],
  ['CHANGE_CONFLICT_ACCOUNT_ACTION', 'changed', 'conflict-accounts'],
  ['TOGGLE_SSL', 'changed', 'tls'],
  ['CREATE_APPLICATION_SETTING', 'added'],
  ['CHANGE_APPLICATION_SETTING', 'changed'],
  ['DELETE_APPLICATION_SETTING', 'removed'],
  // Who is told of what: switching it off hides the rest.
  ['ALERT_STATUS_CHANGED', 'changed', 'admin-alert'],
  ['ALERT_RECEIVERS_CHANGED', 'changed', 'admin-alert'],
  ['DELETE_ALERT', 'removed', 'admin-alert'],
  ['RULE_STATUS_CHANGED', 'changed', 'admin-rule'],
  ['DELETE_RULE', 'removed', 'admin-rule'],
];

const consents: readonly Row[] = [
  ['AUTHORIZE_API_CLIENT_ACCESS', 'added'],
  ['REMOVE_API_CLIENT_ACCESS', 'removed'],
  ['ADD_TO_TRUSTED_OAUTH2_APPS', 'added'],
  ['REMOVE_FROM_TRUSTED_OAUTH2_APPS', 'removed'],
  ['ALLOW_SERVICE_FOR_OAUTH2_ACCESS', 'added'],
  ['DISALLOW_SERVICE_FOR_OAUTH2_ACCESS', 'removed'],
  ['TRUST_DOMAIN_OWNED_OAUTH2_APPS', 'added', 'domain-owned-apps'],
  ['UNTRUST_DOMAIN_OWNED_OAUTH2_APPS', 'removed', 'domain-owned-apps'],
  ['TOGGLE_OAUTH_ACCESS_TO_ALL_APIS', 'changed', 'oauth-all-apis'],
  ['REVOKE_3LO_TOKEN', 'removed'],
  ['ADD_TO_BLOCKED_OAUTH2_APPS', 'removed'],
  ['REMOVE_FROM_BLOCKED_OAUTH2_APPS', 'added'],
  ['ADD_APPLICATION', 'added'],
  ['REMOVE_APPLICATION', 'removed'],
  ['ADD_APPLICATION_TO_WHITELIST', 'added'],
  ['REMOVE_APPLICATION_FROM_WHITELIST', 'removed'],
];

const mail: readonly Row[] = [
  ['CHANGE_EMAIL_SETTING', 'changed'],
  ['CHANGE_GMAIL_SETTING', 'changed'],
  ['CREATE_GMAIL_SETTING', 'added'],
  ['DELETE_GMAIL_SETTING', 'removed'],
  ['TOGGLE_OUTBOUND_RELAY', 'changed', 'outbound-relay'],
];

const sessions: readonly Row[] = [['RESET_SIGNIN_COOKIES', 'removed']];

export const adminEvents: ReadonlyMap<string, ChangeRule> = new Map<string, ChangeRule>([
  ...table('factor-change', factors),
  ...table('account-change', accounts),
  ...table('role-change', roles),
  ...table('policy-change', policies),
  ...table('consent', consents),
  ...table('mail-change', mail),
  ...table('session-end', sessions),
]);

function table(kind: ChangeRule['kind'], rows: readonly Row[]): readonly (readonly [string, ChangeRule])[] {
  return rows.map(([name, action, subjectOf]) => [name, { kind, action, subjectOf: subjectOf ?? null }] as const);
}
