import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime } from './time-text.ts';

const spellings: readonly (readonly [string, string])[] = [
  ['01/09/2007 09:41:00', '2007-01-09T09:41:00.000Z'],
  ['1/9/2007 09:41:00', '2007-01-09T09:41:00.000Z'],
  ['01/09/2007 09:41:00 AM', '2007-01-09T09:41:00.000Z'],
  ['1/9/2007 9:41:00 AM', '2007-01-09T09:41:00.000Z'],
  ['1/9/2007 10:41:00 AM +01:00', '2007-01-09T09:41:00.000Z'],
  ['2007-01-09T09:41:00', '2007-01-09T09:41:00.000Z'],
  ['2007-01-09T09:41:00.22Z', '2007-01-09T09:41:00.220Z'],
  ['2007-01-09T09:41:00.6816663Z', '2007-01-09T09:41:00.681Z'],
  ['2007-01-09T09:41:00.535404056Z', '2007-01-09T09:41:00.535Z'],
  ['2007-01-09T09:41:00.992099+00:00', '2007-01-09T09:41:00.992Z'],
  ['2007-01-09T11:41:00+02:00', '2007-01-09T09:41:00.000Z'],
  ['8/22/2022 6:07:16 PM', '2022-08-22T18:07:16.000Z'],
  ['11/14/2025 1:48:53 AM', '2025-11-14T01:48:53.000Z'],
  ['11/14/2025 12:00:00 AM', '2025-11-14T00:00:00.000Z'],
  ['11/14/2025 12:00:00 PM', '2025-11-14T12:00:00.000Z'],
  ['11/14/2025 1:48:53\u202fAM', '2025-11-14T01:48:53.000Z'],
  ['2022-09-09T8:48:50.361Z', '2022-09-09T08:48:50.361Z'],
  ['2019-10-18T04:45:48.0729893-05:00', '2019-10-18T09:45:48.072Z'],
  ['2024-02-29T23:59:59.9Z', '2024-02-29T23:59:59.900Z'],
  ['2024-03-10T02:30:00', '2024-03-10T02:30:00.000Z'], // does not exist on a New York clock
  ['3/10/2024 2:30:00 AM', '2024-03-10T02:30:00.000Z'],
  ['2024-01-01T05:30:00+0530', '2024-01-01T00:00:00.000Z'],
  [' 2024-01-01 05:30:00Z ', '2024-01-01T05:30:00.000Z'],
  ['/Date(1772439330123)/', '2026-03-02T08:15:30.123Z'], // Windows PowerShell's JSON
];

const impossible = [
  '',
  ' ',
  'yesterday',
  '2023-02-29T00:00:00Z',
  '1900-02-29T00:00:00Z',
  '2024-13-01T00:00:00Z',
  '2024-00-10T00:00:00Z',
  '2024-04-31T00:00:00Z',
  '2024-04-00T00:00:00Z',
  '2024-01-01T24:00:00Z',
  '2024-01-01T10:60:00Z',
  '2024-01-01T10:00:60Z',
  '2024-01-01T10:00:00.Z',
  '2024-01-01T10:00:00+15:00',
  '2024-01-01T10:00:00+1:00',
  '2024-01-01T10:00:00ZZ',
  '2024-01-01',
  '0001-01-01T00:00:00Z', // an unset time of the vendor's own runtime
  '13/25/2024 1:00:00 AM',
  '1/1/2024 13:00:00 PM',
  '1/1/2024 0:00:00 AM',
  '1/1/24 1:00:00 AM',
  '-024-01-01T10:00:00Z',
  '/Date(-62135596800000)/',
  '/Date(253402300800000)/', // the year 10000
  '/Date(1772439330123+0100)/',
  '20 4-01-01T10:00:00Z',
  `2024-01-01T10:00:00.${'1'.repeat(100_000)}Z`,
];

describe('parseTime', () => {
  it.each(spellings)('reads %s', (text, iso) => {
    expect(parseTime(text)).toBe(Date.parse(iso));
  });

  it.each(impossible)('rejects %s', (text) => {
    expect(parseTime(text)).toBeNull();
  });

  it('gives the same result in every zone', () => {
    const script = `import { parseTime } from ${JSON.stringify(new URL('./time-text.ts', import.meta.url).href)};
      console.log(JSON.stringify(${JSON.stringify(spellings.map(([text]) => text))}.map((text) => parseTime(text))));`;
    for (const TZ of ['America/New_York', 'Asia/Kathmandu']) {
      const run = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, TZ } });
      expect(JSON.parse(run.toString())).toEqual(spellings.map(([, iso]) => Date.parse(iso)));
    }
  });

  it('agrees with the language on every ISO instant', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }), (date) => {
        expect(parseTime(date.toISOString())).toBe(date.getTime());
        expect(parseTime(date.toISOString().replace('Z', ''))).toBe(date.getTime());
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseTime(text)));
  });
});
