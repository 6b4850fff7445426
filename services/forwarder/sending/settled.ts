/** How a row stands after an answer. Pure. */

import type { Claimed } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';
import { backoffMs } from './backoff.ts';
import type { FinalAnswer } from './calls.ts';

const refusedMs = 5 * 60_000; // a person is needed: trying more often helps nobody

export function settled(rule: Rule, row: Claimed, answer: FinalAnswer, now: number, random: number): Claimed {
  switch (answer.kind) {
    case 'delivered':
      return delivered(rule, row, now);
    case 'rejected':
      return { ...row, state: 'dead', attempts: row.attempts + 1, lastError: { code: answer.code, why: answer.why } };
    case 'retry':
    case 'refused': {
      const attempts = row.attempts + 1;
      const lastError = { code: answer.code, why: answer.why };
      if (now - row.since >= rule.giveUpMs) return { ...row, state: 'dead', attempts, lastError };
      const pause = answer.kind === 'refused' ? refusedMs : Math.max(answer.afterMs ?? 0, backoffMs(attempts, random));
      return { ...row, attempts, lastError, dueAt: now + pause };
    }
    default:
      return answer satisfies never;
  }
}

function delivered(rule: Rule, row: Claimed, now: number): Claimed {
  const { parcel } = row;
  const { alert } = parcel;
  const told =
    alert === null
      ? null
      : { revision: parcel.revision, severity: alert.severity, at: parcel.notice === 'reminder' ? (row.told?.at ?? now) : now };
  const done: Claimed = { ...row, state: 'delivered', attempts: 0, lastError: null, told };
  const closed = alert === null || alert.severity !== 'critical' || alert.disposition !== null || alert.state === 'withdrawn';
  if (closed || rule.remindMs === null || told === null) return done;
  const dueAt = now + Math.max(rule.remindMs, now - told.at);
  return { ...done, state: 'pending', parcel: { ...parcel, notice: 'reminder' }, dueAt, since: dueAt };
}
