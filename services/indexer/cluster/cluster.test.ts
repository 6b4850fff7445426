/** What the client says of answers that no healthy cluster gives, and how it says who we are. */

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { openCluster } from './cluster.ts';
import { ClusterRefused, ClusterUnreachable } from './faults.ts';

const never = new AbortController().signal;
const product = { 'x-elastic-product': 'Elasticsearch', 'content-type': 'application/json' };

/** A loopback server that answers every request so. */
async function serverOf(answer: (response: ServerResponse) => void) {
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers);
    request.resume();
    request.once('end', () => answer(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return {
    asked,
    settings: { nodes: [`http://127.0.0.1:${address.port}`], requestMs: 30_000 },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test.each([
  [{ apiKey: 'ZW5jb2RlZA==' }, 'ApiKey ZW5jb2RlZA=='],
  [{ username: 'ada', password: 'a:b 42 %' }, `Basic ${Buffer.from('ada:a:b 42 %').toString('base64')}`],
  [{}, undefined],
])('who we are by %j', async (credentials, authorization) => {
  await using server = await serverOf((response) => response.writeHead(200, product).end('{"errors":false}'));
  await using cluster = openCluster({ ...server.settings, ...credentials });
  expect(await cluster.bulk('{}\n{}\n', 1, never)).toEqual({ kind: 'items', items: [{ kind: 'created' }] });
  expect(server.asked.map((headers) => headers.authorization)).toEqual([authorization]);
});

const refused = (type: string, reason: string) => JSON.stringify({ error: { type, reason } });

test.each([
  [429, { 'retry-after': '7' }, refused('es_rejected_execution_exception', 'full'), { kind: 'again', busy: true, afterMs: 7000 }],
  [503, {}, '', { kind: 'again', busy: false, afterMs: null }],
  [413, {}, '', { kind: 'halve' }],
  [
    400,
    {},
    refused('action_request_validation_exception', 'id is too long'),
    { kind: 'halve', why: expect.stringContaining('too long') },
  ],
  [401, {}, '', { kind: 'again', why: expect.stringContaining('elasticsearch.apiKey') }],
  [200, {}, 'no JSON at all', { kind: 'again', code: 'bad-answer' }],
])('%i %j %j is an answer', async (status, headers, body, answer) => {
  await using server = await serverOf((response) => response.writeHead(status, { ...product, ...headers }).end(body));
  await using cluster = openCluster(server.settings);
  expect(await cluster.bulk('{}\n{}\n', 1, never)).toMatchObject(answer);
  expect(server.asked.length).toBe(1); // the client's own retries are off
});

test('what is no Elasticsearch, does not answer, or is not there is an answer too, and is said to who sets it up', async () => {
  await using other = await serverOf((response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  await using wrong = openCluster(other.settings);
  expect(await wrong.bulk('{}\n{}\n', 1, never)).toMatchObject({ kind: 'again', code: 'no-elasticsearch' });
  await expect(wrong.ask('GET', '/_alias')).rejects.toThrow(/cannot be used: what answers at .* is no Elasticsearch/);

  await using silent = await serverOf(() => {});
  await using deaf = openCluster({ ...silent.settings, requestMs: 50 });
  expect(await deaf.bulk('{}\n{}\n', 1, never)).toMatchObject({ kind: 'again', code: 'timed-out' });
  await expect(deaf.ask('GET', '/_alias')).rejects.toThrow(ClusterUnreachable);
});

test('an end in the middle is no answer', async () => {
  await using silent = await serverOf(() => {});
  await using cluster = openCluster(silent.settings);
  const ending = new AbortController();
  const asked = cluster.bulk('{}\n{}\n', 1, ending.signal);
  ending.abort(new Error('the end'));
  await expect(asked).rejects.toThrow('the end');
});

test('a request of set-up: 404 is nothing, a refusal is told with its reason', async () => {
  await using none = await serverOf((response) => response.writeHead(404, product).end('{}'));
  await using empty = openCluster(none.settings);
  expect(await empty.ask('GET', '/_index_template/x')).toBeNull();
  await using strict = await serverOf((response) =>
    response.writeHead(403, product).end(refused('security_exception', 'no right')),
  );
  await using cluster = openCluster(strict.settings);
  await expect(cluster.ask('PUT', '/_index_template/x', {})).rejects.toThrow(ClusterRefused);
});
