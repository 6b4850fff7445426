import { expect, test } from 'vitest';
import { createCalm } from './calm.ts';

test('what is there at the start is read at once', () => {
  expect(createCalm(5000).look(['a'], 1000)).toBe(true);
});

test('files that come one after the other are read together', () => {
  const calm = createCalm(5000);
  expect(calm.look([], 0)).toBe(false);
  expect([calm.look(['a'], 1000), calm.look(['a', 'b'], 5000), calm.look(['a', 'b', 'c'], 9000)]).toEqual([false, false, false]);
  expect([calm.look(['a', 'b', 'c'], 13_000), calm.look(['a', 'b', 'c'], 14_000)]).toEqual([false, true]);
});

test('a folder that is fed all the time is read within a minute', () => {
  const calm = createCalm(5000);
  calm.look([], 0);
  const reads = Array.from({ length: 70 }, (_, second) => calm.look([`${second}`], (second + 1) * 1000));
  expect(reads.indexOf(true)).toBe(60);
});

test('quiet is counted from when nothing is new', () => {
  const calm = createCalm(0);
  calm.look([], 1000);
  expect(calm.quietSince()).toBe(1000);
  calm.look(['a'], 2000);
  expect(calm.quietSince()).toBe(null);
  calm.look([], 3000);
  calm.look([], 4000);
  expect(calm.quietSince()).toBe(3000);
});
