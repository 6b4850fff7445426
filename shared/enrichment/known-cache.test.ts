import { expect, test } from 'vitest';
import { knownCache } from './known-cache.ts';

test('never holds more than its bound, and keeps what is asked for again and again', () => {
  let turns = 0;
  const cache = knownCache<number>(10, () => turns++);
  cache.set('often', 1);
  for (let i = 0; i < 1000; i++) {
    cache.set(`once ${i}`, i);
    expect(cache.get('often')).toBe(1);
  }
  const held = Array.from({ length: 1000 }, (_, i) => cache.get(`once ${i}`)).filter((value) => value !== undefined);
  expect(held.length).toBeLessThanOrEqual(10);
  expect(turns).toBeGreaterThan(100);
});
