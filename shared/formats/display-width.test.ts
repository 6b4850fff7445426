import fc from 'fast-check';
import { expect, test } from 'vitest';
import { column, displayWidth, fit, wrap } from './display-width.ts';

test.each([
  ['plain', 5],
  ['Åsa', 3],
  ['A\u030asa', 3],
  ['山田 花子', 9],
  ['한국', 4],
  ['👍', 2],
  ['ﾊﾝｶｸ', 4],
  ['\ufffd', 1],
])('%s takes %i columns', (text, width) => expect(displayWidth(text)).toBe(width));

test('a cut text ends in an ellipsis and never in half a character', () => {
  expect(fit('abcdef', 4)).toBe('abc…');
  expect(fit('山田花子', 6)).toBe('山田…');
  expect(fit('山田花子', 8)).toBe('山田花子');
  expect(column('山田花子', 6)).toBe('山田… ');
});

test('a character with a tower of marks is cut down', () => {
  expect(fit(`a${'\u0301'.repeat(200)}b`, 10).length).toBeLessThan(12);
});

test('no line is wider than asked, and no word is lost that fits', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 1, max: 4 }),
      (text, width, lines) => {
        const wrapped = wrap(text, width, lines);
        expect(wrapped.length).toBeLessThanOrEqual(lines);
        for (const line of wrapped) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      },
    ),
  );
  expect(wrap('one two three', 7, 3)).toEqual(['one two', 'three']);
  expect(wrap('one two three four', 7, 2)).toEqual(['one two', 'three…']);
});
