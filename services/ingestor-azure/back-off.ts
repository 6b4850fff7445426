/** Tries again for ever, each wait twice as long as the one before, half of it by chance so that many do not come at once. */

import { setTimeout as wait } from 'node:timers/promises';

export interface BackOff {
  readonly least: number;
  readonly greatest: number;
}

/** Rejects only with the signal's reason. `failed` is told each error before the wait. */
export async function untilDone<T>(
  act: () => Promise<T>,
  { least, greatest }: BackOff,
  failed: (error: unknown) => void,
  signal: AbortSignal,
): Promise<T> {
  for (let most = least; ; most = Math.min(greatest, most * 2)) {
    signal.throwIfAborted();
    try {
      return await act();
    } catch (error) {
      signal.throwIfAborted();
      failed(error);
      await wait(most / 2 + Math.random() * (most / 2), undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

/** Null where it did not end in time; what it becomes later is nobody's. */
export async function within<T>(ms: number, act: Promise<T>): Promise<T | null> {
  const timer = new AbortController();
  act.catch(() => {});
  try {
    return await Promise.race([act, wait(ms, null, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
