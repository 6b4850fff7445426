/**
 * Topics into a real Elasticsearch that is small and refuses what is much at once. Whatever it does, each event and alert stands there
 * once, in its newest copy, or in the quarantine with its reason; and a position never runs ahead of what is written.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IdentityEvent } from '@gatewatch/domain';
import { eventIn, type QuarantineEntry } from '@gatewatch/engine';
import { alertAlias, alertIndex, eventAlias, eventIndex, eventVersion, promotionQuery, quarantineId } from '@gatewatch/formats';
import { deleteExpired, openCluster } from '@gatewatch/indexer';
import { memoryBookmarks } from '@gatewatch/ledger';
import { parcelAlert, signIn } from '@gatewatch/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatewatch } from '../integration/running.ts';
import { simulatedEvents } from '../scenarios/simulated-events.ts';
import { makeAuthority } from '../servers/certificates.ts';
import { startElasticsearch } from '../servers/elasticsearch.ts';
import { startFaultyProxy } from '../servers/faulty-proxy.ts';
import { orMissing } from '../servers/or-missing.ts';
import { readAll } from '../streams/read-all.ts';
import { names, newest, openWorld } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-indexer-'));
const stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => stack.disposeAsync());

/** Bytes in the requests of all clients, and of one shard's operation, beyond which it says 429; of a body, beyond which it says 413. */
const small = [
  'indexing_pressure.memory.coordinating.limit: 1500kb',
  'indexing_pressure.memory.primary.limit: 200kb',
  'http.max_content_length: 1mb',
];
const password = 'rabbit hole: 42 %';
const started = await orMissing(async () => {
  const authority = makeAuthority(join(folder, 'keys'), 'house');
  const secured = { authority, password };
  return { authority, server: stack.use(await startElasticsearch(join(folder, 'server'), { settings: small, secured })) };
});
const server = started?.server ?? null;
const ca = started === null ? undefined : readFileSync(started.authority.ca, 'utf8');
const settings = { nodes: [server?.url ?? ''], username: 'elastic', password, ca, requestMs: 60_000 };

let events: readonly IdentityEvent[] = [];
beforeAll(async () => {
  events = await simulatedEvents({ users: 25, days: 4, seed: 3 });
});

describe.skipIf(server === null)('events and alerts', () => {
  test('stand where they belong, and a replay of everything changes nothing', async () => {
    await using world = await openWorld(settings);
    const alerts = [1, 2, 3].map((revision) => ({ ...parcelAlert, revision, anchoredAt: Date.UTC(2026, 3, 30) }));
    await world.sendEvents(events);
    await world.sendAlerts(alerts);
    {
      await using _ = await world.index({ limits: { bytes: 150_000, concurrency: 1 } });
      await world.done();
    }
    const stored = await world.stored(eventAlias(world.namespace));
    expect(stored).toEqual(newest(events));
    expect(stored.size).toBeGreaterThan(1000);
    expect(await world.stored(alertAlias(world.namespace))).toEqual(new Map([[parcelAlert.id, 3]]));
    expect(alertIndex(world.namespace, alerts[0] ?? parcelAlert)).toMatch(/-2026\.04$/);

    const promoted = { query: { query_string: { query: promotionQuery } }, _source: ['event.id'] };
    expect(await world.cluster.ask('POST', `/${alertAlias(world.namespace)}/_search`, promoted)).toMatchObject({
      hits: { hits: [{ _source: { event: { id: parcelAlert.id } } }] },
    });

    const created = await world.counted('created');
    {
      await using _ = await world.index({ limits: { bytes: 150_000, concurrency: 1 }, bookmarks: memoryBookmarks() });
      const everything = (await world.end(names.lane('person'))) + (await world.end(names.alerts));
      await expect.poll(() => world.counted('known'), { timeout: 120_000 }).toBeGreaterThanOrEqual(everything);
    }
    expect(await world.counted('created')).toBe(created);
    expect(await world.stored(eventAlias(world.namespace))).toEqual(stored);
  });

  test('of several copies the newest stands, in whatever order they come', async () => {
    await using world = await openWorld(settings);
    const copy = (processed: number, outcome: 'success' | 'failure') =>
      signIn({ at: '1 08:00', recordId: 'r1', processed, hash: 'ab'.repeat(8), outcome });
    const [poorer, richer] = [copy(1_780_000_000_000, 'failure'), copy(1_780_000_600_000, 'success')];
    await using _ = await world.index();
    for (const one of [richer, poorer, richer]) {
      await world.sendEvents([one]);
      await world.done();
      expect(await world.stored(eventAlias(world.namespace))).toEqual(new Map([[richer.id, eventVersion(richer)]]));
    }
    const index = eventIndex(world.namespace, 'week', richer.time);
    expect(await world.cluster.ask('GET', `/${index}/_doc/${encodeURIComponent(richer.id)}`)).toMatchObject({
      _source: { event: { outcome: 'success' } },
    });
  });

  test('what the mapping refuses is in the quarantine with the reason; the rest is stored', async () => {
    await using world = await openWorld(settings);
    const [first, odd, last] = [1, 2, 3].map((n) => signIn({ at: `${n} 08:00`, recordId: `r${n}`, hash: 'ab'.repeat(8) }));
    if (first === undefined || odd === undefined || last === undefined) throw new Error('three are made');
    await world.sendEvents([first, { ...odd, ip: 'no address' }, last]);
    await using _ = await world.index();
    await world.done();
    expect([...(await world.stored(eventAlias(world.namespace))).keys()].sort()).toEqual([first.id, last.id]);
    const [entry, more] = await readAll(world.bus, names.quarantine);
    expect(more).toBeUndefined();
    await world.done();
    await world.stored(eventAlias(world.namespace)); // refreshed
    const told = await world.cluster.ask('POST', `/${eventAlias(world.namespace)}-*/_search`, {
      query: { exists: { field: 'gatewatch.quarantine.reason' } },
    });
    expect(told).toMatchObject({
      hits: {
        total: { value: 1 },
        hits: [
          {
            _source: {
              event: { kind: 'pipeline_error' },
              error: { message: expect.stringMatching(/^document_parsing_exception/) },
              organization: { id: 'default' },
              gatewatch: { quarantine: { reason: 'not-indexed', source: expect.stringMatching(/^index\.person\//) } },
            },
          },
        ],
      },
    });
    expect(JSON.parse(Buffer.from(entry?.value ?? []).toString())).toMatchObject({
      reason: 'not-indexed',
      detail: expect.stringMatching(/^document_parsing_exception: .*source\.ip/),
      source: expect.stringMatching(/^index\.person\//),
      tenant: 'default',
      text: expect.stringContaining('no address'),
    });
  });

  test('what became no event is told of once; what is told of it and refused is not told of again', async () => {
    await using world = await openWorld(settings);
    const entry: QuarantineEntry = {
      ...{ reason: 'bad-time', detail: 'its time is no date', tenant: 'acme', received: Date.UTC(2026, 3, 30), text: 'secret' },
      origin: { source: 'entra/signins/3', position: 7 },
    };
    const own = { ...entry, reason: 'not-indexed', origin: { source: `${names.quarantine}/0`, position: 1 } } as const;
    await world.sendQuarantined([entry, own, entry]);
    await using _ = await world.index();
    await world.done();
    await world.stored(eventAlias(world.namespace)); // refreshed
    const found = await world.cluster.ask('POST', `/${eventAlias(world.namespace)}-*/_search`);
    expect(found).toMatchObject({
      hits: {
        total: { value: 1 },
        hits: [{ _id: quarantineId(entry), _index: eventIndex(world.namespace, 'week', entry.received) }],
      },
    });
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  test('an id that no index takes is in the quarantine too, and holds up nobody', async () => {
    await using world = await openWorld(settings);
    const long = signIn({ at: '1 08:00', recordId: 'x'.repeat(600) });
    const plain = signIn({ at: '1 09:00', recordId: 'plain' });
    await world.sendEvents([long, plain]);
    await using _ = await world.index();
    await world.done();
    expect([...(await world.stored(eventAlias(world.namespace))).keys()]).toEqual([plain.id]);
    expect((await readAll(world.bus, names.quarantine)).length).toBe(1);
  });

  test('an index that may not be written now waits, and its position with it', async () => {
    await using world = await openWorld(settings);
    const early = signIn({ at: '1 08:00', recordId: 'early' });
    const late = signIn({ at: '1 09:00', recordId: 'late' });
    await using _ = await world.index();
    await world.sendEvents([early]);
    await world.done();
    const block = (name: string, value: boolean | null) =>
      world.cluster.ask('PUT', `/${eventAlias(world.namespace)}-*/_settings`, { [`index.blocks.${name}`]: value });
    for (const name of ['read_only_allow_delete', 'write']) {
      await block(name, true);
      const one = { ...late, id: `entra:${name}`, recordId: name };
      const before = await world.position(names.lane('person'));
      await world.sendEvents([one]);
      const failing = () => world.vitals.health().find(({ component }) => component === 'elasticsearch');
      await expect
        .poll(failing, { timeout: 60_000 })
        .toMatchObject({ works: false, says: expect.stringContaining('cluster_block_exception') });
      expect(await world.position(names.lane('person'))).toBe(before);
      await block(name, null);
      await world.done();
      expect((await world.stored(eventAlias(world.namespace))).has(one.id)).toBe(true);
      expect(failing()).toMatchObject({ works: true });
    }
  });

  test('what is too much at once goes in smaller pieces: 413, 429 of the request, 429 of documents', async () => {
    await using world = await openWorld(settings);
    await world.sendEvents(events);
    await using _ = await world.index({ limits: { bytes: 3_000_000, documents: 5000, concurrency: 4 } });
    await world.done();
    expect(await world.stored(eventAlias(world.namespace))).toEqual(newest(events));
    expect(await world.counted('refused')).toBe(0);
    const retries = (await world.vitals.samples()).find(({ name }) => name === 'gatewatch_retries_total');
    expect(retries?.value).toBeGreaterThan(0);
  });

  test('indices are deleted once everything in them is older than what is kept', async () => {
    await using world = await openWorld(settings);
    await using _ = await world.index();
    const day = 86_400_000;
    const first = signIn({ at: '1 08:00', recordId: 'first' });
    await world.sendEvents([first, { ...first, id: 'entra:later', recordId: 'later', time: first.time + 14 * day }]);
    await world.done();
    const retention = { namespace: world.namespace, events: 7 * day, alerts: null };
    expect(await deleteExpired(world.cluster, retention, first.time + 7 * day)).toEqual([]);
    expect(await deleteExpired(world.cluster, retention, first.time + 14 * day)).toEqual([
      eventIndex(world.namespace, 'week', first.time),
    ]);
    expect([...(await world.stored(eventAlias(world.namespace))).keys()]).toEqual(['entra:later']);
  });

  test('a bad network: 503, Retry-After, no answer, lost requests and lost answers lose nothing and write nothing twice', async () => {
    await using world = await openWorld(settings);
    await using proxy = await startFaultyProxy(server?.url ?? '', ca);
    await using through = openCluster({ ...settings, nodes: [proxy.url], ca: undefined, requestMs: 1000 });
    const troubles = [
      { status: 503 },
      'deaf',
      'cut',
      'hang',
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 502 },
    ] as const;
    // One that passes between any two, so that the waits stay short.
    const fates = troubles.flatMap((trouble) => [trouble, 'pass'] as const);
    let asked = 0;
    proxy.fate = () => fates[asked++ % fates.length] ?? 'pass';
    await world.sendEvents(events.slice(0, 600));
    {
      await using _ = await world.index({ through, limits: { documents: 50, concurrency: 2 } });
      await world.done();
    }
    expect(asked).toBeGreaterThan(fates.length);
    expect(await world.stored(eventAlias(world.namespace))).toEqual(newest(events.slice(0, 600)));
  });
});

test.skipIf(server === null)('kill -9 under load: what was acknowledged is there, and in the end everything is', async () => {
  await using world = await openWorld(settings);
  await using _ = await world.index({ limits: { bytes: 100_000, concurrency: 2 } });
  await world.sendEvents(events);
  await expect.poll(() => world.position(names.lane('person')), { timeout: 120_000, interval: 5 }).toBeGreaterThan(0);
  await server?.kill();
  const acknowledged = await world.bookmarks.list(`indexer/${world.namespace}`);
  await server?.start();
  const stored = await world.stored(eventAlias(world.namespace));
  const all = await readAll(world.bus, names.lane('person'));
  const missing = acknowledged.flatMap(({ name, text }) =>
    all
      .filter(({ partition, offset }) => name === `${names.lane('person')}/${partition}` && offset < Number(text))
      .flatMap((message) => eventIn(message)?.id ?? [])
      .filter((id) => !stored.has(id)),
  );
  expect(missing).toEqual([]);
  await world.done();
  expect(await world.stored(eventAlias(world.namespace))).toEqual(newest(events));
});

describe.skipIf(server === null)('a cluster with TLS and passwords is set up as it is typed', () => {
  const setup = async (section: object, secret: string) => {
    const config = join(folder, 'gatewatch.yaml');
    const all = { nodes: settings.nodes, username: 'elastic', password: `\${PASSWORD}`, replicas: 0, ...section };
    writeFileSync(config, `elasticsearch: ${JSON.stringify(all)}\n`);
    return gatewatch(['setup', 'elasticsearch', '--config', config], { cwd: folder, environment: { PASSWORD: secret } });
  };
  const trusted = { ca: `file:${started?.authority.ca}` };

  test('by who trusts its authority and knows the password', async () => {
    const ran = await setup(trusted, password);
    expect([ran.status, ran.stderr, ran.stdout.match(/^gatewatch-\S+: /gm)?.length]).toEqual([0, '', 4]);
  });

  test('and says of a strange certificate and a wrong password what to do, without the password', async () => {
    const strange = await setup({}, password);
    expect([strange.status, strange.stderr]).toEqual([
      2,
      expect.stringMatching(/^gatewatch: .*its certificate is not trusted.*elasticsearch\.ca.*\n$/),
    ]);
    const wrong = await setup(trusted, 'wrong-one-17');
    expect([wrong.status, wrong.stderr]).toEqual([
      2,
      expect.stringMatching(/^gatewatch: .*401.*see that elasticsearch\.apiKey.*\n$/),
    ]);
    expect(`${strange.stderr}${wrong.stderr}`).not.toMatch(/rabbit|wrong-one/);
  });
});
