import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { recent } from './recent.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

test('never holds more than its bound, and keeps what is asked for again and again', () => {
  let turns = 0;
  const cache = recent<number>(5, { onTurn: () => void turns++ });
  cache.set('often', 1);
  for (let i = 0; i < 1000; i++) {
    cache.set(`once ${i}`, i);
    expect(cache.get('often')).toBe(1);
  }
  const held = Array.from({ length: 1000 }, (_, i) => cache.get(`once ${i}`)).filter((value) => value !== undefined);
  expect(held.length).toBeLessThanOrEqual(10);
  expect(turns).toBeGreaterThan(100);
});

test('keeps no key that is longer than it was made for, and nothing once cleared', () => {
  const cache = recent<number>(5, { longest: 3 });
  cache.set('abc', 1);
  cache.set('abcd', 2);
  expect([cache.get('abc'), cache.get('abcd')]).toEqual([1, undefined]);
  cache.clear();
  expect(cache.get('abc')).toBeUndefined();
});

test('keeps no text alive that a key was cut from', () => {
  const cache = recent<number>(1000);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 1000; i++) {
    const text = Buffer.from(`a key that is long enough ${i};`.padEnd(65_536, 'x')).toString('latin1');
    cache.set(text.slice(0, text.indexOf(';')), i);
  }
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10e6);
  expect(cache.get('a key that is long enough 999')).toBe(999);
});
