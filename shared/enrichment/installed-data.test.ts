/** Data packages are optional: what is not installed falls back to what is, and says so. In a house of its own, with other packages beside it. */

import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const house = mkdtempSync(join(tmpdir(), 'gatewatch-installed-'));
afterAll(() => rmSync(house, { recursive: true, force: true }));

const domain = join(import.meta.dirname, '../domain');
const packageOf = (name: string) => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/** What such a house says of an address, and of its data. */
async function said(name: string, packages: readonly string[], city: string) {
  const root = join(house, name);
  const room = join(root, 'enrichment');
  cpSync(import.meta.dirname, room, { recursive: true, filter: (path) => !path.includes('node_modules') });
  mkdirSync(join(root, 'node_modules/@gatewatch'), { recursive: true });
  mkdirSync(join(root, 'node_modules/@ip-location-db'), { recursive: true });
  symlinkSync(domain, join(root, 'node_modules/@gatewatch/domain'));
  for (const one of packages) symlinkSync(packageOf(one), join(root, 'node_modules', one));
  const script = `
    const { openGeo } = await import(process.argv[1]);
    await using geo = await openGeo({ city: process.argv[2] });
    const { place, network } = geo.lookup('129.240.2.1');
    console.log(JSON.stringify({ place, network, warnings: geo.sources.map(({ warning }) => warning) }));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', script, join(room, 'index.ts'), city],
    { cwd: root },
  );
  return JSON.parse(stdout);
}

test.each(['dbip', 'geoip-lite'])('without %s, countries answer, and the source says what is missing', async (city) => {
  const { place, network, warnings } = await said(
    city,
    ['@ip-location-db/geo-whois-asn-country-mmdb', '@ip-location-db/asn'],
    city,
  );
  expect([place.country, place.city, place.radiusKm > 500, network.asn]).toEqual(['NO', null, true, 224]);
  expect(warnings[0]).toMatch(/not installed|no city data is installed/);
  expect(warnings[0]).toMatch(/only countries are known, so travel inside one and between neighbours is not seen$/);
});

test('without any, nothing is known, nothing fails, and both sources say so', async () => {
  const { place, network, warnings } = await said('none', [], 'dbip');
  expect([place, network]).toEqual([null, { asn: null, owner: null, class: 'unknown' }]);
  expect(warnings).toEqual([
    expect.stringMatching(/no place is known, and travel is not seen$/),
    expect.stringMatching(/hosting, VPN and mobile carriers are not told apart$/),
  ]);
});
