/** The organisation's conditional access policies and what they said of a sign-in, printed once per case. */

import type { EntraSignIn } from './record.ts';

type Outcome = 'success' | 'failure' | 'notApplied' | 'reportOnlyNotApplied' | 'reportOnlyFailure';

const none: Outcome = 'reportOnlyNotApplied';

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

function list(mfa: Outcome, block: Outcome, frequency: Outcome, legacy: Outcome = none, device: Outcome = none): string {
  return JSON.stringify([
    policy(1, 'CA01 Require MFA for all users', ['Mfa'], [], mfa),
    policy(2, 'CA02 Block sign-ins from countries without staff', ['Block'], [], block),
    policy(3, 'CA03 Sign-in frequency for sensitive apps', ['Mfa'], ['SignInFrequency'], frequency),
    policy(4, 'CA04 Block legacy authentication (pilot)', ['Block'], [], legacy),
    policy(5, 'CA05 Require compliant device (pilot)', ['RequireCompliantDevice'], [], device),
  ]);
}

const passed = list('success', 'notApplied', 'notApplied');
const refused = list('failure', 'notApplied', 'notApplied');
const blocked = list('success', 'failure', 'notApplied');
const piloted = list('success', 'notApplied', 'notApplied', none, 'reportOnlyFailure');
const legacy = list('notApplied', 'notApplied', 'notApplied', 'reportOnlyFailure');
const silent = list('notApplied', 'notApplied', 'notApplied');

export function policiesOf(row: EntraSignIn): string {
  const { alone, protocol, pilotFails, client } = row.manner;
  if (client !== undefined && alone === true) return legacy;
  if (!row.interactive || alone === true || protocol === 'ropc') return silent;
  if (row.code === 53000 || row.code === 53003) return blocked;
  if (row.code === 0 && pilotFails === true) return piloted;
  if (row.code === 0) return passed;
  if (row.code === 50074 || row.code === 50076 || row.code === 500121) return refused;
  return silent;
}
