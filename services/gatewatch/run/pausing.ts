/** Waits; rejects with the signal's reason when it is aborted. */

import { setTimeout as pause } from 'node:timers/promises';

export async function pausing(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await pause(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}
