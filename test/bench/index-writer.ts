/**
 * What the bulk writer costs beside a bare `_bulk` loop of the same documents, in turns of the same run against a real Elasticsearch:
 * the loop posts bodies that were made before and reads no answer but its status. The first turns are not counted: the server compiles.
 * Usage: npm run bench:index [-- --documents 20000 --rounds 4].
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { noVitals } from '@gatewatch/domain';
import { eventAlias, templateDefaults } from '@gatewatch/formats';
import {
  bulkLimits,
  createBulkWriter,
  type Document,
  deleteExpired,
  eventDocument,
  openCluster,
  setUpElasticsearch,
} from '@gatewatch/indexer';
import { simulatedEvents } from '../scenarios/simulated-events.ts';
import { startElasticsearch } from '../servers/elasticsearch.ts';
import { quantile } from './measure.ts';

const { values } = parseArgs({
  options: { documents: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '4' } },
});
const count = Number(values.documents);
const rounds = Number(values.rounds);
const warmUps = 3;
const { concurrency, documents: perRequest } = bulkLimits;
const filing = { namespace: 'bench', period: 'month' } as const;

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-bench-index-'));
await using stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
const server = stack.use(await startElasticsearch(join(folder, 'elasticsearch'), { measured: true }));
const cluster = stack.use(openCluster({ nodes: [server.url], requestMs: 60_000 }));
await setUpElasticsearch(cluster, { ...templateDefaults, namespace: filing.namespace, replicas: 0, refreshMs: 30_000 });

const events = (await simulatedEvents({ users: Math.ceil(count / 60), days: 4, seed: 7 })).slice(0, count);
const made = await spentIn(async () => events.map((event) => eventDocument(event, filing, { source: 'bench', position: 0 }, 0)));
const documents: readonly Document[] = made.result;
const bodies = Array.from({ length: Math.ceil(documents.length / perRequest) }, (_, i) =>
  documents
    .slice(i * perRequest, (i + 1) * perRequest)
    .map(
      ({ index, id, version, body }) =>
        `${JSON.stringify({ index: { _index: index, _id: id, version, version_type: 'external' } })}\n${body}\n`,
    )
    .join(''),
);
const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0);

const contenders = { bare, writer };
const spent = { bare: [] as Spent[], writer: [] as Spent[] };
for (let round = -warmUps; round < rounds; round++)
  for (const name of ['bare', 'writer'] as const) {
    await deleteExpired(cluster, { namespace: filing.namespace, events: 0, alerts: null }, Date.UTC(3000, 0));
    const before = await serverCpu();
    const { cpu, seconds } = await spentIn(contenders[name]);
    const one = { cpu, seconds, server: (await serverCpu()) - before };
    await check();
    if (round >= 0) spent[name].push(one);
  }
const median = (name: 'bare' | 'writer', of: keyof Spent) =>
  quantile(
    spent[name].map((one) => one[of]),
    0.5,
  );
const say = (line: string) => process.stdout.write(`${line}\n`);
say(
  `${documents.length} events of ${Math.round(bytes / documents.length)} bytes, ${perRequest} a request, ${concurrency} requests at once, ${rounds} rounds`,
);
for (const name of ['bare', 'writer'] as const) {
  const micros = (of: 'cpu' | 'server') => ((median(name, of) / documents.length) * 1e6).toFixed(1);
  say(
    `${name.padEnd(7)} ${Math.round(documents.length / median(name, 'seconds'))} documents/s, ${micros('cpu')} µs of processor time each, the server ${micros('server')}`,
  );
}
const ratios = spent.writer.map(
  ({ cpu, server: at }, i) => (cpu + at) / ((spent.bare[i]?.cpu ?? 0) + (spent.bare[i]?.server ?? 0)),
);
say(
  `writer: ${(median('writer', 'cpu') / median('bare', 'cpu')).toFixed(2)} of the loop's own processor time, ${quantile(ratios, 0.5).toFixed(2)} of it with the server's`,
);
say(`making a document of an event: ${((made.cpu / documents.length) * 1e6).toFixed(1)} µs`);

interface Spent {
  readonly seconds: number;
  /** User and system, all threads of this process. */
  readonly cpu: number;
  /** Of the server. */
  readonly server: number;
}

async function bare(): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const url = new URL('/_bulk?filter_path=errors', server.url);
  let next = 0;
  const loop = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const bulk = body;
      await new Promise<void>((resolve, reject) => {
        const sent = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/x-ndjson' } }, (answer) => {
          answer.resume();
          answer.once('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`status ${answer.statusCode}`))));
        });
        sent.once('error', reject);
        sent.end(bulk);
      });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  agent.destroy();
}

async function writer(): Promise<void> {
  await using bulk = createBulkWriter({
    bulk: (body, of, signal) => cluster.bulk(body, of, signal),
    quarantine: (refused) => Promise.reject(new Error(`refused: ${refused[0]?.why}`)),
    vitals: noVitals,
  });
  const written: Promise<void>[] = [];
  for (let from = 0; from < documents.length; from += 500) {
    while (!bulk.hasRoom) await bulk.room();
    written.push(bulk.write(documents.slice(from, from + 500)));
  }
  await Promise.all(written);
}

/** Every document stands: nobody is fast by leaving some out. */
async function check(): Promise<void> {
  await cluster.ask('POST', `/${eventAlias(filing.namespace)}-*/_refresh`);
  const said = Object(await cluster.ask('GET', `/${eventAlias(filing.namespace)}-*/_count`));
  const ids = new Set(documents.map(({ id }) => id)).size;
  if (said.count !== ids) throw new Error(`${said.count} of ${ids} documents stand`);
}

/** Seconds. */
async function serverCpu(): Promise<number> {
  const said = Object(await cluster.ask('GET', '/_nodes/stats/process?filter_path=nodes.*.process.cpu.total_in_millis'));
  const [node] = Object.values<{ process: { cpu: { total_in_millis: number } } }>(said.nodes);
  return (node?.process.cpu.total_in_millis ?? 0) / 1000;
}

async function spentIn<T>(
  act: () => Promise<T>,
): Promise<{ readonly result: T; readonly cpu: number; readonly seconds: number }> {
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const result = await act();
  const { user, system } = process.cpuUsage(cpu);
  return { result, cpu: (user + system) / 1e6, seconds: (performance.now() - begun) / 1000 };
}
