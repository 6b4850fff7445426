/** What can be tried again is tried for ever, with a growing pause, and told to the vitals; a bug and an abort come out. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Vitals } from '@gatewatch/domain';

export interface Trying {
  /** As health shows it. */
  readonly component: string;
  readonly vitals: Vitals;
  readonly signal?: AbortSignal | undefined;
  /** Called in each pause, at least every second: a member of a group says that it lives. */
  readonly meanwhile?: (() => Promise<void>) | undefined;
  /** Errors that end the trying beside bugs. */
  readonly gives?: (error: unknown) => boolean;
}

const firstPauseMs = 100;
const longestPauseMs = 10_000;
const beatMs = 1000;

/** Rejects with the signal's reason, with a bug, and with what `gives` names. */
export async function forEver<T>(act: () => Promise<T>, { component, vitals, signal, meanwhile, gives }: Trying): Promise<T> {
  for (let wait = firstPauseMs, failed = false; ; wait = Math.min(wait * 2, longestPauseMs)) {
    signal?.throwIfAborted();
    try {
      const done = await act();
      if (failed) vitals.healthy(component);
      return done;
    } catch (error) {
      signal?.throwIfAborted();
      if (isBug(error) || gives?.(error) === true) throw error;
      failed = true;
      vitals.failing(component, error instanceof Error ? error.message : String(error));
      vitals.count('gatewatch_retries_total', { component });
    }
    for (let left = wait; left > 0; left -= beatMs) {
      await pause(Math.min(left, beatMs), undefined, signal === undefined ? {} : { signal }).catch(() =>
        signal?.throwIfAborted(),
      );
      await meanwhile?.();
    }
  }
}

/** What the language itself throws: no second attempt will mend it. */
function isBug(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError ||
    !(error instanceof Error)
  );
}
