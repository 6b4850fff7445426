/** Section `redis`: what is refused, and in which words. */

import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

const environment = { REDIS_PASSWORD: 'correct horse' };
const reference = `"$${'{REDIS_PASSWORD}'}"`;
const read = (section: string) => parseConfig(`redis: ${section}`, 'gatewatch.yaml', environment).redis;

test('on this machine a server is enough, and the rest is what most want', () => {
  expect(read('{ servers: ["127.0.0.1:6379"] }')).toEqual({
    servers: ['127.0.0.1:6379'],
    cluster: false,
    tls: false,
    insecure: false,
    prefix: 'gatewatch',
    patience: 30_000,
  });
});

test('elsewhere with TLS and a password', () => {
  const section = `{ servers: ["a:6379", "b:6379"], cluster: true, tls: true, username: gatewatch, password: ${reference} }`;
  expect(read(section)?.password).toBe('correct horse');
});

test.each([
  ['{ servers: ["redis:6379"] }', /redis:6379 is not on this machine and would be spoken to in the clear: set redis.tls/],
  ['{ servers: ["redis:6379"], tls: true }', /would let anybody in: set redis.password/],
  [`{ servers: ["redis:6379"], password: ${reference} }`, /in the clear/],
  ['{ servers: [] }', /redis.servers/],
  ['{ servers: ["redis://127.0.0.1:6379"] }', /write a server as host:port/],
  ['{ servers: ["127.0.0.1:1", "127.0.0.1:2"] }', /leave one, or set redis.cluster: true/],
  ['{ servers: ["127.0.0.1:1"], username: a }', /a user needs a password/],
  ['{ servers: ["127.0.0.1:1"], tls: { key: x } }', /a certificate and its key go together/],
  ['{ servers: ["127.0.0.1:1"], prefix: "a{b}" }', /write letters, digits/],
  ['{ servers: ["127.0.0.1:1"], password: hunter22 }', /a password stands in the file itself/],
])('%s is refused in a sentence', (section, sentence) => {
  expect(() => read(section)).toThrow(sentence);
});

test('insecure, by its name, lets a server elsewhere be spoken to in the clear', () => {
  expect(read('{ servers: ["redis:6379"], insecure: true }')?.servers).toEqual(['redis:6379']);
});
