/** What was kept of holes is given for the same bytes in the same holes, and for nothing else. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Block } from '../decode/block.ts';
import { cut } from './cut.ts';
import { RecentHoles } from './recent-holes.ts';
import { Stencils } from './stencils.ts';

const word = fc.oneof(
  fc.stringMatching(/^[ab]{0,3}$/),
  fc.constantFrom('ababababab', 'abababababab', 'ababbabababa'),
  fc.constantFrom('é', 'ab漢', 'x'.repeat(900)),
);
const record = fc.tuple(word, word, word);

function blockOf(record: unknown): Block {
  const bytes = Buffer.from(JSON.stringify(record));
  return new Block(bytes, false);
}

/** Three holes a record. */
function stencilsOf(): Stencils<true> {
  const stencils = new Stencils<true>();
  const found = cut(blockOf({ a: 'x', b: 'x', c: 'x' }), 0, () => true);
  if (found !== null) stencils.add(found, true);
  return stencils;
}

it('is found by exactly what stands in the holes, and by the number', () => {
  const holes = [Int32Array.of(0, 1, 2), Int32Array.of(2, 0), Int32Array.of(1)];
  let found = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(record, fc.nat(2), fc.nat(1)), { minLength: 20, maxLength: 60 }), (asked) => {
      const stencils = stencilsOf();
      const recent = new RecentHoles<string>(stencils, 64);
      const kept = new Set<string>();
      for (const [[a, b, c], which, context] of asked) {
        const block = blockOf({ a, b, c });
        expect(stencils.read(block, 0)).toBe(true);
        const of = holes[which] ?? Int32Array.of();
        const key = JSON.stringify([context, which, [...of].map((hole) => [a, b, c][hole])]);
        // Other holes that hold the same text mean something else: whoever asks gives them another number.
        const number = context * holes.length + which;
        const value = recent.get(block, of, number);
        if (value !== undefined) {
          found++;
          expect(value).toBe(key);
        } else recent.keep(block, of, number, key);
        if (kept.has(key) && a.length + b.length + c.length < 1000) expect(value).toBe(key);
        kept.add(key);
      }
    }),
    { numRuns: 300, seed: 20260302 },
  );
  expect(found).toBeGreaterThan(500);
});

it('keeps what was asked for lately, however much comes', () => {
  const stencils = stencilsOf();
  const recent = new RecentHoles<number>(stencils, 32);
  const holes = Int32Array.of(0, 1, 2);
  const get = (n: number): number | undefined => {
    const block = blockOf({ a: `person ${n}`, b: 'always the same', c: String(n * 7919) });
    stencils.read(block, 0);
    const known = recent.get(block, holes, 1);
    if (known === undefined) recent.keep(block, holes, 1, n);
    return known;
  };
  for (let n = 0; n < 40_000; n++) {
    get(n);
    if (n > 0) expect(get(0)).toBe(0);
  }
  expect(get(39_000)).toBe(39_000);
  expect(get(1)).toBeUndefined();
});
