import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-paths-'));
const load = (text: string) => {
  writeFileSync(join(folder, 'gatewatch.yaml'), text);
  return loadConfig(join(folder, 'gatewatch.yaml'));
};

test('relative paths count from the folder of the file, wherever it is read from', async () => {
  const { geo, sources } = await load(`
geo:
  mmdb: [data/city.mmdb, /srv/city6.mmdb]
  folder: ./geo
  lists: [{ class: tor, file: lists/tor.txt }, { class: vpn, cidrs: [192.0.2.0/24] }]
  update: { city: incoming/city.mmdb, asn: "https://example.com/asn.mmdb" }
sources: { folders: [{ name: exports, path: ../exports }] }
`);
  expect(geo.mmdb).toEqual([join(folder, 'data/city.mmdb'), '/srv/city6.mmdb']);
  expect(geo.folder).toBe(join(folder, 'geo'));
  expect(geo.lists.map(({ file }) => file)).toEqual([join(folder, 'lists/tor.txt'), undefined]);
  expect([geo.update?.city, geo.update?.asn]).toEqual([join(folder, 'incoming/city.mmdb'), 'https://example.com/asn.mmdb']);
  expect(sources.folders.map(({ path }) => path)).toEqual([join(folder, '../exports')]);
});

test('an edition of MaxMind is no path, a path beside it is one', async () => {
  const { geo } = await load('geo: { update: { from: maxmind, account: "1", key: "k", city: GeoIP2-City, asn: ./asn.mmdb } }');
  expect([geo.update?.city, geo.update?.asn]).toEqual(['GeoIP2-City', join(folder, 'asn.mmdb')]);
});

test('the state folder, key files and certificates of sources count from there', async () => {
  const { state, sources } = await load(`
state: { folder: state }
sources:
  google: [{ name: g, tenant: t, delegate: a@example.com, keyFile: key.json }]
  eventHubs:
    - name: e
      tenant: t
      namespace: example.servicebus.windows.net
      hubs: [a]
      credential: { type: client-certificate, tenantId: x, clientId: y, certificate: client.pem }
`);
  expect(state.folder).toBe(join(folder, 'state'));
  expect(sources.google[0]?.keyFile).toBe(join(folder, 'key.json'));
  expect(sources.eventHubs[0]?.credential?.certificate).toBe(join(folder, 'client.pem'));
});

test('a token file of Kafka counts from there too', async () => {
  const text = 'kafka: { brokers: ["kafka:9093"], tls: {}, sasl: { mechanism: oauthbearer, tokenFile: token } }';
  expect((await load(text)).kafka?.sasl?.tokenFile).toBe(join(folder, 'token'));
});

test('a text where a list belongs is one mistake, not two', async () => {
  await expect(load('geo: { mmdb: /srv/city.mmdb }')).rejects.toThrow(
    /^[^\n]*gatewatch\.yaml:1: geo\.mmdb: write a list, not a text\.$/,
  );
});
