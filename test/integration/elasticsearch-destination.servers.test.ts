/** The Elasticsearch destination against a real Elasticsearch. */

import { randomUUID } from 'node:crypto';
import { eventIndex } from '@gatewatch/formats';
import { openDestinations } from '@gatewatch/forwarder';
import { exampleParcels, parcel } from '@gatewatch/testing';
import { describe, expect, test } from 'vitest';
import { sharedElasticsearch } from '../servers/shared-elasticsearch.ts';

const url = await sharedElasticsearch();
const { opened, withdrawn, summary, hostile, event, hostileEvent } = exampleParcels;

async function open(namespace: string) {
  const options = { type: 'elasticsearch', url, namespace, insecure: true, allow: ['127.0.0.0/8'] };
  const [one] = await openDestinations({ archive: options }, (path) => path);
  if (one === undefined) throw new Error('one destination is configured');
  return one.destination;
}

async function ask(path: string, body: object | null, method: 'POST' | 'PUT') {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/${path}`, { method, headers, body: body === null ? null : JSON.stringify(body) });
  return JSON.parse(await answer.text());
}

/** Refreshed, then everything of the namespace. */
async function hitsIn(namespace: string) {
  await ask(`gatewatch-alerts-${namespace}-*/_refresh`, null, 'POST');
  return (await ask(`gatewatch-alerts-${namespace}-*/_search`, { version: true }, 'POST')).hits.hits;
}

const inTime = () => AbortSignal.timeout(60_000);

describe.skipIf(url === null)('the Elasticsearch destination', () => {
  const namespace = () => `n${randomUUID().replaceAll('-', '')}`;

  test('alerts, summaries and hostile texts stand in their months, each once, however often they are sent', async () => {
    const mine = namespace();
    await using destination = await open(mine);
    const parcels = [opened, summary, hostile];
    for (const _ of [1, 2]) {
      const answers = await destination.send(parcels, inTime());
      expect(answers).toEqual(parcels.map(() => ({ kind: 'delivered' })));
    }
    const kept = (await hitsIn(mine)).map((hit: { _id: string; _version: number }) => [hit._id, hit._version]);
    expect(new Map(kept)).toEqual(new Map(parcels.map(({ id, revision }) => [id, revision])));
  });

  test('events stand in the indices of their days under the id and version of their newest copy', async () => {
    const mine = namespace();
    await using destination = await open(mine);
    const poorer = { ...event, revision: event.revision - 1 };
    for (const one of [event, poorer, hostileEvent])
      expect(await destination.send([one], inTime())).toEqual([{ kind: 'delivered' }]);
    await ask(`logs-gatewatch.events-${mine}-*/_refresh`, null, 'POST');
    const { hits } = (await ask(`logs-gatewatch.events-${mine}-*/_search`, { version: true }, 'POST')).hits;
    const kept = hits.map((hit: { _id: string; _index: string; _version: number }) => [hit._id, hit._index, hit._version]);
    const index = eventIndex(mine, 'day', event.event?.time ?? 0);
    expect(new Set(kept)).toEqual(new Set([event, hostileEvent].map(({ id, revision }) => [id, index, revision])));
  });

  test('an older revision that comes late changes nothing', async () => {
    const mine = namespace();
    await using destination = await open(mine);
    const newer = { ...withdrawn, revision: opened.revision + 1 };
    for (const one of [newer, opened]) expect(await destination.send([one], inTime())).toEqual([{ kind: 'delivered' }]);
    const [hit] = await hitsIn(mine);
    expect([hit._version, hit._source.gatewatch.alert.state]).toEqual([newer.revision, 'withdrawn']);
  });

  test('what the mapping refuses is rejected with the reason; the others of the same call are stored', async () => {
    const mine = namespace();
    const month = new Date(opened.alert?.firstSeen ?? 0).toISOString().slice(0, 7).replace('-', '.');
    await ask(`gatewatch-alerts-${mine}-${month}`, { mappings: { properties: { message: { type: 'date' } } } }, 'PUT');
    await using destination = await open(mine);
    const plain = parcel({ id: 'n2', title: '2026-05-01' });
    const [refused, stored] = await destination.send([opened, plain], inTime());
    expect(refused).toMatchObject({
      kind: 'rejected',
      code: 'document_parsing_exception',
      why: expect.stringContaining('message'),
    });
    expect(stored).toEqual({ kind: 'delivered' });
  });

  test('an index that may not be written is refused, and one that is full for now is tried again', async () => {
    const mine = namespace();
    await using destination = await open(mine);
    await destination.send([opened], inTime());
    const block = (name: string, value: boolean | null) =>
      ask(`gatewatch-alerts-${mine}-*/_settings`, { [`index.blocks.${name}`]: value }, 'PUT');
    const newer = { ...opened, revision: opened.revision + 1 };
    await block('write', true);
    expect(await destination.send([newer], inTime())).toMatchObject([{ kind: 'refused', code: 'cluster_block_exception' }]);
    await block('write', null);
    await block('read_only_allow_delete', true);
    expect(await destination.send([newer], inTime())).toMatchObject([{ kind: 'retry', code: 'cluster_block_exception' }]);
    await block('read_only_allow_delete', null);
    expect(await destination.send([newer], inTime())).toEqual([{ kind: 'delivered' }]);
  });
});
