/** Hashes are names that stand in ledgers: what a text is called never changes. */

import { expect, it } from 'vitest';
import { hash64 } from './hash.ts';

it('gives the names that older releases gave', () => {
  expect(hash64('')).toBe('616f1de338ede3b6');
  expect(hash64('a')).toBe('882da8c2ae1e671a');
  expect(hash64('a', 'b')).toBe(hash64('ab'));
});

it('gives sixteen digits, leading zeros too', () => {
  const hashes = Array.from({ length: 5000 }, (_, i) => hash64(`text ${i}`));
  expect(hashes.filter((hash) => !/^[0-9a-f]{16}$/.test(hash))).toEqual([]);
  expect(hashes.some((hash) => hash.startsWith('00'))).toBe(true);
  expect(new Set(hashes).size).toBe(5000);
});
