import { expect, it } from 'vitest';
import { isTold } from './escalation.ts';

const told = (levels: readonly number[], stepMs = 1) =>
  levels.flatMap((_, end) => {
    const seen = levels.slice(0, end + 1).map((level, index) => ({ time: index * stepMs, level }));
    return isTold(seen, 10) ? [end] : [];
  });

it('tells each level once, on the way up', () => {
  expect(told([0, 0, 1, 1, 1, 2, 2, 1, 3])).toEqual([2, 5, 8]);
});

it('tells it again where it goes on for longer than asked', () => {
  expect(told([1, 1, 1, 1, 1, 1], 6)).toEqual([0, 2, 4]);
});

it('tells nothing of nothing', () => {
  expect(told([])).toEqual([]);
  expect(told([0, 0])).toEqual([]);
});
