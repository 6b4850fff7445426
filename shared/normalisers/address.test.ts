import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';

const legal: readonly (readonly [string, string])[] = [
  ['203.0.113.7', '203.0.113.7'],
  [' 203.0.113.7 ', '203.0.113.7'],
  ['203.0.113.7:51432', '203.0.113.7'],
  ['[2001:DB8::1]:443', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['[fe80::1%25en0]:80', 'fe80::1'],
  ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:cb00:7107', '203.0.113.7'],
  ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
  ['64:ff9b::203.0.113.7', '64:ff9b::cb00:7107'],
  ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
  ['::1', '::1'],
  ['1::', '1::'],
];
const missing = ['', ' ', '<null>', 'null', '-', '0.0.0.0', '0.0.0.0:0', '::', '[::]:443'];
const hidden = ['203.0.113.XXX', '203.0.113.xxx', '203.0.113.*', '203.0.XXX.XXX', '2001:db8::XXXX'];
const illegal = [
  '::2a02:cf40:add:4002:91f2:a9b2:e09a:6fc6', // eight groups behind `::`, as sources.md 1.10 has seen
  '300.1.1.1',
  '1.2.3',
  '1.2.3.4.5',
  '01.2.3.4',
  '1.2.3.4:',
  '1.2.3.4:70000',
  '1.2.3.4/24',
  '2001:db8:::1',
  '2001:db8::1::2',
  '2001:db8::12345',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:',
  ':1:2:3:4:5:6:7',
  '[2001:db8::1',
  '[2001:db8::1]x',
  '::ffff:300.1.1.1',
  'example.com',
  'g::1',
  '%eth0',
  '1'.repeat(100_000),
  `1.2.3.4:${'0'.repeat(100_000)}`,
];

describe('parseAddress', () => {
  it.each(legal)('reads %s', (text, ip) => {
    expect(parseAddress(text)).toEqual({ ip, gap: null });
  });
  it.each(missing)('takes %j for no address', (text) => {
    expect(parseAddress(text)).toEqual({ ip: null, gap: null });
  });
  it.each(hidden)('knows that %s is hidden', (text) => {
    expect(parseAddress(text)).toEqual({ ip: null, gap: 'address-hidden' });
  });
  it.each(illegal)('refuses %s', (text) => {
    expect(parseAddress(text)).toEqual({ ip: null, gap: 'address-illegal' });
  });

  it('accepts what the platform accepts, in the form that URL parsers print', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const { ip } = parseAddress(text);
        const printed = new URL(`http://[${text}]/`).hostname.slice(1, -1);
        if (printed === '::' || printed.startsWith('::ffff:')) return;
        expect(ip).toBe(printed);
      }),
    );
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        expect(parseAddress(text).ip).toBe(text === '0.0.0.0' ? null : text);
      }),
    );
  });

  it('is total, and what it gives is legal and stays as it is', () => {
    const near = fc.string({ unit: fc.constantFrom(...'0123456789abcdfx.:[]%'), maxLength: 24 });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (text) => {
        const { ip } = parseAddress(text);
        if (ip === null) return;
        expect(isIP(ip)).toBeGreaterThan(0);
        expect(parseAddress(ip)).toEqual({ ip, gap: null });
      }),
      { numRuns: 2000 },
    );
  });
});
