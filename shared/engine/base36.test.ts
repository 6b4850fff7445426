import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base36 } from './base36.ts';

test('writes every 32-bit number as toString(36) does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (n) => base36(n) === n.toString(36)),
    { numRuns: 10_000 },
  );
  for (const n of [0, 35, 36, 36 ** 5 - 1, 36 ** 5, 36 ** 6 - 1, 36 ** 6, 0xffff_ffff]) expect(base36(n)).toBe(n.toString(36));
});
