/** What a person's own account went through: events of `login` that are no sign-in, and `user_accounts` (sources.md 4.3, 4.4). */

import type { Change } from '@gatewatch/domain';

export interface ChangeRule {
  readonly kind: Change['kind'];
  readonly action: Change['action'];
  /** Factor, role or setting in our words; null where a parameter says it. */
  readonly subjectOf: string | null;
  /** Default `success`. `failure`: the vendor stopped what the event is about. */
  readonly result?: 'failure';
}

const rule = (kind: ChangeRule['kind'], action: ChangeRule['action'], subjectOf: string | null = null): ChangeRule => ({
  kind,
  action,
  subjectOf,
});
const blocked = (subjectOf: string | null): ChangeRule => ({
  kind: 'risk-signal',
  action: 'reported',
  subjectOf,
  result: 'failure',
});

export const accountEvents: ReadonlyMap<string, ChangeRule> = new Map([
  ['logout', rule('session-end', 'removed')],

  ['2sv_enroll', rule('factor-change', 'added', '2sv')],
  ['2sv_disable', rule('factor-change', 'removed', '2sv')],
  ['passkey_enrolled', rule('factor-change', 'added', 'passkey')],
  ['passkey_removed', rule('factor-change', 'removed', 'passkey')],
  ['titanium_enroll', rule('factor-change', 'added', 'advanced-protection')],
  ['titanium_unenroll', rule('factor-change', 'removed', 'advanced-protection')],
  ['password_edit', rule('factor-change', 'changed', 'password')],
  ['recovery_email_edit', rule('factor-change', 'changed', 'recovery-email')],
  ['recovery_phone_edit', rule('factor-change', 'changed', 'recovery-phone')],
  ['recovery_secret_qa_edit', rule('factor-change', 'changed', 'recovery-question')],

  ['email_forwarding_out_of_domain', rule('mail-change', 'added', 'forwarding')],

  // Google stopped these attempts; what it let through is a login_success with is_suspicious.
  ['suspicious_login', blocked('suspicious-login')],
  ['suspicious_login_less_secure_app', blocked('suspicious-login-less-secure-app')],
  ['suspicious_programmatic_login', blocked('suspicious-programmatic-login')],
  ['risky_sensitive_action_blocked', blocked(null)],
  ['risky_sensitive_action_allowed', rule('risk-signal', 'other')], // nobody reports it, the vendor let it pass
  ['account_disabled_password_leak', rule('risk-signal', 'reported', 'password-leak')],
  ['account_disabled_generic', rule('risk-signal', 'reported', 'account-disabled')],
  ['account_disabled_spamming', rule('risk-signal', 'reported', 'spamming')],
  ['account_disabled_spamming_through_relay', rule('risk-signal', 'reported', 'spamming-through-relay')],
  ['account_disabled_hijacked', rule('risk-signal', 'reported', 'hijacked')],
  ['gov_attack_warning', rule('risk-signal', 'reported', 'government-attack')],
  ['user_signed_out_due_to_suspicious_session_cookie', rule('risk-signal', 'reported', 'session-cookie')],
]);
