/** `gatewatch geo` as a person runs it, against a server on this machine that behaves well and badly. */

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type MmdbValue, mmdbFile } from '@gatewatch/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const known = [
  ['193.0.6.0/24', 'NL', 3333],
  ['8.8.8.0/24', 'US', 15169],
  ['20.190.128.0/24', 'US', 8075],
  ['129.240.0.0/16', 'NO', 224],
  ['202.12.27.0/24', 'JP', 7500],
] as const;
const cityOf = (built: number, city = 'Somewhere', padding = 0) =>
  mmdbFile({
    databaseType: 'DBIP-City-Lite',
    built,
    padding,
    rows: rows((country) => ({
      country: { iso_code: country },
      city: { names: { en: city } },
      location: { latitude: 52.5, longitude: 4.5 },
    })),
  });
const asnOf = (built: number) =>
  mmdbFile({
    databaseType: 'DBIP-ASN-Lite (compat=GeoLite2-ASN)',
    built,
    rows: rows((_, asn) => ({ autonomous_system_number: asn, autonomous_system_organization: `Network ${asn}` })),
  });
function rows(row: (country: string, asn: number) => MmdbValue): Record<string, MmdbValue> {
  return Object.fromEntries(known.map(([cidr, country, asn]) => [cidr, row(country, asn)]));
}

const october = Date.UTC(2026, 9, 1);
const november = Date.UTC(2026, 10, 1);
const good = cityOf(october);
const key = 'licence-key-never-shown';

let answer: RequestListener = () => undefined;
let seen: { readonly url: string; readonly authorization: string | undefined }[] = [];
let server: Server;
let other: Server;
let home = '';
let elsewhere = '';
beforeAll(async () => {
  [server, home] = await listening();
  [other, elsewhere] = await listening();
});
afterAll(() => {
  for (const one of [server, other]) {
    one.closeAllConnections();
    one.close();
  }
});

async function listening(): Promise<[Server, string]> {
  const made = createServer((request, response) => {
    seen.push({ url: request.url ?? '', authorization: request.headers.authorization });
    answer(request, response);
  });
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  const address = made.address();
  return [made, `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`];
}

const bin = new URL('../../services/gatewatch/bin/gatewatch.js', import.meta.url).pathname;
function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...words], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

/** A configuration of its own folder; `update` are YAML lines of geo.update, `more` of geo. */
function configured(update: readonly string[], more: readonly string[] = []): { config: string; folder: string } {
  const place = mkdtempSync(join(tmpdir(), 'gatewatch-geo-cli-'));
  const folder = join(place, 'geo');
  const lines = [
    'geo:',
    `  folder: ${folder}`,
    ...more.map((line) => `  ${line}`),
    '  update:',
    '    patience: 1s',
    ...update.map((line) => `    ${line}`),
  ];
  writeFileSync(join(place, 'gatewatch.yaml'), `${lines.join('\n')}\n`);
  return { config: join(place, 'gatewatch.yaml'), folder };
}
const own = () => configured([`city: ${home}/city.mmdb`, `asn: ${home}/asn.mmdb`]);
const serve = (city: Buffer, asn: Buffer = asnOf(october)) => {
  seen = [];
  answer = (request, response) => response.end(request.url?.includes('asn') ? asn : city);
};

describe('update', () => {
  test('fetches, tries and puts in use; a look-up says which data answer; the ones before come back', async () => {
    const { config, folder } = own();
    serve(good);
    const first = await run('geo', 'update', '--config', config);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/city: DBIP-City-Lite \(mmdb\) of 2026-10-01 is in use from now on/);
    const look = await run('geo', 'lookup', '129.240.2.1', '10.0.0.1', '1.2.3.4', '--config', config);
    expect(look.out).toMatch(/129\.240\.2\.1: Somewhere, NO \(52\.5, 4\.5\), within \d+ km; AS224 Network 224; class isp/);
    expect(look.out).toMatch(/10\.0\.0\.1: place unknown; owner unknown; class private/);
    expect(look.out).toMatch(/1\.2\.3\.4: place unknown; owner unknown; class unknown/);
    expect(look.out).toMatch(/From DBIP-City-Lite \(mmdb\), of 2026-10-01, \d+ days old/);

    expect((await run('geo', 'update', '--config', config)).out).toMatch(/city: .* is in use already/);
    serve(cityOf(november, 'Elsewhere'));
    await run('geo', 'update', '--config', config);
    expect((await run('geo', 'lookup', '129.240.2.1', '--config', config)).out).toMatch(/Elsewhere, NO/);
    expect((await run('geo', 'back', 'city', '--config', config)).out).toMatch(/of 2026-10-01 is in use again/);
    expect((await run('geo', 'lookup', '129.240.2.1', '--config', config)).out).toMatch(/Somewhere, NO/);
    expect(readdirSync(folder).filter((name) => name.startsWith('city-'))).toHaveLength(2);

    serve(cityOf(Date.UTC(2026, 11, 1), 'Third'));
    await run('geo', 'update', '--config', config);
    expect(readdirSync(folder).filter((name) => !/^(city|asn)-|^current\.json$|^lock$/.test(name))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith('city-'))).toHaveLength(2);
  });

  test('by several processes at once loses nothing of what one of them put in use', async () => {
    const { config, folder } = own();
    serve(good);
    const all = await Promise.all(Array.from({ length: 4 }, () => run('geo', 'update', '--config', config)));
    expect(all.map(({ code, err }) => [code, err])).toEqual(all.map(() => [0, '']));
    expect(all.filter(({ out }) => /city: .* is in use from now on/.test(out))).toHaveLength(1);
    expect(all.filter(({ out }) => /asn: .* is in use from now on/.test(out))).toHaveLength(1);
    const kept = JSON.parse(readFileSync(join(folder, 'current.json'), 'utf8'));
    expect([kept.city.current.built, kept.asn.current.built]).toEqual([october, october]);
    expect([kept.city.before, kept.asn.before]).toEqual([null, null]);
  });

  test('takes DB-IP’s file of the month before while this month’s is not there yet', async () => {
    const { config } = configured([`server: ${home}`]);
    seen = [];
    const month = new Date().toISOString().slice(0, 7);
    answer = (request, response) => {
      if (request.url?.includes(month)) response.writeHead(404).end();
      else response.end(gzipSync(request.url?.includes('asn') ? asnOf(october) : good));
    };
    expect(await run('geo', 'update', '--config', config)).toMatchObject({ code: 0, err: '' });
    expect(seen.map(({ url }) => url.replace(/\d{4}-\d\d/, 'MONTH'))).toEqual([
      '/dbip-city-lite-MONTH.mmdb.gz',
      '/dbip-city-lite-MONTH.mmdb.gz',
      '/dbip-asn-lite-MONTH.mmdb.gz',
      '/dbip-asn-lite-MONTH.mmdb.gz',
    ]);
  });

  test('takes MaxMind’s archive with account and key, and shows the key to no other server and to no person', async () => {
    const { config, folder } = configured(['from: maxmind', `server: ${home}`, 'account: "42"', `key: ${key}`]);
    seen = [];
    answer = (request, response) => {
      if (request.headers.host && home.endsWith(request.headers.host)) {
        response.writeHead(302, { location: `${elsewhere}${request.url}&token=abc` }).end();
      } else response.end(gzipSync(tar(request.url?.includes('ASN') ? asnOf(october) : good)));
    };
    const { code, out, err } = await run('geo', 'update', '--config', config);
    expect([code, err]).toEqual([0, '']);
    expect(seen.map(({ authorization }) => authorization !== undefined)).toEqual([true, false, true, false]);
    expect(seen[0]?.url).toBe('/geoip/databases/GeoLite2-City/download?suffix=tar.gz');
    expect(`${out}${readFileSync(join(folder, 'current.json'), 'utf8')}`).not.toMatch(new RegExp(`${key}|token|suffix`));
    answer = (_, response) => response.writeHead(401).end();
    const refused = await run('geo', 'update', '--config', config);
    expect(refused.err).toMatch(/refuses the account or the key \(401\)/);
    expect(refused.err).not.toContain(key);
  });

  test('takes files of the operator’s own, CSV of AS numbers too', async () => {
    const place = mkdtempSync(join(tmpdir(), 'gatewatch-geo-own-'));
    writeFileSync(join(place, 'city.mmdb'), good);
    const csv = known.map(
      ([cidr, , asn]) =>
        `${cidr.replace(/\/.*/, '')},${cidr.replace(/0\/.*|0\.0\/.*/, cidr.endsWith('16') ? '255.255' : '255')},${asn},"Own, ${asn}"`,
    );
    writeFileSync(join(place, 'asn.csv'), csv.join('\n'));
    const { config } = configured([`city: ${join(place, 'city.mmdb')}`, `asn: ${join(place, 'asn.csv')}`]);
    expect(await run('geo', 'update', '--config', config)).toMatchObject({ code: 0, err: '' });
    expect((await run('geo', 'lookup', '129.240.2.1', '--config', config)).out).toMatch(/AS224 Own, 224/);
  });

  const bad: readonly (readonly [string, RequestListener, RegExp])[] = [
    ['a file cut inside', (_, r) => r.end(good.subarray(300)), /was not taken, what was in use stays\. It /],
    ['a file cut at its end', (_, r) => r.end(good.subarray(0, -100)), /was not taken/],
    ['a gzip cut off', (_, r) => r.end(gzipSync(good).subarray(0, -40)), /is cut off or broken inside \(gzip\)/],
    ['a page instead of the file', (_, r) => r.end('<html>Sign in</html>'), /is no mmdb file/],
    ['a database of another kind', (_, r) => r.end(asnOf(november)), /holds no places/],
    [
      'a database of nearly nothing',
      (_, r) =>
        r.end(
          mmdbFile({ databaseType: 'DBIP-City-Lite', built: november, rows: { '8.8.8.0/24': { country: { iso_code: 'US' } } } }),
        ),
      /answers rightly for 0 of 6 addresses/,
    ],
    [
      'older data than those in use',
      (_, r) => r.end(cityOf(Date.UTC(2026, 8, 1))),
      /of 2026-09-01, older than what is in use \(2026-10-01\)/,
    ],
    ['a zip', (_, r) => r.end('PK\u0003\u0004rest'), /is a zip archive/],
    ['404', (_, r) => r.writeHead(404).end(), /is not there \(404\): check the address/],
    ['500', (_, r) => r.writeHead(500).end(), /answers 500: try again later/],
    [
      'an answer that breaks off',
      (_, r) => r.writeHead(200, { 'content-length': '999' }).write('x', () => r.destroy()),
      /cannot be fetched|broke off/,
    ],
    ['a server that hangs before', () => undefined, /sent nothing for 1 s/],
    ['a server that hangs between', (_, r) => r.write('x'), /sent nothing for 1 s/],
    [
      'a file too large, by its word',
      (_, r) => r.writeHead(200, { 'content-length': '2000000' }).write('x'),
      /is larger than 1 MB/,
    ],
    ['a file too large, without a word', (_, r) => r.end(Buffer.alloc(1_500_000)), /is larger than 1 MB/],
    ['a bomb', (_, r) => r.end(gzipSync(Buffer.alloc(5_000_000))), /is larger than 1 MB unpacked/],
    ['a circle', (q, r) => r.writeHead(302, { location: q.url }).end(), /redirects more than 5 times/],
    [
      'a redirect to a file',
      (_, r) => r.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      /redirects to an address that is not followed/,
    ],
  ];

  // One folder for all: each must leave it as it was.
  let settled: ReturnType<typeof configured>;
  beforeAll(async () => {
    settled = configured([`city: ${home}/city.mmdb`, `asn: ${home}/asn.mmdb`, 'megabytes: 1']);
    serve(good);
    await run('geo', 'update', '--config', settled.config);
  });

  test.each(bad)('leaves in use what is in use at %s', async (_, behave, sentence) => {
    const { config, folder } = settled;
    const before = readFileSync(join(folder, 'current.json'), 'utf8');
    answer = (request, response) => (request.url?.includes('asn') ? response.end(asnOf(october)) : behave(request, response));
    const { code, err, out } = await run('geo', 'update', '--config', config);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toMatch(/incoming-|at .*\.ts/);
    expect(out).toMatch(/^asn: .* is in use already/);
    expect(readFileSync(join(folder, 'current.json'), 'utf8')).toBe(before);
    expect(readdirSync(folder).filter((name) => name !== 'lock')).toHaveLength(3);
  });

  test('a server that is not there and a folder that cannot be made are one sentence each', async () => {
    const { config } = configured(['city: http://127.0.0.1:1/city.mmdb', 'asn: http://127.0.0.1:1/asn.mmdb']);
    const { code, err } = await run('geo', 'update', '--config', config);
    expect(code).toBe(2);
    expect(err).toMatch(/127\.0\.0\.1:1\/city\.mmdb cannot be fetched \(.+\): check the address/);
    const place = mkdtempSync(join(tmpdir(), 'gatewatch-geo-file-'));
    writeFileSync(join(place, 'file'), '');
    writeFileSync(join(place, 'g.yaml'), `geo: { folder: "${join(place, 'file', 'geo')}" }\n`);
    expect((await run('geo', 'update', '--config', join(place, 'g.yaml'))).err).toMatch(
      /cannot be made \(.*\): name another folder in geo\.folder/,
    );
  });
});

describe('lists', () => {
  test('hold whatever their form, and a broken line is named while the rest holds', async () => {
    const place = mkdtempSync(join(tmpdir(), 'gatewatch-geo-lists-'));
    mkdirSync(join(place, 'lists'));
    const file = (name: string, text: string) => {
      writeFileSync(join(place, 'lists', name), text);
      return join(place, 'lists', name);
    };
    const lists = [
      `- { class: tor, file: ${file('tor.txt', '# exits\n8.8.8.8\n\nnot an address\n2001:67c::/32 # a network\nExitAddress 9.9.9.9 2026-11-01 00:00:00\n')} }`,
      `- { class: relay, file: ${file('relay.csv', '1.1.1.0/24,GB,GB-EN,London,\n2a02:26f7::/64,US,US-CA,Los Angeles,\n')} }`,
      `- { class: vpn, file: ${file('vpn.json', '{"prefixes":[{"ipv4Prefix":"4.4.4.0/24","service":"x"},\n{"ip_prefix":"5.5.5.0/33"}]}')} }`,
      `- { class: hosting, file: ${join(place, 'absent.txt')} }`,
    ];
    const { config } = configured([], ['lists:', ...lists.map((line) => `  ${line}`)]);
    const { code, out } = await run(
      'geo',
      'lookup',
      '8.8.8.8',
      '2001:67c::1',
      '9.9.9.9',
      '1.1.1.1',
      '2a02:26f7::9',
      '4.4.4.4',
      '--config',
      config,
    );
    expect(code).toBe(0);
    expect([...out.matchAll(/class (\w+)/g)].map(([, of]) => of)).toEqual(['tor', 'tor', 'tor', 'relay', 'relay', 'vpn']);
    expect(out).toMatch(/tor\.txt:4: "not an address" is no address range/);
    expect(out).toMatch(/vpn\.json:2: "5\.5\.5\.0\/33" is no address range/);
    expect(out).toMatch(/absent\.txt cannot be read: name a list file/);
  });

  test('an address that is none is one sentence', async () => {
    const { code, err } = await run('geo', 'lookup', '1.2.3');
    expect([code, err]).toEqual([2, 'gatewatch: 1.2.3 is no address: write 192.0.2.1 or 2001:db8::1.\n']);
  });
});

/** An archive as MaxMind packs it: a folder, a licence, the file. */
function tar(data: Buffer): Buffer {
  const entry = (name: string, content: Buffer) => {
    const header = Buffer.alloc(512);
    header.write(name);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write(content.length === 0 ? '5' : '0', 156);
    header.write('ustar\u000000', 257);
    return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
  };
  const day = 'GeoLite2_20261001';
  return Buffer.concat([
    entry(`${day}/`, Buffer.alloc(0)),
    entry(`${day}/LICENSE.txt`, Buffer.from('terms')),
    entry(`${day}/data.mmdb`, data),
    Buffer.alloc(1024),
  ]);
}
