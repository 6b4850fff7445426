import { dayMs, hourMs, minuteMs } from '@gatewatch/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { longestMs, nextWindow, settleMs, sweepBackMs, sweepWindows } from './next-window.ts';
import { waitFor } from './wait-for.ts';

const now = Date.UTC(2026, 4, 5);
const overlap = 3 * hourMs;

it('reads again what may have come since the last window was asked for, and ends before now', () => {
  const asked = now - minuteMs;
  const place = { read: asked - settleMs, asked, swept: now };
  expect(nextWindow(place, overlap, now, longestMs)).toEqual({ from: asked - settleMs - overlap, to: now - settleMs });
});

it('reads nothing again of a window that was old when it was asked for', () => {
  const place = { read: now - 30 * dayMs, asked: now - minuteMs, swept: now };
  expect(nextWindow(place, overlap, now, longestMs)).toEqual({ from: place.read, to: place.read + longestMs });
});

it('leaves no moment out and finds whatever comes no later than the overlap, however long it was down', () => {
  const pauses = fc.array(fc.integer({ min: 1, max: 40 * 60 }), { minLength: 1, maxLength: 60 });
  const property = fc.property(pauses, fc.integer({ min: 0, max: 20_000 }), fc.nat({ max: 180 }), (minutes, at, lag) => {
    const time = now + at * minuteMs;
    const listed = time + lag * minuteMs;
    let clock = now;
    let place = { read: now - settleMs, asked: now, swept: now };
    let found = time < now; // before the first start
    for (const pause of minutes) {
      clock += pause * minuteMs;
      for (
        let window = nextWindow(place, overlap, clock, longestMs);
        window !== null;
        window = nextWindow(place, overlap, clock, longestMs)
      ) {
        expect(window.from).toBeLessThanOrEqual(place.read);
        expect(window.to).toBeLessThanOrEqual(clock - settleMs);
        if (time >= window.from && time <= window.to && listed <= clock) found = true;
        place = { ...place, read: window.to, asked: clock };
      }
    }
    expect(found || listed > place.asked - settleMs || time > place.read).toBe(true);
  });
  fc.assert(property, { numRuns: 300 });
});

it('reconciles all of two days but what the next window reads anyway', () => {
  const place = { read: now - settleMs, asked: now, swept: now - dayMs };
  const windows = sweepWindows(place, overlap, now);
  expect(windows[0]?.from).toBe(now - sweepBackMs);
  expect(windows.at(-1)?.to).toBe(now - settleMs - overlap);
  for (const [at, window] of windows.entries()) if (at > 0) expect(window.from).toBe(windows[at - 1]?.to);
});

it('waits longer each time up to five minutes, never less than Google says, and long where a right is missing', () => {
  const passing = { kind: 'passing', retryAfterMs: null } as const;
  expect([1, 2, 3, 4].map((times) => waitFor(passing, times, 0))).toEqual([2500, 5000, 10_000, 20_000]);
  expect([1, 2, 3, 1000].map((times) => waitFor(passing, times, 1))).toEqual([5000, 10_000, 20_000, 5 * minuteMs]);
  expect(waitFor({ kind: 'quota', retryAfterMs: 3_600_000 }, 1, 0)).toBe(3_600_000);
  expect(waitFor({ kind: 'denied', retryAfterMs: null }, 1, 1)).toBe(10 * minuteMs);
});
