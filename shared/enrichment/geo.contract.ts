/** What every GeoLookup must do, whatever data stand behind it. `open` gives a fresh one. */

import type { GeoLookup } from '@gatewatch/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

export interface GeoUnderTest {
  readonly open: () => Promise<GeoLookup & AsyncDisposable>;
  /** A public IPv4 address that the data place in this country; null where these data know none. */
  readonly placed: { readonly ip: string; readonly country: string } | null;
}

const nobodys = [
  '10.1.2.3',
  '127.0.0.1',
  '169.254.1.1',
  '100.64.0.1',
  '192.0.2.7',
  '::1',
  'fe80::1',
  'fe80::1%eth0',
  'fd00::1',
  '2001:db8::1',
];
const illegal = [
  '',
  'x',
  '1.2.3',
  '999.1.1.1',
  '1.2.3.4:443',
  '[::1]',
  '1.2.3.4/8',
  ':::',
  '__proto__',
  '\u0000',
  'a'.repeat(10_000),
];

export function geoContract(name: string, { open, placed }: GeoUnderTest): void {
  describe(`${name} as a GeoLookup`, () => {
    let geo: GeoLookup & AsyncDisposable;
    beforeAll(async () => {
      geo = await open();
    });
    afterAll(async () => geo[Symbol.asyncDispose]());

    test.each(nobodys)('%s is nobody’s: no place, class private', (ip) => {
      expect(geo.lookup(ip)).toEqual({ place: null, network: { asn: null, owner: null, class: 'private' } });
    });

    test('what is no address is unknown, and never throws', () => {
      for (const ip of illegal) {
        expect(geo.lookup(ip), JSON.stringify(ip.slice(0, 20))).toEqual({
          place: null,
          network: { asn: null, owner: null, class: 'unknown' },
        });
      }
    });

    test('a place is whole: a country, degrees in range, never (0, 0), a radius above zero; no place is null', () => {
      for (let i = 0; i < 3000; i++) {
        const ip =
          i % 3 === 0
            ? `2a0${i % 10}:${(i * 7).toString(16)}::${i.toString(16)}`
            : `${1 + (i % 222)}.${(i * 31) % 256}.${(i * 17) % 256}.9`;
        const { place, network } = geo.lookup(ip);
        expect(network.class).toBeTypeOf('string');
        if (network.asn === null) expect(network.owner).toBeNull();
        if (place === null) continue;
        expect(place.country).toMatch(/^[A-Z]{2}$/);
        expect(Math.abs(place.latitude)).toBeLessThanOrEqual(90);
        expect(Math.abs(place.longitude)).toBeLessThanOrEqual(180);
        expect(place.latitude === 0 && place.longitude === 0).toBe(false);
        expect(place.radiusKm).toBeGreaterThanOrEqual(1);
        expect(place.city).not.toBe('');
      }
    });

    test('an address in an IPv6 coat is the one inside: mapped, NAT64, 6to4', () => {
      const plain = geo.lookup(placed?.ip ?? '8.8.8.8');
      const [a = 0, b = 0, c = 0, d = 0] = (placed?.ip ?? '8.8.8.8').split('.').map(Number);
      const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
      for (const coat of [`::ffff:${a}.${b}.${c}.${d}`, `::FFFF:${hex}`, `64:ff9b::${hex}`, `2002:${hex}::1`]) {
        expect(geo.lookup(coat), coat).toEqual(plain);
      }
      expect(geo.lookup('2002:a01:203::1').network.class).toBe('private');
    });

    test('the same question has the same answer, in any order and after many others', async () => {
      const ips = Array.from({ length: 400 }, (_, i) => `${1 + ((i * 37) % 222)}.${i % 256}.3.${i % 200}`);
      const first = ips.map((ip) => geo.lookup(ip));
      await using other = await open();
      const backward = [...ips].reverse().map((ip) => other.lookup(ip));
      expect(backward.reverse()).toEqual(first);
      expect(ips.map((ip) => geo.lookup(ip))).toEqual(first);
    });

    test('its sources have names and ages, and its version names them', async () => {
      expect(geo.sources.length).toBeGreaterThan(0);
      for (const source of geo.sources) {
        expect(source.name).not.toBe('');
        if (source.built !== null) expect(source.built).toBeGreaterThan(Date.UTC(2010, 0));
        if (source.warning !== null) expect(source.warning).not.toMatch(/\.$|undefined|\n/);
      }
      await using other = await open();
      expect(other.version).toBe(geo.version);
    });

    test.runIf(placed !== null)('it places an address that it knows', () => {
      expect(geo.lookup(placed?.ip ?? '').place?.country).toBe(placed?.country);
    });

    test('after it is closed it knows nothing', async () => {
      const other = await open();
      await other[Symbol.asyncDispose]();
      expect(other.lookup('8.8.8.8').place).toBeNull();
    });
  });
}
