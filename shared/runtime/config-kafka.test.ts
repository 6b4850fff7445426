/** Section `kafka`: what is refused, and in which words. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig, parseConfig } from './config.ts';

const environment = { KAFKA_PASSWORD: 'correct horse' };
const reference = `"$${'{KAFKA_PASSWORD}'}"`;
const read = (section: string) => parseConfig(`kafka: ${section}`, 'gatewatch.yaml', environment).kafka;

test('on this machine a broker is enough, and the rest is what most want', () => {
  expect(read('{ brokers: ["127.0.0.1:9092", "localhost:9093", "[::1]:9094"] }')).toMatchObject({
    client: 'kafkajs',
    tls: false,
    topicPrefix: 'gatewatch',
    partitions: 48,
    replicas: 3,
    minInSync: 2,
    retention: { lanes: 604_800_000, alerts: 2_592_000_000, quarantine: 2_592_000_000 },
  });
});

test.each([
  ['{ brokers: ["kafka:9092"] }', /kafka:9092 is not on this machine and would be spoken to in the clear: set kafka.tls/],
  ['{ brokers: ["127.0.0.1.example.com:9092"] }', /is not on this machine/],
  ['{ brokers: ["kafka:9093"], tls: true }', /would let anybody in: set kafka.sasl/],
  [`{ brokers: ["kafka:9092"], sasl: { mechanism: plain, username: a, password: ${reference} } }`, /in the clear: set kafka.tls/],
  ['{ brokers: ["127.0.0.1:9092"], clientId: "our gate" }', /write letters, digits, dots/],
  ['{ brokers: [] }', /kafka.brokers/],
  ['{ brokers: ["kafka"] }', /write a server as host:port/],
  ['{ brokers: ["127.0.0.1:9092"], minInSync: 4 }', /4 copies can never be written where there are 3/],
  ['{ brokers: ["127.0.0.1:9092"], tls: { cert: x } }', /a certificate and its key go together/],
  ['{ brokers: ["127.0.0.1:9092"], sasl: { mechanism: scram-sha-256, username: a } }', /needs a username and a password/],
  ['{ brokers: ["127.0.0.1:9092"], sasl: { mechanism: oauthbearer } }', /needs a tokenFile or a tokenEndpoint/],
  [
    `{ brokers: ["127.0.0.1:9092"], sasl: { mechanism: oauthbearer, tokenEndpoint: "http://login.example.com/", clientId: a, clientSecret: ${reference} } }`,
    /would travel in the clear: write https/,
  ],
])('%s is refused in a sentence', (section, sentence) => {
  expect(() => read(section)).toThrow(sentence);
});

test('a password stands nowhere in the file, and in no sentence about it', () => {
  const section = '{ brokers: ["kafka:9093"], tls: true, sasl: { mechanism: plain, username: a, password: hunter22 } }';
  expect(() => read(section)).toThrow(/a password stands in the file itself: write \$\{VARIABLE\} or file:PATH/);
  expect(() => read(section)).not.toThrow(/hunter22/);
  expect(read(section.replace('hunter22', reference))?.sasl?.password).toBe('correct horse');
});

test('insecure, by its name, lets brokers elsewhere be spoken to in the clear', () => {
  expect(read('{ brokers: ["kafka:9092"], insecure: true }')?.brokers).toEqual(['kafka:9092']);
});

test('files are read from beside the configuration, in every way that YAML writes them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewatch-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'ca.pem'), 'the authority\n');
  writeFileSync(join(folder, 'own.pem'), 'ours\n');
  const path = join(folder, 'gatewatch.yaml');
  writeFileSync(path, 'kafka: { brokers: ["kafka:9093"], tls: { ca: file:ca.pem, cert: file:own.pem, key: "file:own.pem" } }\n');
  expect((await loadConfig(path)).kafka?.tls).toEqual({ ca: 'the authority', cert: 'ours', key: 'ours' });
});

test('aliases that blow a document up are a sentence', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x]\nb: &b [${'*a, '.repeat(8)}*a]\nc: &c [${'*b, '.repeat(8)}*b]\nd: [${'*c, '.repeat(8)}*c]`;
  expect(() => parseConfig(bomb, 'gatewatch.yaml')).toThrow(/gatewatch.yaml/);
});
