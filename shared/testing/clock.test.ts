import { expect, it } from 'vitest';
import { clock, dayOne } from './clock.ts';

it('reads day and time, and refuses what is neither', () => {
  expect(clock('1 00:00')).toBe(dayOne);
  expect(new Date(clock('3 09:05:30.250')).toISOString()).toBe('2026-05-06T09:05:30.250Z');
  expect(() => clock('09:00')).toThrow(/write '3 09:00'/);
});
