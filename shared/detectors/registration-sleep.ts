/** Did the account sleep, or was it never used, before it registered something? */

import { type Change, dayMs, type Options, type Past } from '@gatewatch/domain';
import type { Reason } from './reason.ts';
import { isPreparation } from './registration-circumstances.ts';

export function sleepReasons(row: Change, past: Past, options: Options): readonly Reason[] {
  const { profile } = past;
  const daysSince = (time: number) => Math.floor((row.time - time) / dayMs);
  if (profile.last !== null) {
    const days = daysSince(profile.last);
    const limit = options.dormantDays ?? 45;
    return days < limit ? [] : [{ points: 2, words: `the account slept for ${days} days (${limit} are dormant)`, rows: [] }];
  }
  // Never used, but known: somebody created it or tried it.
  const [known] = profile.milestones;
  if (known === undefined || past.rows.some((other) => isPreparation(other, past.subject))) return [];
  const days = daysSince(known.time);
  const limit = options.neverUsedDays ?? 14;
  if (days < limit) return [];
  return [{ points: 2, words: `the account was never used in the ${days} days since it is known (${limit} are late)`, rows: [] }];
}
