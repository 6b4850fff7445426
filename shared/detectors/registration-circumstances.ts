/**
 * What weighs only where there is a ground to suspect: a help desk's reset, a pass, a factor removed, one factor only. Each of
 * them alone is what people do who bought a new telephone.
 */

import { type Change, hourMs, type IdentityEvent, label, minuteMs, type Options, type Past } from '@gatewatch/domain';
import { factorStrength } from './factor-strength.ts';
import type { Reason } from './reason.ts';
import type { Initiator } from './registration-initiator.ts';
import { lacksFactor, type Provenance } from './registration-provenance.ts';
import { spanWords } from './words.ts';

export function circumstances(
  row: Change,
  past: Past,
  provenance: Provenance | null,
  initiator: Initiator,
  options: Options,
): readonly Reason[] {
  const from = row.time - (options.resetHours ?? 12) * hourMs;
  const ago = (time: number) => `${spanWords((row.time - time) / minuteMs)} before`;
  const reasons: Reason[] = [];
  const last = (test: (one: IdentityEvent) => boolean) => past.rows.findLast((one) => one.time >= from && test(one));
  const reset = last((one) => isReset(one, past.subject));
  const pass =
    provenance?.signIn?.methods.some((method) => factorStrength(method) === 'bearer') === true ? provenance.signIn : null;
  if (reset !== undefined && 'operation' in reset) {
    const what = label(reset.subjectOf ?? reset.operation, 60);
    reasons.push({ points: 1, words: `'${what}' was reset or handed out ${ago(reset.time)}`, rows: [reset.id] });
  } else if (pass !== null) {
    reasons.push({ points: 1, words: 'the session began with a pass or code that can be handed on', rows: [pass.id] });
  }
  const removed = last((one) => isRemoval(one, past.subject));
  if (removed !== undefined && 'operation' in removed) {
    const what = label(removed.subjectOf ?? removed.operation, 60);
    reasons.push({ points: 1, words: `'${what}' was removed ${ago(removed.time)}`, rows: [removed.id] });
  }
  const signIn = provenance?.signIn ?? null;
  if (signIn !== null && lacksFactor(signIn, past.profile))
    reasons.push({ points: 1, words: 'the sign-in passed no second factor, which this person usually does', rows: [signIn.id] });
  const others = initiator === 'help-desk' || initiator === 'another-person'; // weighed by who did it
  if (!others && past.fact(`privileged:${past.subject}`) === 'yes')
    reasons.push({ points: 1, words: 'the person is privileged', rows: [] });
  return reasons;
}

/** A password reset, or a pass or codes that somebody else handed out: what a help desk does, and who talks it into it waits for. */
export function isReset(row: IdentityEvent, subject: string): boolean {
  if (row.kind !== 'factor-change' || row.result === 'failure' || (row.target?.key ?? row.actor?.key) !== subject) return false;
  return row.action === 'reset' || (row.action === 'added' && factorStrength(row.subjectOf ?? row.operation) === 'bearer');
}

/** Somebody prepares an account for its owner on the day. */
export function isPreparation(row: IdentityEvent, subject: string): boolean {
  return isReset(row, subject) && row.actor?.key !== subject;
}

function isRemoval(row: IdentityEvent, subject: string): boolean {
  return (
    row.kind === 'factor-change' &&
    row.action === 'removed' &&
    row.result !== 'failure' &&
    (row.target?.key ?? row.actor?.key) === subject &&
    factorStrength(row.subjectOf ?? row.operation) !== 'bearer'
  );
}
