import { signIn } from '@gatewatch/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { howOfRow } from './how.ts';
import { SignInRow } from './sign-in-row.ts';
import { whatOf } from './what.ts';
import { Where } from './where.ts';
import { type WrittenRow, writtenAgain, writtenLength, writtenRow, writtenTexts } from './written-row.ts';

const event = signIn({ at: '2 09:00' });
const parts = [new Where(event, null), whatOf(event), howOfRow({ ...event, provider: 'entra' })] as const;

/** What JSON escapes, what it does not but looks as if, and what is longer than a small integer says. */
const id = fc.oneof(
  fc.uuid(),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ minLength: 190, maxLength: 260, unit: fc.constantFrom('a', 'b') }),
  fc.constantFrom(
    '',
    '"',
    '\\',
    '\ud800',
    'a\udc00b',
    '😀',
    '\u2028',
    '\u2029',
    '\u007f',
    '\u001f',
    '\ud7ff',
    '\ue000',
    '\0',
    'é…',
  ),
);
const integer = fc.oneof(
  fc.integer({ min: -5, max: 200_000_000 }),
  fc.constantFrom(0, -0, 9, 10, -10, 99_999, 1_772_441_587_581),
);
const number = fc.oneof(integer, fc.double(), fc.maxSafeInteger(), fc.constantFrom(1e21, -1e300, 2 ** 53, 0.5, 1e-7));
const link = fc.oneof(fc.constantFrom(0 as const, null, 'a09z56'), id);
const place = fc.oneof(fc.nat(20), fc.constantFrom(127, 128, 255, 256, 1000));
const tuple = fc.record({
  own: id,
  record: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: id }),
  time: number,
  lag: fc.option(number, { nil: null }),
  hash: fc.oneof(fc.constant('531cb3c2'), id),
  places: fc.tuple(place, place, place),
  request: link,
  correlation: link,
});

function rowOf({ own, record, time, lag, hash, request, correlation }: typeof tuple extends fc.Arbitrary<infer T> ? T : never) {
  return new SignInRow(...parts, `entra:${own}`, record, time, lag, hash, request, correlation);
}

it('the length of a text is known before it is made, and it is the JSON of its values', () => {
  fc.assert(
    fc.property(fc.array(tuple, { maxLength: 6 }), number, (tuples, origin) => {
      const rows = tuples.map(rowOf);
      const written = rows.map((row, i) => writtenRow(row, origin, ...(tuples[i]?.places ?? [0, 0, 0])));
      const texts = tuples.map(({ own, record, time, lag, hash, places: [where, what, how], request, correlation }) => {
        const links = correlation !== 0 ? [request, correlation] : request !== 0 ? [request] : [];
        return JSON.stringify([
          record === null ? own : [`entra:${own}`, record],
          time - origin,
          lag,
          hash,
          where,
          what,
          how,
          ...links,
        ]);
      });
      expect(written.map(writtenLength)).toEqual(texts.map((text) => text.length));
      expect(writtenTexts(written, rows, origin)).toBe(texts.join(','));
      expect(written).toEqual(texts);
      const again = texts.map((text, i) => writtenAgain(JSON.parse(text), rows[i], origin));
      expect(again.map(writtenLength)).toEqual(texts.map((text) => text.length));
      expect(writtenTexts(again, rows, origin)).toBe(texts.join(','));
    }),
    { numRuns: 2000 },
  );
});

it('an ordinary row is a small integer, others stand between as they are', () => {
  const rows = [0, 1, 2].map((i) => new SignInRow(...parts, `entra:${i}`, null, i, null, 'h', 0, 0));
  const written: WrittenRow[] = rows.map((row, i) => (i === 1 ? '{"fields":0}' : writtenRow(row, 0, 1, 2, 3)));
  expect(written.map((one) => typeof one)).toEqual(['number', 'string', 'number']);
  expect(writtenTexts(written, rows, 0)).toBe('["0",0,null,"h",1,2,3],{"fields":0},["2",2,null,"h",1,2,3]');
});
