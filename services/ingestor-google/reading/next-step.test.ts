import { dayMs, hourMs, minuteMs, secondMs } from '@gatewatch/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Place } from './cursor.ts';
import { latestMs, longestMs, nextStep, present } from './next-step.ts';
import type { Window } from './read-window.ts';
import { rememberedMs } from './recent.ts';
import { waitFor } from './wait-for.ts';

const now = Date.UTC(2026, 4, 5);
const settleMs = 30 * secondMs;
const schedule = { overlapMs: 3 * hourMs, settleMs, everyMs: minuteMs, reachMs: longestMs };

it('reads again what may have come since the last window was asked for, and ends before now', () => {
  const asked = now - minuteMs;
  const place = { read: asked - settleMs, asked, swept: now };
  const window = { from: asked - settleMs - schedule.overlapMs, to: now - settleMs };
  expect(nextStep(place, now, schedule)).toEqual({ kind: 'window', window });
  expect(nextStep(place, now - 1000, schedule)).toEqual({ kind: 'wait', ms: 1000 });
});

it('reads nothing again of a window that was old when it was asked for', () => {
  const place = { read: now - 30 * dayMs, asked: now - minuteMs, swept: now };
  expect(nextStep(place, now, schedule)).toEqual({ kind: 'window', window: { from: place.read, to: place.read + longestMs } });
});

it('reconciles two days but what the next window reads anyway, between windows', () => {
  const place = { read: now - settleMs, asked: now, swept: now - dayMs };
  const step = nextStep(place, now, schedule);
  const windows = step.kind === 'sweep' ? step.windows : [];
  expect(windows[0]?.from).toBe(now - 2 * dayMs);
  expect(windows.at(-1)?.to).toBe(now - settleMs - schedule.overlapMs);
  expect(nextStep(place, now + minuteMs, schedule).kind).toBe('window');
});

it('finds whatever is listed within a day, however long and often it was down, and asks for nothing whose keys it forgot', () => {
  const pauses = fc.array(fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 6000 })), { maxLength: 40 });
  const at = fc.integer({ min: 0, max: 15_000 });
  const property = fc.property(pauses, at, fc.integer({ min: 0, max: latestMs / minuteMs }), (minutes, happened, lag) => {
    const time = now + happened * minuteMs;
    const listed = time + lag * minuteMs;
    let clock = now;
    let place: Place = { read: now - settleMs, asked: now, swept: now };
    let found = false;
    const read = ({ from, to }: Window): void => {
      if (time >= from && time <= to && listed <= clock) found = true;
    };
    // Up to the last pause at will, then as an undisturbed reader until everything came and was reconciled.
    for (const pause of [...minutes, ...Array.from({ length: 20 * 24 }, () => 60)]) {
      clock += pause * minuteMs;
      for (;;) {
        const step = nextStep(place, clock, schedule);
        if (step.kind === 'wait') break;
        if (step.kind === 'window') {
          expect(step.window.from).toBeLessThanOrEqual(place.read);
          expect(step.window.to).toBeLessThanOrEqual(clock - settleMs);
          read(step.window);
          place = { ...place, read: step.window.to, asked: clock };
        } else {
          for (const window of step.windows) {
            expect(window.from).toBeGreaterThanOrEqual(place.read - rememberedMs);
            read(window);
          }
          place = { ...place, swept: clock };
        }
      }
    }
    expect(found || listed > place.swept).toBe(true);
  });
  fc.assert(property, { numRuns: 60 });
});

it('does not wait for a place in the future', () => {
  const ahead = { read: now + dayMs, asked: now + dayMs, swept: now + dayMs };
  expect(present(ahead, now, settleMs)).toEqual({ read: now - settleMs, asked: now, swept: now });
  const place = { read: now - settleMs, asked: now, swept: now - dayMs };
  expect(present(place, now, settleMs)).toBe(place);
});

it('waits longer each time up to five minutes, never less than Google says, and long where a right is missing', () => {
  const passing = { kind: 'passing', retryAfterMs: null } as const;
  expect([1, 2, 3, 4].map((times) => waitFor(passing, times, 0))).toEqual([2500, 5000, 10_000, 20_000]);
  expect([1, 2, 3, 1000].map((times) => waitFor(passing, times, 1))).toEqual([5000, 10_000, 20_000, 5 * minuteMs]);
  expect(waitFor({ kind: 'quota', retryAfterMs: 3_600_000 }, 1, 0)).toBe(3_600_000);
  expect(waitFor({ kind: 'denied', retryAfterMs: null }, 1, 1)).toBe(10 * minuteMs);
});
