/** Any mixture of shapes, damaged anywhere and cut into chunks anyhow: the same entries, and no record disappears. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode } from './decode.ts';

const value = fc.constantFrom(1, 'x', null, { b: [1, {}] }, [], 'q"\\\n{', 'é');
const record = fc.record({ a: value, k: fc.option(fc.record({ v: fc.array(value, { maxLength: 3 }) }), { nil: undefined }) });
const document = fc
  .tuple(fc.array(record, { minLength: 1, maxLength: 4 }), fc.constantFrom('lines', 'records', 'list', 'pretty', 'items', 'rows'))
  .chain(([records, shape]) => fc.constantFrom(undefined, 1, 2).map((indent) => ({ records, shape, indent })));
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 5 }),
  insert: fc.constantFrom('', '"', '{', '}', '[', ']', ',', '\n', 'x', '\\', '\0', '\xff'),
});

it('neither loses a record nor depends on chunks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(document, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      fc.array(damage, { maxLength: 3 }),
      async (documents, between, damages) => {
        let mark = 0;
        let text = documents.map((each) => written(each, () => `U${mark++}U`)).join(between);
        for (const { at, remove, insert } of damages) {
          const index = Math.floor(at * text.length);
          text = text.slice(0, index) + insert + text.slice(index + remove);
        }
        const bytes = Buffer.from(text, 'latin1');
        const whole = await entriesOf(bytes, bytes.length + 1);
        for (const size of [1, 3, 17]) expect(await entriesOf(bytes, size)).toEqual(whole);
        const all = whole.join('\n');
        for (const [found] of text.matchAll(/U\d+U/g)) expect(all).toContain(found);
      },
    ),
    { numRuns: 1500, seed: 20260302 },
  );
});

function written(
  document: { readonly records: readonly object[]; readonly shape: string; readonly indent: number | undefined },
  mark: () => string,
) {
  const records = document.records.map((each) => ({ u: mark(), ...each }));
  const indent = document.indent;
  switch (document.shape) {
    case 'records':
      return JSON.stringify({ records }, null, indent);
    case 'items':
      return JSON.stringify({ kind: 'k', items: records, next: 'x' }, null, indent);
    case 'list':
      return JSON.stringify(records, null, indent);
    case 'rows':
      return `[\n${records.map((each) => JSON.stringify(each)).join(',\n')}\n]`;
    case 'pretty':
      return records.map((each) => JSON.stringify(each, null, 2)).join('\n');
    default:
      return records.map((each) => JSON.stringify(each)).join('\n');
  }
}

async function entriesOf(bytes: Buffer, size: number): Promise<readonly string[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const out: string[] = [];
  for await (const batch of decode(chunks(), 'damage')) {
    for (const entry of batch)
      out.push(`${entry.position} ${'broken' in entry ? entry.broken : JSON.stringify(entry.value)} ${entry.text()}`);
  }
  return out;
}

it('does not grow two damaged lines together over a key', async () => {
  const lines = ['{"a":1,"ide', '[ate":"x","b":2}', '{"c":3}'];
  const given: string[] = [];
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(lines.join('\n'));
  }
  for await (const batch of decode(chunks(), 'test')) for (const entry of batch) given.push(entry.text());
  expect(given[0]).toBe(lines[0]);
  expect(given.at(-1)).toBe(lines[2]);
  expect(given.length).toBeGreaterThan(2);
});
