/** A text that fits a stencil is JSON, and says what the text that it was cut from says but for what is in its holes. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Block } from '../decode/block.ts';
import { parseJson } from '../decode/parse.ts';
import { cut } from './cut.ts';
import { Stencils } from './stencils.ts';

function blockOf(text: string): Block {
  const bytes = Buffer.from(text);
  return new Block(bytes, bytes.length === text.length);
}

const isHole = (path: string): boolean => /(?:^|\.)h\d?$/.test(path);

const key = fc.constantFrom('a', 'b', 'h', 'h1', 'h2', 'x y', '', '__proto__', 'a.h');
const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(null, true, false, 'plain', '', 'é', '"', '\\', '\n', -0, 1e21),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, fc.array(tie('tree'), { maxLength: 3 }), tie('record')),
  record: fc
    .uniqueArray(fc.tuple(key, tie('tree')), { selector: ([name]) => name, maxLength: 5 })
    .map((pairs) => new Map(pairs as [string, unknown][])),
}));
const record = fc
  .uniqueArray(fc.tuple(key, tree), { selector: ([name]) => name, maxLength: 6 })
  .map((pairs) => written(new Map(pairs)));

/** With white space in some places, and keys as they come. */
function written(value: unknown): string {
  if (value instanceof Map) return `{${[...value].map(([name, item]) => `${JSON.stringify(name)}: ${written(item)}`).join(',')}}`;
  if (Array.isArray(value)) return `[${value.map(written).join(' ,')}]`;
  return JSON.stringify(value);
}

const edit = fc.tuple(
  fc.nat(),
  fc.nat(2),
  fc.constantFrom('', '"', '\\', '1', '-', '.', 'e', 'x', ',', '}', '\u0001', 'é', '00', ' '),
);

it('holds of whatever is cut and whatever is held against it', () => {
  let fits = 0;
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 4 }), fc.array(edit, { maxLength: 3 }), (texts, edits) => {
      const stencils = new Stencils<readonly string[]>();
      for (const text of texts) {
        const found = cut(blockOf(text), 0, isHole);
        if (found === null) continue;
        expect(found.value).toEqual(JSON.parse(text));
        expect(stencils.add(found, found.pieces)).toBe(true);
      }
      for (const text of texts) {
        const changed = edits.reduce((now, [n, length, put]) => {
          const place = n % (now.length + 1);
          return now.slice(0, place) + put + now.slice(place + length);
        }, text);
        for (const one of [text, changed]) {
          const block = blockOf(one);
          const pieces = stencils.read(block, 0);
          if (pieces === null) {
            if (one === text) expect(cut(blockOf(text), 0, isHole)).toBeNull();
            continue;
          }
          fits++;
          const read = block.text(0, stencils.end);
          expect(parseJson(read)).toBeDefined();
          // Cut again, it has the same pieces: nothing but what is in holes differs.
          expect(cut(blockOf(read), 0, isHole)?.pieces).toEqual(pieces);
        }
      }
    }),
    { numRuns: 2000, seed: 20260302 },
  );
  expect(fits).toBeGreaterThan(2000);
});

it('tells apart what follows a hole, however much and however alike it is', () => {
  const stencils = new Stencils<string>();
  const texts = Array.from(
    { length: 3000 },
    (_, i) => `{"h":"${i}","a":"${'same '.repeat(i % 7)}${i * 7919}","b":${i % 3 === 0 ? null : '"h"'}}`,
  );
  for (const text of texts) {
    const found = cut(blockOf(text), 0, isHole);
    if (found !== null) stencils.add(found, text.slice(text.indexOf(',')));
  }
  for (const text of texts) {
    const other = text.replace(/^\{"h":"\d+"/, '{"h":"another"');
    const form = stencils.read(blockOf(other), 0);
    expect([null, other.slice(other.indexOf(','))]).toContain(form);
    expect(cut(blockOf(other), 0, isHole)?.pieces.length).toBe(2);
  }
  expect(texts.filter((text) => stencils.read(blockOf(text), 0) !== null).length).toBeGreaterThan(1000);
});

it('cuts nothing that is no record of our kind', () => {
  for (const text of [
    '',
    '[]',
    '"x"',
    '{"a":1',
    '{"a":1,"a":2}',
    '{"a\\u0062":1}',
    '{"a":01}',
    '{a:1}',
    '{"a":1,}',
    `${'{"a":'.repeat(20)}1${'}'.repeat(20)}`,
  ])
    expect(cut(blockOf(text), 0, isHole), text).toBeNull();
});
