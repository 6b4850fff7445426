import { expect, test } from 'vitest';
import { createSettling } from './settling.ts';

const file = (size: number, changed: number) => ({ path: 'a.json', node: '1:1', size, changed });

test('a file that is written to is waited for, until it was let alone for long enough', () => {
  const settling = createSettling(5000);
  expect(settling.look(file(10, 1000), 1000)).toBe('unsettled');
  expect(settling.look(file(20, 3000), 3000)).toBe('unsettled');
  expect(settling.look(file(20, 3000), 7000)).toBe('unsettled');
  expect(settling.waitingSince()).toBe(1000);
  expect(settling.look(file(20, 3000), 8000)).toBe('whole');
  expect(settling.waitingSince()).toBe(null);
});

test('a file of yesterday is whole at once; one whose time lies ahead, or only seems old while it grows, is watched', () => {
  const settling = createSettling(5000);
  expect(settling.look(file(10, 0), 86_400_000)).toBe('whole');
  expect(settling.look({ ...file(10, 90_000_000), path: 'ahead' }, 86_400_000)).toBe('unsettled');
  expect(settling.look({ ...file(10, 86_399_000), path: 'old' }, 86_400_000)).toBe('unsettled');
  expect(settling.look({ ...file(11, 0), path: 'old' }, 86_401_000)).toBe('unsettled');
  expect(settling.look({ ...file(11, 0), path: 'old' }, 86_406_000)).toBe('whole');
});

test('a log that never rests is read as it grows', () => {
  const settling = createSettling(5000);
  const states: string[] = [];
  for (let second = 0; second <= 130; second++) states.push(settling.look(file(second, second * 1000), second * 1000));
  expect(states.flatMap((state, second) => (state === 'growing' ? [second] : []))).toEqual([60, 120]);
});

test('a file that went holds nothing back', () => {
  const settling = createSettling(5000);
  settling.look(file(10, 1000), 1000);
  settling.keep(new Set());
  expect(settling.waitingSince()).toBe(null);
});
