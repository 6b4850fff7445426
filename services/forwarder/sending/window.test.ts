import { expect, test } from 'vitest';
import { spanOf } from './window.ts';

const at = (text: string) => Date.parse(text);
const iso = ({ start, end }: { start: number; end: number }) => [start, end].map((time) => new Date(time).toISOString());

test('a window of a fixed length begins with the clock', () => {
  const window = { every: 3_600_000 };
  expect(iso(spanOf(window, at('2026-05-04T08:59:59Z')))).toEqual(['2026-05-04T08:00:00.000Z', '2026-05-04T09:00:00.000Z']);
  expect(iso(spanOf(window, at('2026-05-04T09:00:00Z')))[0]).toBe('2026-05-04T09:00:00.000Z');
});

test('a schedule is that of the clocks on the wall, over the change of the clocks too', () => {
  const window = { at: [480, 960], days: [1, 2, 3, 4, 5], zone: 'Europe/Oslo' };
  // Friday before the change to summer time, 29 March 2026.
  expect(iso(spanOf(window, at('2026-03-27T12:00:00Z')))).toEqual(['2026-03-27T07:00:00.000Z', '2026-03-27T15:00:00.000Z']);
  expect(iso(spanOf(window, at('2026-03-28T12:00:00Z')))).toEqual(['2026-03-27T15:00:00.000Z', '2026-03-30T06:00:00.000Z']);
  expect(iso(spanOf(window, at('2026-03-30T06:00:00Z')))).toEqual(['2026-03-30T06:00:00.000Z', '2026-03-30T14:00:00.000Z']);
});

test('one time a week, and a zone that is half an hour off', () => {
  const window = { at: [510], days: [3], zone: 'Asia/Kolkata' };
  expect(iso(spanOf(window, at('2026-05-06T03:00:00Z')))).toEqual(['2026-05-06T03:00:00.000Z', '2026-05-13T03:00:00.000Z']);
  expect(iso(spanOf(window, at('2026-05-06T02:59:59.999Z')))).toEqual(['2026-04-29T03:00:00.000Z', '2026-05-06T03:00:00.000Z']);
});
