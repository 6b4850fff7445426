/**
 * A clock that jumps: whenever all who live by it are asleep, it is the time at which the first one wakes. So days pass as fast as the
 * work that is done in them, and in the same order each time.
 */

import type { Clock } from './clock.ts';

export interface SimulatedClock extends Clock {
  /** So many tasks live by it from now on; each sleeps in one place at a time. */
  tasks(change: number): void;
  /** Stops jumping at this time (Unix ms), with all asleep, and resolves then. */
  until(time: number): Promise<void>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export function simulatedClock(start: number): SimulatedClock {
  let now = start;
  let tasks = 0;
  let goal: { readonly time: number; readonly reached: () => void } | null = null;
  const sleepers = new Set<Sleeper>();
  const jump = (): void => {
    while (goal !== null && sleepers.size >= tasks) {
      let first: Sleeper | null = null;
      for (const sleeper of sleepers) if (first === null || sleeper.at < first.at) first = sleeper;
      if (first === null || first.at > goal.time) {
        now = Math.max(now, goal.time);
        const { reached } = goal;
        goal = null;
        reached();
        return;
      }
      now = Math.max(now, first.at);
      sleepers.delete(first);
      first.wake();
    }
  };
  return {
    now: () => now,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const sleeper: Sleeper = { at: now + Math.max(0, ms), wake: resolve };
      const abort = (): void => {
        sleepers.delete(sleeper);
        reject(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true });
      sleepers.add(sleeper);
      jump();
      try {
        await promise;
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    tasks(change) {
      tasks += change;
      jump();
    },
    until(time) {
      const { promise, resolve } = Promise.withResolvers<void>();
      goal = { time, reached: resolve };
      jump();
      return promise;
    },
  };
}
