/** Where a partition's reading begins, once its ledger and its log fit together. */

import { LogLost } from './detect-plan.ts';

export interface Bounds {
  readonly topic: string;
  readonly partition: number;
  /** Offset of the oldest record that is still there, and of the next one to come. */
  readonly start: number;
  readonly end: number;
}

/**
 * A ledger that knows nothing, new or emptied, begins at the log's first record, so that all of it is judged again. Throws LogLost where
 * the log no longer has that one or those behind the ledger's place, unless that is accepted, and where the ledger is ahead of the log.
 */
export function beginningOf(
  { topic, partition, start, end }: Bounds,
  ledger: { readonly position: number; readonly meta: string | null },
  acceptLoss: boolean,
): number {
  const where = `partition ${partition} of ${topic}`;
  const advice = 'or start once with --accept-loss to go on without them';
  if (ledger.meta === null) {
    if (start === 0 || acceptLoss) return start;
    throw new LogLost(
      `the ledger knows nothing of ${where}, which begins at ${start}: it is new or was emptied, and the first ${start} records cannot be read again. Put back a backup of the ledger (gatewatch ledger import), ${advice}`,
    );
  }
  if (ledger.position > end)
    throw new LogLost(
      `the ledger stands at ${ledger.position} of ${where}, which ends at ${end}: it belongs to another log, so point the configuration at that log or at another ledger`,
    );
  if (ledger.position >= start || acceptLoss) return Math.max(ledger.position, start);
  throw new LogLost(
    `the ledger stands at ${ledger.position} of ${where}, which begins at ${start}: ${start - ledger.position} records were lost to retention before they were judged. Put back a ledger that reaches so far, ${advice}`,
  );
}
