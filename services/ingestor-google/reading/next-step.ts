/** What a reader does next: read a window, reconcile, or wait. Pure. */

import { dayMs, hourMs, secondMs } from '@gatewatch/domain';
import type { Place } from './cursor.ts';
import type { Window } from './read-window.ts';
import { rememberedMs } from './recent.ts';

/** Google keeps 180 days, and refuses to look further back. */
export const keptMs = 179 * dayMs;
/** So late a record may be listed and is still found, by the reconciliation where not by the overlap; the engine's bound of lateness. */
export const latestMs = dayMs;
/** The reconciliation reads so far back, once a day. */
const sweepBackMs = 48 * hourMs;
const sweepEveryMs = dayMs;
/** So much new time a window holds at most, when there is much to catch up with; half of it after a page that failed. */
export const longestMs = dayMs;
export const shortestMs = 5 * 60 * secondMs;

export type Step =
  | { readonly kind: 'window'; readonly window: Window }
  /** Oldest first; none where nothing of the last days is complete yet. */
  | { readonly kind: 'sweep'; readonly windows: readonly Window[] }
  | { readonly kind: 'wait'; readonly ms: number };

export interface Schedule {
  readonly overlapMs: number;
  /** A window ends so long before now: what Google writes at this moment is not half listed. */
  readonly settleMs: number;
  readonly everyMs: number;
  /** New time in a window at most. */
  readonly reachMs: number;
}

export function nextStep(place: Place, now: number, schedule: Schedule): Step {
  const { everyMs, settleMs } = schedule;
  const due = now >= place.asked + everyMs || place.read + everyMs < now - settleMs;
  const window = due ? nextWindow(place, now, schedule) : null;
  // After a long pause first: the keys of what was read before it are still known.
  const paused = place.read + sweepEveryMs < now;
  if (now - place.swept >= sweepEveryMs && (paused || window === null)) {
    return { kind: 'sweep', windows: sweepWindows(place, now, schedule) };
  }
  return window === null ? { kind: 'wait', ms: Math.max(secondMs, place.asked + everyMs - now) } : { kind: 'window', window };
}

/** A clock that once ran ahead leaves a place in the future: who waited for it would read nothing until then. */
export function present(place: Place, now: number, settleMs: number): Place {
  if (place.asked <= now && place.swept <= now) return place;
  return { read: Math.min(place.read, now - settleMs), asked: Math.min(place.asked, now), swept: Math.min(place.swept, now) };
}

/** Null where there is nothing to close yet. */
function nextWindow(place: Place, now: number, schedule: Schedule): Window | null {
  const { reachMs, settleMs } = schedule;
  const to = Math.min(now - settleMs, Math.max(place.read, now - keptMs) + reachMs);
  const from = Math.max(complete(place, schedule), now - keptMs);
  return to > place.read && to > from ? { from, to } : null;
}

/** Up to here, what comes no later than the overlap was listed when the last window was asked for. */
function complete({ read, asked }: Place, { overlapMs, settleMs }: Schedule): number {
  return Math.min(read, asked - settleMs - overlapMs);
}

/** Whatever may have been listed since the last reconciliation, as far back as keys are known; without what the next window reads anyway. */
function sweepWindows(place: Place, now: number, schedule: Schedule): readonly Window[] {
  const first = Math.max(Math.min(now - sweepBackMs, place.swept - latestMs), place.read - rememberedMs, now - keptMs);
  const end = complete(place, schedule);
  const windows: Window[] = [];
  for (let from = first; from < end; from += longestMs) windows.push({ from, to: Math.min(end, from + longestMs) });
  return windows;
}
