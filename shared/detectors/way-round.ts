/** A way round a policy: what a row shows of one, and what several questions ask of it. */

import type { Options, Past, Severity, SignIn } from '@gatewatch/domain';
import { isBoundToDevice } from './factor-strength.ts';
import type { Origin } from './origin.ts';

export interface Way {
  readonly variant: 'weaker-route' | 'other-platform' | 'excused' | 'report-only';
  readonly severity: Severity;
  readonly confidence: 'low' | 'medium' | 'high';
  readonly because: readonly string[];
  /** What changed between the stop and the success, in words; null where there was no stop. */
  readonly how: string | null;
  /** The row that was stopped before; null where the way needs none. */
  readonly stop: SignIn | null;
  /** A usual sign-in of the day, far from this one; null where the way does not rest on it. */
  readonly home: SignIn | null;
}

/** A way; a reason why it is none; null where the question does not arise. */
export type Asked = Way | string | null;

export interface Asking {
  readonly row: SignIn;
  /** Asked for at most once, and only where a question arises; so is the next but one. */
  readonly origin: () => Origin;
  readonly past: Past;
  readonly privileged: () => boolean;
  readonly options: Options;
}

/** Within a Windows broker's logon the device itself is the reason: no policy was weakened. */
export function isExcused(row: SignIn): boolean {
  const { excuse, location } = row.route;
  if (excuse !== null) return excuse !== 'broker';
  return location !== null && row.secondFactor === 'not-asked' && row.password === 'yes';
}

/** A key or certificate in the hand answers nobody who asks from afar. */
export function isByOwnKey(row: SignIn): boolean {
  return row.secondFactor === 'passed' && row.methods.some(isBoundToDevice);
}
