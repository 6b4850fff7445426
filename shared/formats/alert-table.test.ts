import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertTable } from './alert-table.ts';
import { displayWidth } from './display-width.ts';
import { payloads, poisoned } from './payloads.fixture.ts';
import { fatigueAlert, travelAlert } from './report/example.fixture.ts';

const both = [fatigueAlert(), travelAlert()];

describe('the table of alerts', () => {
  test('says severity, time, subject, what, where and why', () => {
    const table = alertTable(both, { width: 140, colour: false });
    const [head = '', first = ''] = table.split('\n');
    expect(head).toMatch(/^SEVERITY +TIME \(UTC\) +SUBJECT +WHAT +WHERE AND WHY$/);
    expect(first).toMatch(/^critical +2026-03-06 22:23 +tomas\.berg@example\.com +Approval after/);
    expect(table).toContain('Lagos, Nigeria → Oslo, Norway');
  });

  test('is nothing where there are no alerts', () => expect(alertTable([], { width: 100, colour: true })).toBe(''));

  test('has colours only where asked, and the same words', () => {
    const plain = alertTable(both, { width: 120, colour: false });
    const coloured = alertTable(both, { width: 120, colour: true });
    expect(plain).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured).replace(/ +$/gm, '')).toBe(plain);
  });

  test.each([20, 40, 83, 84, 100, 200])('fits %i columns', (width) => {
    for (const line of alertTable(both, { width, colour: false }).split('\n'))
      expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  test('lets no text of a log move the cursor, colour, turn or break a line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...payloads), fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(50, 120),
        (texts, width) => {
          let next = 0;
          const alert = poisoned(travelAlert(), () => texts[next++ % texts.length] ?? '');
          const table = alertTable([{ ...alert, severity: 'high' }], { width, colour: false });
          expect(table).not.toMatch(/[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u);
          expect(table.split('\n').length).toBeLessThan(14);
          for (const line of table.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
