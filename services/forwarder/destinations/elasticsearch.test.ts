import { exampleParcels, parcel } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { createSurroundings } from '../surroundings.ts';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
import { type Reply, type Request, vendorServer } from '../testing/vendor-server.ts';
import { elasticsearch } from './elasticsearch.ts';

const { opened } = exampleParcels;

const apiKey = 'YWJjOmRlZmdoaWprbG1ub3A=';
const actionsIn = ({ body }: Request): { index: { _id: string; _index: string; version: number } }[] =>
  body
    .trimEnd()
    .split('\n')
    .filter((_, i) => i % 2 === 0)
    .map((line) => JSON.parse(line));
const items = (...statuses: readonly (readonly [number, string?])[]): Reply => ({
  status: 200,
  body: JSON.stringify({
    errors: true,
    items: statuses.map(([status, type]) => ({ index: { status, ...(type ? { error: { type, reason: 'said so' } } : {}) } })),
  }),
});

httpDestinationContract({
  type: elasticsearch,
  options: (url) => ({ options: { url, apiKey }, secrets: [apiKey] }),
  ok: { status: 200, body: '{"errors":false}' },
  limited: { behaviour: { status: 429, headers: { 'retry-after': '2' } }, afterMs: 2000 },
  rejected: items([400, 'document_parsing_exception']),
  unauthorised: { status: 401 },
  idsIn: (request) => actionsIn(request).map(({ index }) => index._id),
});

test('each item has its own answer: there already, busy, refused by the mapping, no right', async () => {
  await using server = await vendorServer();
  server.behave(
    items(
      [201],
      [409, 'version_conflict_engine_exception'],
      [429, 'es_rejected_execution_exception'],
      [400, 'document_parsing_exception'],
      [403, 'cluster_block_exception'],
    ),
  );
  await using destination = await elasticsearch.open(
    elasticsearch.options.parse({ url: server.url, apiKey }),
    createSurroundings({ name: 'test', allow: ['127.0.0.0/8'], insecure: true }),
  );
  const answers = await destination.send(
    [1, 2, 3, 4, 5].map((n) => parcel({ id: `n${n}` })),
    AbortSignal.timeout(5000),
  );
  expect(answers.map(({ kind }) => kind)).toEqual(['delivered', 'delivered', 'retry', 'rejected', 'refused']);
});

test('an alert has the same index, id and version for ever', () => {
  const sample = elasticsearch.sample(elasticsearch.options.parse({ url: 'https://x' }), [opened]);
  expect(JSON.parse(sample.split('\n')[0] ?? '')).toEqual({
    index: { _index: 'gatewatch-alerts-default-2026.05', _id: 'a1b2c3', version: 1, version_type: 'external_gte' },
  });
});
