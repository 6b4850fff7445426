/** Which window is read next. Pure. */

import { dayMs, hourMs, secondMs } from '@gatewatch/domain';
import type { Place } from './cursor.ts';
import type { Window } from './read-window.ts';

/** A window ends so long before now: what Google writes at this moment is not half listed. */
export const settleMs = 30 * secondMs;
/** Google keeps 180 days, and refuses to look further back. */
export const keptMs = 179 * dayMs;
/** The reconciliation reads so far back, once a day (sources: late records by more than the overlap were seen). */
export const sweepBackMs = 48 * hourMs;
export const sweepEveryMs = dayMs;
/** So much new time a window holds at most, when there is much to catch up with; half of it after a page that failed. */
export const longestMs = dayMs;
export const shortestMs = 5 * 60 * secondMs;

/**
 * From where something may have come since it was last read: all that is older than the overlap was complete when the last window
 * was asked for. Null where there is nothing to close yet.
 */
export function nextWindow({ read, asked }: Place, overlapMs: number, now: number, reachMs: number): Window | null {
  const to = Math.min(now - settleMs, Math.max(read, now - keptMs) + reachMs);
  const from = Math.max(Math.min(read, asked - settleMs - overlapMs), now - keptMs);
  return to > read && to > from ? { from, to } : null;
}

/** Windows of a reconciliation, oldest first: all that was read and that the next window does not read anyway. */
export function sweepWindows({ read, asked }: Place, overlapMs: number, now: number): readonly Window[] {
  const end = Math.min(read, asked - settleMs - overlapMs);
  const windows: Window[] = [];
  for (let from = Math.max(now - sweepBackMs, now - keptMs); from < end; from += longestMs)
    windows.push({ from, to: Math.min(end, from + longestMs) });
  return windows;
}
