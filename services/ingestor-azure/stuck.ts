/** Says of partitions that cannot be read for long that they are idle, so that they hold nobody back (SEMANTICS.md 1.2). */

import { setTimeout as wait } from 'node:timers/promises';
import type { LocalClock } from './service-time.ts';

export interface StuckWatch {
  /** A partition is stuck after so long, ms. */
  readonly after: number;
  readonly every: number;
  readonly clock: LocalClock;
  /** Partitions of the hub. */
  known(): Promise<readonly string[]>;
  /** Those that other readers own: it is theirs to speak for them. */
  ofOthers(): Promise<ReadonlySet<string>>;
  /** When the service last answered, by the steady clock; null: it is not read here. */
  lastRead(partition: string): number | null;
  idle(partition: string): Promise<void>;
  broken(error: unknown): void;
  readonly signal: AbortSignal;
}

/** Resolves when the signal is aborted. */
export async function watchStuck(watch: StuckWatch): Promise<void> {
  const { clock, signal, after } = watch;
  const began = clock.steady();
  const last = new Map<string, number>();
  const told = new Set<string>();
  const look = async (): Promise<void> => {
    const quiet: string[] = [];
    for (const partition of await watch.known()) {
      const read = watch.lastRead(partition);
      if (read !== null) last.set(partition, read);
      if (clock.steady() - (last.get(partition) ?? began) >= after) quiet.push(partition);
      else told.delete(partition);
    }
    if (quiet.every((partition) => told.has(partition))) return;
    const theirs = await watch.ofOthers();
    for (const partition of quiet) {
      if (theirs.has(partition)) last.set(partition, clock.steady());
      else if (!told.has(partition)) await watch.idle(partition).then(() => told.add(partition), watch.broken);
    }
  };
  while (!signal.aborted) {
    await wait(watch.every, undefined, { signal, ref: false }).catch(() => {});
    if (!signal.aborted) await look().catch(() => {}); // a store that does not answer is told by who reads
  }
}
