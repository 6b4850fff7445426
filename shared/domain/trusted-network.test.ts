import { describe, expect, test } from 'vitest';
import { rangeText, trustedLocation } from './trusted-network.ts';

test.each([
  ['203.0.113.7/24', '203.0.113.0/24'],
  ['203.0.113.7', '203.0.113.7/32'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['2001:DB8::/32', '2001:db8:0:0:0:0:0:0/32'],
  ['2001:0db8:0000::ffff/48', '2001:db8:0:0:0:0:0:0/48'],
  ['::ffff:192.0.2.1', '0:0:0:0:0:ffff:c000:201/128'],
  ['203.0.113.0/33', null],
  ['203.0.113.0/24/1', null],
  ['300.0.0.1/8', null],
  ['office', null],
  ['', null],
])('%s is the range %s', (cidr, text) => {
  expect(rangeText(cidr)).toBe(text);
});

describe('the trusted location of an address', () => {
  const facts: Readonly<Record<string, string>> = {
    'trusted-network:any': 'yes',
    'trusted-network:203.0.113.0/24': 'Offices',
    'trusted-network:203.0.113.64/26': 'Oslo',
    'trusted-network:2001:db8:0:0:0:0:0:0/32': 'Offices',
  };
  const fact = (name: string) => facts[name] ?? null;

  test('is that of the narrowest range that holds it', () => {
    expect(trustedLocation('203.0.113.1', fact)).toBe('Offices');
    expect(trustedLocation('203.0.113.65', fact)).toBe('Oslo');
    expect(trustedLocation('203.0.114.1', fact)).toBeNull();
    expect(trustedLocation('2001:db8:1::5', fact)).toBe('Offices');
    expect(trustedLocation('2001:db9::5', fact)).toBeNull();
    expect(trustedLocation(null, fact)).toBeNull();
  });

  test('is asked for once where the tenant trusts none', () => {
    let asked = 0;
    const none = () => {
      asked++;
      return null;
    };
    expect(trustedLocation('203.0.113.1', none)).toBeNull();
    expect(asked).toBe(1);
  });
});
