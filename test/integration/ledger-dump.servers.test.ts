/** `gatewatch ledger`: a backup there and back, over other numbers of partitions. */

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partitionOf } from '@gatewatch/bus';
import { type Ledger, type LogRecord, minuteMs } from '@gatewatch/domain';
import { createWorker, decodeSubject, subjectKey } from '@gatewatch/engine';
import {
  memoryLedger,
  openRedis,
  redisDefaults,
  redisLedger,
  redisLinks,
  sqliteBookmarks,
  sqliteLedger,
  sqliteLinks,
} from '@gatewatch/ledger';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { madeSettings, recordAt } from '../faults/made-log.ts';
import { gatewatch } from './running.ts';

const redis = inject('redis');
const server = redis === null ? '' : new URL(redis).host;
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-dump-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = { ...madeSettings, counting: [], commitEvery: 50 };
const partitions = 6;
const records = (from: number, to: number): readonly LogRecord[] =>
  Array.from({ length: to - from }, (_, i) => recordAt(from + i));

async function judge(ledger: Ledger, name: string, log: readonly LogRecord[], owns?: (key: string) => boolean): Promise<void> {
  const worker = await createWorker({ partition: await ledger.acquire(name), settings, ...(owns === undefined ? {} : { owns }) });
  await worker.apply(log);
  await worker.commit();
}

async function standing(ledger: Ledger): Promise<readonly unknown[]> {
  return (await ledger.alerts()).filter(({ state }) => state !== 'withdrawn');
}

function configuration(prefix: string, more = ''): string {
  const path = join(folder, `${prefix}.yaml`);
  writeFileSync(path, `redis: { servers: ["${server}"], prefix: ${prefix} }\n${more}`);
  return path;
}

async function cli(...args: readonly string[]): Promise<string> {
  const ran = await gatewatch(['ledger', ...args], { cwd: folder });
  return `${ran.status} ${ran.stdout}${ran.stderr}`;
}

const at = (name: string) => join(folder, name);

describe.skipIf(redis === null)('gatewatch ledger', () => {
  beforeAll(async () => {
    await using ledger = sqliteLedger(at('first.db'));
    await judge(ledger, 'replay', records(0, 400));
    const held = await ledger.acquire('replay');
    const [, second] = await ledger.outbox('replay', 0, 2);
    await held.publish(second?.sequence ?? 0);
    await ledger.trim('replay', 1);
    const ids = ['1', '2'].map((id) => ({
      link: `default\nentra\n${id}`,
      scope: 'default\nentra',
      claimed: 'ada@example.com',
      person: 'ada@example.com',
    }));
    await using links = sqliteLinks(at('first.db'));
    await links.decide(ids);
    await using bookmarks = sqliteBookmarks(at('first.db'));
    await bookmarks.put('event-hub/x', '0', '{"sequence": 5}', null);
    expect(await cli('export', 'first.ndjson', '--db', 'first.db')).toMatch(/^0 first.ndjson holds \d+ subjects, \d+ alerts/);
  });

  test('a database goes into Redis, each subject to the partition that its name is of, and judging goes on as it would have', async () => {
    const prefix = `dump-${randomUUID()}`;
    const config = configuration(
      prefix,
      `kafka: { brokers: ["127.0.0.1:1"], partitions: ${partitions}, replicas: 1, minInSync: 1 }\n`,
    );
    expect(await cli('import', 'first.ndjson', '--config', config)).toMatch(
      /^0 Redis at .* holds what first.ndjson does: .*\nIt is laid out anew/,
    );
    await using store = await openRedis({ ...redisDefaults, servers: [server], prefix }, { warn() {} });
    const ledger = redisLedger(store);
    const names = Array.from({ length: partitions }, (_, i) => `person/${i}`);
    for (const [number, name] of names.entries()) {
      for await (const { key } of ledger.subjects(name)) expect(partitionOf(key, partitions), key).toBe(number);
      expect(await ledger.acquire(name)).toMatchObject({ position: 0 });
    }
    const links = redisLinks(store);
    expect(await links.decide([{ link: 'default\nentra\n2', scope: 'default\nentra', claimed: null, person: '' }])).toEqual([
      'ada@example.com~2',
    ]);

    await using embedded = memoryLedger();
    await judge(embedded, 'replay', records(0, 400));
    await judge(embedded, 'replay', records(400, 800));
    for (const [number, name] of names.entries())
      await judge(ledger, name, records(400, 800), (key) => partitionOf(subjectKey('default', key), partitions) === number);
    expect((await standing(embedded)).length).toBeGreaterThan(20);
    expect(await standing(ledger)).toEqual(await standing(embedded));
  });

  test('Redis goes into Redis over another number of partitions, and back into a database', async () => {
    const [one, two] = [`dump-${randomUUID()}`, `dump-${randomUUID()}`].map((prefix) => configuration(prefix));
    expect(await cli('import', 'first.ndjson', '--config', one ?? '', '--partitions', '6')).toMatch(/^0 /);
    expect(await cli('export', 'six.ndjson', '--config', one ?? '')).toMatch(/^0 six.ndjson holds/);
    expect(await cli('import', 'six.ndjson', '--config', two ?? '', '--partitions', '4')).toMatch(/^0 .*\nIt is laid out anew/);
    expect(await cli('import', 'six.ndjson', '--config', two ?? '', '--replace')).toMatch(/^0 .*\nPositions were kept/);
    expect(await cli('import', 'six.ndjson', '--db', 'back.db')).toMatch(/^0 /);
    expect(await cli('verify', 'first.ndjson', '--db', 'back.db')).toMatch(/^0 back.db holds what first.ndjson does/);
    await using before = sqliteLedger(at('first.db'));
    await using after = sqliteLedger(at('back.db'));
    const of = async (ledger: Ledger) => {
      const held = await ledger.acquire('replay');
      const waiting = (await ledger.outbox('replay', held.published, 1e6)).map(({ alert }) => `${alert.id} ${alert.revision}`);
      return { waiting: waiting.sort(), meta: held.meta, alerts: await ledger.alerts() };
    };
    expect(await of(after)).toEqual(await of(before));
  });

  test('what is the same is kept: positions, and what waits to be sent', async () => {
    expect(await cli('import', 'first.ndjson', '--db', 'same.db')).toMatch(/Positions were kept/);
    await using ledger = sqliteLedger(at('same.db'));
    expect((await ledger.acquire('replay')).position).toBe(400);
  });

  test('a ledger that went on is told from its backup, and not written over unless that is said', async () => {
    await using ledger = sqliteLedger(at('same.db'));
    await judge(ledger, 'replay', records(400, 440));
    expect(await cli('verify', 'first.ndjson', '--db', 'same.db')).toMatch(
      /^2 gatewatch: same.db does not hold what first.ndjson does: .*subjects/,
    );
    expect(await cli('import', 'first.ndjson', '--db', 'same.db')).toMatch(
      /^2 gatewatch: same.db holds a ledger already: .*--replace/,
    );
    expect(await cli('import', 'first.ndjson', '--db', 'same.db', '--replace')).toMatch(/^0 /);
  });

  test('partitions that have not read as far are not laid out anew', async () => {
    const prefix = `dump-${randomUUID()}`;
    const config = configuration(prefix);
    await using store = await openRedis({ ...redisDefaults, servers: [server], prefix }, { warn() {} });
    const ledger = redisLedger(store);
    const tick = (at: number): LogRecord => ({ type: 'tick', at, tenant: 'default', source: 'test', progress: at });
    await judge(ledger, 'person/0', [tick(5 * minuteMs)]);
    await judge(ledger, 'person/1', [tick(4 * minuteMs)]);
    expect(await cli('export', 'apart.ndjson', '--config', config)).toMatch(/^0 /);
    expect(await cli('import', 'apart.ndjson', '--db', 'apart.db')).toMatch(
      /have not all read as far \(tenant default\): stop the ingestors/,
    );
    expect(await cli('import', 'apart.ndjson', '--config', config, '--replace')).toMatch(/Positions were kept/);
  });

  test('states are read by this release after the journey', async () => {
    await using ledger = sqliteLedger(at('same.db'));
    let people = 0;
    for await (const { key, state } of ledger.subjects('replay')) if (decodeSubject(key, state).rows.length > 0) people++;
    expect(people).toBeGreaterThan(10);
  });
});
