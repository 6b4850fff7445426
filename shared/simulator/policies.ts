/** The organisation's conditional access policies and what they said of a sign-in, printed once per case. */

import type { EntraSignIn } from './record.ts';

type Outcome = 'success' | 'failure' | 'notApplied' | 'reportOnlyNotApplied' | 'reportOnlyFailure';

function policy(id: number, name: string, grants: readonly string[], sessions: readonly string[], result: Outcome): object {
  const applied = result === 'success' || result === 'failure' || result === 'reportOnlyFailure';
  return {
    id: `5f2c17${id.toString(16).padStart(2, '0')}-6d0b-4c1e-9a55-0d7f3b21c4e0`,
    displayName: name,
    enforcedGrantControls: grants,
    enforcedSessionControls: sessions,
    result,
    conditionsSatisfied: applied ? 23 : 3,
    conditionsNotSatisfied: applied ? 0 : 8,
  };
}

function list(mfa: Outcome, block: Outcome, frequency: Outcome): string {
  return JSON.stringify([
    policy(1, 'CA01 Require MFA for all users', ['Mfa'], [], mfa),
    policy(2, 'CA02 Block sign-ins from countries without staff', ['Block'], [], block),
    policy(3, 'CA03 Sign-in frequency for sensitive apps', ['Mfa'], ['SignInFrequency'], frequency),
    policy(4, 'CA04 Block legacy authentication (pilot)', ['Block'], [], 'reportOnlyNotApplied'),
  ]);
}

const passed = list('success', 'notApplied', 'notApplied');
const refused = list('failure', 'notApplied', 'notApplied');
const blocked = list('success', 'failure', 'notApplied');
const silent = list('notApplied', 'notApplied', 'notApplied');

export function policiesOf(row: EntraSignIn): string {
  if (!row.interactive) return silent;
  if (row.code === 53003) return blocked;
  if (row.code === 0) return passed;
  if (row.code === 50074 || row.code === 50076 || row.code === 500121) return refused;
  return silent;
}
