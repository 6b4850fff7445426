import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mmdbFile } from '@gatewatch/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { geoContract } from './geo.contract.ts';
import { openGeo } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-geo-'));
const written = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const city = { names: { en: 'Oslo' } };
const maxmind = written(
  'maxmind.mmdb',
  mmdbFile({
    databaseType: 'GeoIP2-City',
    built: Date.UTC(2026, 9, 1),
    rows: {
      '8.8.8.0/24': { country: { iso_code: 'US' }, location: { latitude: 37.751, longitude: -97.822, accuracy_radius: 1000 } },
      '81.0.0.0/24': {
        country: { iso_code: 'NO' },
        city,
        location: { latitude: 59.9127, longitude: 10.7461, accuracy_radius: 20 },
      },
      '81.0.1.0/24': { country: { iso_code: 'NO' }, location: { latitude: 62.5, longitude: 10.5 } },
      '81.0.2.0/24': {
        country: { iso_code: 'NO' },
        subdivisions: [{ names: { en: 'Oslo' } }],
        location: { latitude: 62.5, longitude: 10.5 },
      },
      '81.0.3.0/24': { country: { iso_code: 'NO' }, location: { latitude: 0, longitude: 0 } },
      '2a02:2121::/32': { country: { iso_code: 'NO' }, city, location: { latitude: 59.9127, longitude: 10.7461 } },
    },
  }),
);
const ipinfo = written(
  'ipinfo.mmdb',
  mmdbFile({
    databaseType: 'ipinfo standard_location.mmdb',
    built: Date.UTC(2026, 9, 1),
    rows: { '8.8.8.0/24': { country: 'US', city: 'Mountain View', region: 'California', lat: '37.4056', lng: '-122.0775' } },
  }),
);
const owners = written(
  'owners.csv',
  '81.0.0.0,81.0.3.255,64501,"Example ""Fjord"" AS"\n2a02:2121::,2a02:2121:ffff:ffff:ffff:ffff:ffff:ffff,29465,MTN\n',
);

geoContract('DB-IP Lite', { open: () => openGeo(), placed: { ip: '193.0.6.139', country: 'NL' } });
geoContract('countries alone', { open: () => openGeo({ city: 'country-only' }), placed: { ip: '193.0.6.139', country: 'NL' } });
geoContract('geoip-lite', { open: () => openGeo({ city: 'geoip-lite' }), placed: { ip: '193.0.6.139', country: 'NL' } });
geoContract('an mmdb on the model of MaxMind', {
  open: () => openGeo({ city: { mmdb: [maxmind] } }),
  placed: { ip: '81.0.0.9', country: 'NO' },
});
geoContract('an mmdb of IPinfo', {
  open: () => openGeo({ city: { mmdb: [ipinfo] }, asn: { csv: owners } }),
  placed: { ip: '8.8.8.8', country: 'US' },
});

describe('places', () => {
  test('take the radius of their makers to 95 of 100, and never less than the kind of network allows', async () => {
    await using geo = await openGeo({ city: { mmdb: [maxmind] }, asn: { csv: owners } });
    expect(geo.lookup('81.0.0.9')).toEqual({
      place: { country: 'NO', city: 'Oslo', latitude: 59.9127, longitude: 10.7461, radiusKm: 33 },
      network: { asn: 64501, owner: 'Example Fjord AS', class: 'isp' },
    });
    const mobile = geo.lookup('2a02:2121::9');
    expect(mobile.network.class).toBe('mobile');
    expect(mobile.place?.radiusKm).toBeGreaterThanOrEqual(100);
  });

  test('of a province and of a whole country differ at the same point, whichever is asked first', async () => {
    const asked = async (ips: readonly string[]) => {
      await using geo = await openGeo({ city: { mmdb: [maxmind] }, asn: { csv: owners } });
      return new Map(ips.map((ip) => [ip, geo.lookup(ip).place?.radiusKm]));
    };
    const forward = await asked(['81.0.1.1', '81.0.2.1']);
    const backward = await asked(['81.0.2.1', '81.0.1.1']);
    expect(forward.get('81.0.2.1')).toBe(200);
    expect(forward.get('81.0.1.1')).toBeGreaterThan(200);
    expect([...backward].sort()).toEqual([...forward].sort());
  });

  test('with (0, 0) are the country alone', async () => {
    await using geo = await openGeo({ city: { mmdb: [maxmind] }, asn: { csv: owners } });
    const place = geo.lookup('81.0.3.1').place;
    expect(place).toMatchObject({ country: 'NO', city: null });
    expect(place?.radiusKm).toBeGreaterThan(500);
  });
});

describe('networks', () => {
  const ours = openGeo();
  afterAll(async () => (await ours)[Symbol.asyncDispose]());

  test.each([
    ['20.190.128.1', 8075, 'microsoft'],
    ['185.220.101.1', 60729, 'tor'],
    ['5.62.60.1', 198605, 'vpn'],
    ['104.28.56.1', 13335, 'relay'],
    ['172.224.224.1', 20940, 'relay'],
    ['2a02:26f7::1', 20940, 'relay'],
    ['2606:4700::1', 13335, 'relay'],
    ['8.8.8.8', 15169, 'google'],
    ['46.101.68.1', 14061, 'hosting'],
    ['172.56.0.1', 21928, 'mobile'],
    ['2a09:bac0:237::1', 14789, 'relay'],
    ['134.238.0.1', 394089, 'relay'],
  ])('%s is AS%i: %s', async (ip, asn, of) => {
    const geo = await ours;
    expect(geo.lookup(ip).network).toMatchObject({ asn, class: of });
  });

  test('that no data know are unknown, which is a class of its own', async () => {
    await using geo = await openGeo({ city: { mmdb: [maxmind] }, asn: { csv: owners } });
    expect(geo.lookup('91.198.174.192')).toEqual({ place: null, network: { asn: null, owner: null, class: 'unknown' } });
  });

  test('of the operator’s lists win over the table, the first list over the second, corporate egress over both', async () => {
    await using geo = await openGeo({
      corporate: ['8.8.8.8', '10.1.0.0/16'],
      lists: [
        { class: 'tor', cidrs: ['8.8.4.0/24', '2001:67c:2e8::/48'] },
        { class: 'vpn', cidrs: ['8.8.0.0/16'] },
      ],
    });
    const classOf = (ip: string) => geo.lookup(ip).network.class;
    expect([classOf('8.8.8.8'), classOf('8.8.4.4'), classOf('8.8.1.1'), classOf('2001:67c:2e8::9')]).toEqual([
      'corporate',
      'tor',
      'vpn',
      'tor',
    ]);
    expect([classOf('10.1.2.3'), classOf('10.2.2.3'), classOf('::ffff:8.8.8.8')]).toEqual(['corporate', 'private', 'corporate']);
  });
});

describe('the version', () => {
  test('changes with the data, the lists and the egress, and with nothing else', async () => {
    const versionOf = async (settings: Parameters<typeof openGeo>[0]) => {
      await using geo = await openGeo(settings);
      return geo.version;
    };
    const versions = await Promise.all([
      versionOf({}),
      versionOf({ city: 'country-only' }),
      versionOf({ corporate: ['192.0.2.0/24'] }),
      versionOf({ lists: [{ class: 'vpn', cidrs: ['192.0.2.0/24'] }] }),
      versionOf({ lists: [{ class: 'tor', cidrs: ['192.0.2.0/24'] }] }),
      versionOf({ city: { mmdb: [maxmind] } }),
    ]);
    expect(new Set(versions).size).toBe(versions.length);
    expect(await versionOf({})).toBe(versions[0]);
  });
});

describe('mistakes are one sentence', () => {
  const good = mmdbFile({
    databaseType: 'GeoIP2-City',
    built: Date.UTC(2026, 9, 1),
    rows: { '8.8.8.0/24': { country: { iso_code: 'US' } } },
  });
  test.each([
    ['no such file', { city: { mmdb: [join(folder, 'absent.mmdb')] } }, /absent\.mmdb cannot be read: name an mmdb file/],
    ['a folder', { city: { mmdb: [folder] } }, /is not a file/],
    ['text', { city: { mmdb: [written('text.mmdb', 'no database')] } }, /is no mmdb file, or its end is cut off/],
    [
      'a cut end',
      { city: { mmdb: [written('cut.mmdb', good.subarray(0, good.length - 150))] } },
      /fetch it again, or name another file/,
    ],
    [
      'a cut middle',
      { city: { mmdb: [written('middle.mmdb', good.subarray(good.length - 220))] } },
      /is shorter than its own metadata say/,
    ],
    [
      'a database of AS numbers',
      { city: { mmdb: [written('asn.mmdb', mmdbFile({ databaseType: 'GeoLite2-ASN', built: 1e12, rows: {} }))] } },
      /which holds no places/,
    ],
    [
      'a list with a broken range',
      { lists: [{ class: 'vpn' as const, cidrs: ['192.0.2.0/33'] }] },
      /list vpn: "192\.0\.2\.0\/33" is no address range/,
    ],
    ['a CSV of something else', { asn: { csv: written('other.csv', 'name,age\nada,36\n') } }, /is no table of AS numbers/],
  ])('%s', async (_, settings, sentence) => {
    await expect(openGeo(settings)).rejects.toThrow(sentence);
  });

  test('a file that is whole outside and broken inside answers nothing, and its source says so', async () => {
    const broken = Buffer.from(good);
    broken.fill(0xff, 0, 800);
    await using geo = await openGeo({ city: { mmdb: [written('broken.mmdb', broken)] }, asn: { csv: owners } });
    expect(geo.lookup('8.8.8.8').place).toBeNull();
    expect(geo.lookup('8.8.8.9').place).toBeNull();
  });
});
