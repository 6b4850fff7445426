import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

const environment = { KEY: 'ZW5jb2RlZA==', PASSWORD: 'secret-42' };
const parse = (section: object) =>
  parseConfig(`elasticsearch: ${JSON.stringify(section)}\n`, 'gatewatch.yaml', environment).elasticsearch;
const away = ['https://elastic.example:9200'];

test('what is not said has its default', () => {
  expect(parse({ nodes: ['http://127.0.0.1:9200'] })).toEqual({
    nodes: ['http://127.0.0.1:9200'],
    insecure: false,
    namespace: 'default',
    period: 'week',
    shards: 1,
    replicas: 1,
    refresh: 5000,
    retention: {},
    patience: 30_000,
    bulk: { megabytes: 5, documents: 2000, within: 1000, concurrency: 4, heldMegabytes: 64 },
  });
});

test.each([
  [{ nodes: away, apiKey: `\${KEY}` }],
  [{ nodes: away, username: 'gatewatch', password: `\${PASSWORD}` }],
  [{ nodes: ['http://elastic.example:9200'], insecure: true }],
  [{ nodes: ['http://[::1]:9200', 'http://localhost:9201'] }],
])('%j is in order', (section) => {
  expect(parse(section)?.nodes).toEqual(section.nodes);
});

test.each([
  [{ nodes: [] }, 'elasticsearch.nodes'],
  [{ nodes: ['elastic'] }, 'write a node as https://elastic.example:9200'],
  [{ nodes: ['elastic.example:9200'] }, 'write a node as https://elastic.example:9200'],
  [{ nodes: ['https://me:secret@elastic.example'] }, 'give the credentials in their own keys'],
  [{ nodes: away }, 'would let anybody in: set elasticsearch.apiKey or a username and password, or elasticsearch.insecure: true'],
  [{ nodes: ['http://elastic.example:9200'], apiKey: `\${KEY}` }, 'in the clear: set https:// in elasticsearch.nodes'],
  [{ nodes: away, apiKey: 'ZW5jb2RlZA==' }, 'a apiKey stands in the file itself'],
  [{ nodes: away, apiKey: `\${KEY}`, username: 'a', password: `\${PASSWORD}` }, 'not both'],
  [{ nodes: away, username: 'a' }, 'a user and a password go together'],
  [{ nodes: away, apiKey: `\${KEY}`, namespace: 'A-B' }, 'write small letters, digits and underscores'],
  [{ nodes: away, apiKey: `\${KEY}`, retention: { events: '3 weeks' } }, 'write a duration as'],
])('%j is a sentence', (section, says) => {
  expect(() => parse(section)).toThrow(says);
});
