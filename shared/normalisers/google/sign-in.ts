/** The four sign-in events of the `login` application, in our words (sources.md 4.3). */

import type { FailureClass, Outcome, PasswordVerdict, SecondFactor, SignIn, VendorRisk } from '@gatewatch/domain';
import type { Parameters } from './parameters.ts';

export type SignInName = 'login_success' | 'login_failure' | 'login_challenge' | 'login_verification';

export function isSignIn(name: string): name is SignInName {
  return name === 'login_success' || name === 'login_failure' || name === 'login_challenge' || name === 'login_verification';
}

type Told = Pick<SignIn, 'outcome' | 'failure' | 'password' | 'secondFactor' | 'methods' | 'protocol' | 'risk'>;

export function readSignIn(name: SignInName, parameters: Parameters): Told {
  const methods = parameters.list('login_challenge_method').map((method) => method.toLowerCase());
  const protocol = parameters.text('login_type')?.toLowerCase() ?? null;
  const verdict = judge(name, methods, protocol, parameters);
  return { ...verdict, methods, protocol, risk: parameters.flag('is_suspicious') === true ? suspicious : null };
}

interface Verdict {
  readonly outcome: Outcome;
  readonly failure: FailureClass | null;
  readonly password: PasswordVerdict;
  readonly secondFactor: SecondFactor;
}

function judge(name: SignInName, methods: readonly string[], protocol: string | null, parameters: Parameters): Verdict {
  switch (name) {
    case 'login_success':
      return success(methods);
    case 'login_failure':
      return failure(methods, protocol, parameters.text('login_failure_type')?.toLowerCase() ?? null);
    case 'login_challenge':
    case 'login_verification':
      return challenge(methods, parameters.text('login_challenge_status')?.toLowerCase() ?? '');
  }
}

/** `['password', 'password', 'security_key']`: one wrong password before the right one, then the key. */
function success(methods: readonly string[]): Verdict {
  const factor: SecondFactor = methods.some(isFactor)
    ? 'passed'
    : methods.length > 0 && methods.every(isKnown)
      ? 'not-asked'
      : 'unknown';
  return { outcome: 'success', failure: null, password: methods.includes('password') ? 'yes' : 'unknown', secondFactor: factor };
}

/** The failure type is deprecated and absent since 2022: without it a failure is a wrong password, unless a factor came last. */
function failure(methods: readonly string[], protocol: string | null, type: string | null): Verdict {
  const failed = (cls: FailureClass, password: PasswordVerdict, secondFactor: SecondFactor): Verdict => ({
    outcome: 'failure',
    failure: cls,
    password,
    secondFactor,
  });
  switch (type) {
    case 'login_failure_account_disabled':
      return failed('account-state', 'unknown', 'not-asked');
    case 'login_failure_invalid_second_factor':
      return failed('second-factor-failed', 'yes', 'wrong-code');
    case 'login_failure_access_code_disallowed':
      return failed('second-factor-failed', 'unknown', 'unknown'); // a code of a kind the policy forbids, whatever its digits
    case 'login_failure_invalid_password':
      return failed('wrong-password', 'no', 'not-asked');
    case 'login_failure_unknown':
      return failed('unknown', 'no', 'unknown');
  }
  const last = methods.at(-1);
  if (last !== undefined && isFactor(last)) {
    return failed('second-factor-failed', methods.includes('password') ? 'yes' : 'unknown', wrong(last));
  }
  if (protocol === 'saml') return failed('unknown', 'unknown', 'unknown'); // the password was typed elsewhere
  return failed('wrong-password', 'no', 'not-asked');
}

/** A step of a sign-in, never its end: a passed one is no success, whatever peers make of it (detections.md 2.30). */
function challenge(methods: readonly string[], status: string): Verdict {
  const last = methods.at(-1) ?? 'unknown';
  const passed = status.includes('pass');
  const failed = !passed && (status.includes('fail') || status.includes('incorrect'));
  const outcome = failed ? 'failure' : 'interrupted';
  if (last === 'password') {
    const password = passed ? 'yes' : failed ? 'no' : 'unknown';
    return { outcome, failure: failed ? 'wrong-password' : 'interrupt', password, secondFactor: 'not-asked' };
  }
  if (notFactors.has(last)) return { outcome, failure: 'interrupt', password: 'unknown', secondFactor: 'not-asked' };
  // Google challenges after the password was right, but for a passkey, which replaces it.
  const password = last === 'passkey' || !(passed || failed) ? 'unknown' : 'yes';
  if (failed) return { outcome, failure: 'second-factor-failed', password, secondFactor: wrong(last) };
  return { outcome, failure: 'interrupt', password, secondFactor: passed ? 'passed' : 'unknown' };
}

const suspicious: VendorRisk = { level: 'suspicious', state: null, types: [] };

/** Methods that prove nothing beyond the password (sources.md 4.3). */
const notFactors: ReadonlySet<string> = new Set(['password', 'none', 'captcha', 'recaptcha', 'login_location']);
/** The identity provider answered; what it asked is not said. Neither is it for `other`. */
const unsaid: ReadonlySet<string> = new Set(['saml', 'oidc', 'other', 'unknown', '']);
/** A tap on a phone, where there is no code to be wrong. */
const prompts: ReadonlySet<string> = new Set(['google_prompt', 'device_prompt', 'cross_device', 'assistance_app']);

function isFactor(method: string): boolean {
  return !notFactors.has(method) && !unsaid.has(method);
}

function isKnown(method: string): boolean {
  return method !== 'none' && !unsaid.has(method);
}

/** Google does not say whether a prompt was denied or left unanswered. */
function wrong(method: string): SecondFactor {
  return prompts.has(method) || unsaid.has(method) ? 'unknown' : 'wrong-code';
}
