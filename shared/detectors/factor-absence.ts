/** A second factor was switched off: does another one follow? Asked by a timer, where nothing else was suspicious. */

import {
  type Change,
  type Finding,
  hourMs,
  type IdentityEvent,
  type Judgement,
  label,
  nothing,
  type Options,
  type Past,
  silent,
  type Timer,
} from '@gatewatch/domain';
import { measureRegistration } from './registration-finding.ts';
import { initiatorOf } from './registration-initiator.ts';
import { baselineWords, timeWords } from './words.ts';

/** All second factors at once, as the vendor says it; not one of several. */
export function isSwitchedOff(row: IdentityEvent): row is Change {
  return (
    row.kind === 'factor-change' &&
    row.action === 'removed' &&
    row.result !== 'failure' &&
    /^(2sv|strong authentication)$/.test(row.subjectOf ?? '')
  );
}

/** The judgement of the row itself, and where it found nothing of an own switching off, the question for later. */
export function askAgain(row: Change, judgement: Judgement, past: Past, options: Options): Judgement {
  if (judgement.findings.length > 0 || !isSwitchedOff(row) || initiatorOf(row, past) !== 'self') return judgement;
  return { ...judgement, timers: [row.time + (options.offHours ?? 12) * hourMs] };
}

export function judgeAbsence(timer: Timer, past: Past, options: Options): Judgement {
  const off = past.rows.find((row) => row.id === timer.askedBy);
  if (off === undefined || !isSwitchedOff(off)) return nothing;
  const again = past.rows.some(
    (row) => row.kind === 'factor-change' && row.action === 'added' && row.result !== 'failure' && row.time > off.time,
  );
  if (again) return silent('enrolled-again');
  const finding: Finding = {
    variant: 'off',
    severity: 'low',
    risk: 20,
    confidence: 'medium',
    because: ['nothing suspicious preceded it: it weakens the account, whoever did it'],
    explanation: `The second factor '${label(off.subjectOf ?? off.operation, 60)}' was switched off at ${timeWords(off.time)} and none was added within ${options.offHours ?? 12} h.`,
    facts: measureRegistration([off], options),
    decisive: [off.id], // a timer is no record that an analyst could look up
    baseline: baselineWords(past.profile, ['places', 'networks', 'devices']),
  };
  return { findings: [finding] };
}
