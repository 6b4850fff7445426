/** The schedule of a process that is alone with its outbox: one timer a destination. */

import type { WallClock } from '../sending/wall-clock.ts';
import { earliest, type Schedule } from './schedule.ts';

const lookMs = 30_000; // another process may have written to the outbox

interface Waiting {
  at: number | null;
  rouse: () => void;
}

export function inProcessSchedule(clock: WallClock, lookEveryMs = lookMs): Schedule {
  const lines = new Map<string, Waiting>();
  const lineOf = (destination: string): Waiting => {
    const known = lines.get(destination) ?? { at: null, rouse() {} };
    lines.set(destination, known);
    return known;
  };
  return {
    async wake(destination, at) {
      const line = lineOf(destination);
      line.at = earliest(line.at, at);
      line.rouse();
    },
    async run({ destination, turn, next }, signal) {
      const line = lineOf(destination);
      line.at = clock.now(); // what an earlier process left
      const sleep = async (ms: number, wakes: boolean): Promise<void> => {
        if (signal.aborted) return;
        const sleeping = new AbortController();
        const stir = () => sleeping.abort();
        signal.addEventListener('abort', stir);
        if (wakes) line.rouse = stir;
        await clock.wait(ms, sleeping.signal);
        line.rouse = () => {};
        signal.removeEventListener('abort', stir);
      };
      for (let looked = clock.now(); !signal.aborted; ) {
        const now = clock.now();
        if (line.at !== null && line.at <= now) {
          line.at = null;
          const { at, quiet } = await turn(signal);
          line.at = earliest(line.at, at);
          for (const until = quiet?.until ?? 0; clock.now() < until && !signal.aborted; ) await sleep(until - clock.now(), false); // a timer may be early by a millisecond
        } else if (now - looked >= lookEveryMs) {
          looked = now;
          line.at = earliest(line.at, await next());
        } else await sleep(Math.min((line.at ?? Number.POSITIVE_INFINITY) - now, looked + lookEveryMs - now), true);
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}
