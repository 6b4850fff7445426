/** Right passwords that were stopped: by the second factor, or by a policy. What comes in next may have gone round it. */

import { minuteMs, type Past, type SignIn } from '@gatewatch/domain';
import { originOf } from './origin.ts';

/** Default of every `stopMinutes`: detectors that leave a row to another one must agree on when it is the other's. */
export const stopMinutesDefault = 60;

export function isStop(row: SignIn): boolean {
  if (row.outcome === 'success' || row.password !== 'yes') return false;
  return row.outcome === 'blocked' || row.failure === 'second-factor-required' || row.failure === 'second-factor-failed';
}

/**
 * The latest stop of a stranger before the row: another attempt (not the interrupt of the row's own), from an origin that is not
 * the person's. The owner who gives up at home and goes on by another way is none.
 */
export function stopBefore(row: SignIn, past: Past, stopMinutes: number): SignIn | null {
  const from = row.time - stopMinutes * minuteMs;
  for (let back = 0; ; back++) {
    const other = past.newest(back, from);
    if (other === undefined) return null;
    if (other.kind !== 'sign-in' || other.actor?.key !== past.subject || !isStop(other)) continue;
    if (isSameAttempt(other, row) || originOf(other, past).usual !== null) continue;
    return other;
  }
}

function isSameAttempt(a: SignIn, b: SignIn): boolean {
  if (a.appId !== b.appId || a.client !== b.client) return false;
  return (
    (a.requestId !== null && a.requestId === b.requestId) || (a.correlationId !== null && a.correlationId === b.correlationId)
  );
}

/** `second factor asked for` … */
export function stopWords(row: SignIn): string {
  if (row.failure === 'second-factor-required') return 'the second factor was asked for';
  if (row.failure === 'second-factor-failed') return 'the second factor failed';
  return 'a policy blocked it';
}
