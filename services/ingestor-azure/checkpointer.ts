/** Writes the newest checkpoint of a partition, at most so often, and again for ever where the store does not answer. */

import type { Checkpoint, CheckpointStore } from '@azure/event-hubs';
import { type BackOff, untilDone } from './back-off.ts';

export interface Checkpointer extends Disposable {
  /** Everything up to this event is durable downstream. */
  note(checkpoint: Checkpoint): void;
  /** Resolves when what was noted is written. */
  flush(): Promise<void>;
}

export function checkpointer(
  store: CheckpointStore,
  every: number,
  backOff: BackOff,
  told: (error: unknown | null) => void,
): Checkpointer {
  const ended = new AbortController();
  let pending: Checkpoint | null = null;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;
  let last = Number.NEGATIVE_INFINITY;
  const write = async (): Promise<void> => {
    while (pending !== null && !ended.signal.aborted) {
      const checkpoint = pending;
      pending = null;
      await untilDone(() => store.updateCheckpoint(pending ?? checkpoint), backOff, told, ended.signal);
      last = performance.now();
      told(null);
    }
  };
  const start = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    // It rejects only where it was ended.
    writing ??= write()
      .catch(() => {})
      .finally(() => {
        writing = null;
      });
    return writing;
  };
  return {
    note(checkpoint) {
      pending = checkpoint;
      if (timer !== null || writing !== null) return;
      timer = setTimeout(() => void start(), Math.max(0, last + every - performance.now()));
    },
    flush: () => start(),
    [Symbol.dispose]() {
      if (timer !== null) clearTimeout(timer);
      ended.abort();
    },
  };
}
