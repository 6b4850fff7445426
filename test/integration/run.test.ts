/** `gatewatch run` as a person starts it: the same alerts as a replay, live, over restarts, and in plain sentences where it cannot. */

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../streams/until.ts';
import { gatewatch } from './running.ts';
import { type Started, start } from './started.ts';

interface Told {
  readonly id: string;
  readonly revision: number;
  readonly state: string;
  readonly detector: { readonly id: string };
  readonly subject: { readonly key: string };
  readonly gaps: readonly string[];
}

let folder: string;
let replayed: readonly Told[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatewatch-run-'));
  const made = await gatewatch(['simulate', '--users', '30', '--days', '5', '--seed', '4', '--attacks', '40', '--out', 'sim'], {
    cwd: folder,
  });
  expect(made.status, made.stderr).toBe(0);
  const judged = await gatewatch(['replay', 'sim', '--config', 'sim/gatewatch.yaml', '--out', 'replayed'], { cwd: folder });
  expect(judged.status, judged.stderr).toBe(0);
  replayed = lines(readFileSync(join(folder, 'replayed/alerts.ndjson'), 'utf8'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lines(text: string): readonly Told[] {
  return text
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** A configuration of the simulated organisation with a watched folder `in` below `name`. */
function configured(name: string, more = ''): string {
  const path = join(folder, name);
  mkdirSync(join(path, 'in'), { recursive: true });
  const organisation = readFileSync(join(folder, 'sim/gatewatch.yaml'), 'utf8');
  const sources = 'sources: { folders: [{ name: exports, path: in, every: 1s, settle: 0s }] }';
  writeFileSync(
    join(path, 'gatewatch.yaml'),
    `${organisation}\n${sources}\nhttp: { port: 0 }\nstate: { folder: state }\n${more}`,
  );
  return path;
}

const run = ['run', '--config', 'gatewatch.yaml', '--format', 'ndjson'] as const;

/** What stands of the alerts of people whose state was never bounded (SEMANTICS.md 4.4), without facts of arrival. */
function standing(all: readonly Told[], bounded: ReadonlySet<string>): readonly string[] {
  const newest = new Map<string, Told>();
  for (const alert of all) if (alert.revision >= (newest.get(alert.id)?.revision ?? 0)) newest.set(alert.id, alert);
  const arrival = new Set(['revision', 'detectedAt', 'cause', 'replacedBy', 'state', 'status']);
  return [...newest.values()]
    .filter(
      ({ state, subject, detector }) => state !== 'withdrawn' && !bounded.has(subject.key) && detector.id !== 'monitor-health',
    )
    .map((alert) => JSON.stringify(Object.fromEntries(Object.entries(alert).filter(([key]) => !arrival.has(key)))))
    .sort();
}

function boundedIn(...all: readonly (readonly Told[])[]): ReadonlySet<string> {
  return new Set(all.flat().flatMap(({ gaps, subject }) => (gaps.includes('bounded') ? [subject.key] : [])));
}

/** Files appear as programs that mean well put them: written beside, then renamed. */
function put(into: string): void {
  cpSync(join(folder, 'sim'), join(into, '..', 'copied'), { recursive: true });
  renameSync(join(into, '..', 'copied'), join(into, 'sim'));
}

async function url(started: Started): Promise<string> {
  return /http:\S+/.exec(await started.line((line) => line.includes('Health and metrics')))?.[0] ?? '';
}

describe('the files of a folder', () => {
  test('give the same alerts as a replay of them', async () => {
    const path = configured('equal');
    put(join(path, 'in'));
    const ran = await gatewatch([...run, '--until-read'], { cwd: path });
    expect(ran.status, ran.stderr).toBe(0);
    const told = lines(ran.stdout);
    const bounded = boundedIn(told, replayed);
    expect(standing(replayed, bounded).length).toBeGreaterThan(3);
    expect(standing(told, bounded)).toEqual(standing(replayed, bounded));
    // Each revision is told once, and what is read is not read again.
    expect(new Set(told.map(({ id, revision }) => `${id} ${revision}`)).size).toBe(told.length);
    const again = await gatewatch([...run, '--until-read'], { cwd: path });
    expect([again.status, again.stdout]).toEqual([0, '']);
  });

  test('are read on where a kill -9 ended it, and give the same alerts', async () => {
    const path = configured('killed');
    put(join(path, 'in'));
    const told: Told[] = [];
    for (let kills = 0; kills < 3; kills++) {
      await using started = start(run, path);
      await started.line((line) => line.startsWith('{') && !line.includes('monitor-health'));
      started.kill('SIGKILL');
      await started.ended();
      told.push(...lines(started.stdout.join('\n')));
    }
    const ran = await gatewatch([...run, '--until-read'], { cwd: path });
    expect(ran.status, ran.stderr).toBe(0);
    told.push(...lines(ran.stdout));
    const bounded = boundedIn(told, replayed);
    expect(standing(told, bounded)).toEqual(standing(replayed, bounded));
  });

  test('go on from what gatewatch learn left in the state folder', async () => {
    const path = configured('learnt');
    const learnt = await gatewatch(['learn', '../sim', '--config', 'gatewatch.yaml', '--out', 'state'], { cwd: path });
    expect(learnt.status, learnt.stderr).toBe(0);
    const ran = await gatewatch([...run, '--until-read'], { cwd: path });
    expect([ran.status, ran.stdout]).toEqual([0, '']);
    const [someone] = replayed;
    const subject = await gatewatch(['subject', someone?.subject.key ?? '', '--db', 'state/gatewatch.db'], { cwd: path });
    expect(subject.stdout).toContain('active days');
  });
});

describe('a running process', () => {
  test('tells what is put there, serves its health, takes verdicts, stops in time and goes on', async () => {
    const path = configured('live', 'detectors: { monitor-health: { options: { geoDays: 1 } } }\n');
    await using started = start(run, path);
    const at = await url(started);
    put(join(path, 'in'));
    const { id } = JSON.parse(await started.line((line) => line.startsWith('{') && !line.includes('monitor-health'))) as Told;

    const ready = await fetch(`${at}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([200, expect.stringContaining('ok  folder exports')]);
    const metrics = await (await fetch(`${at}/metrics`)).text();
    expect(metrics).toMatch(/gatewatch_records_received_total\{tenant="example",source="exports\/example"\} \d/);
    expect(metrics).toMatch(/gatewatch_commit_seconds_count [1-9]/);

    const closed = await gatewatch(['alerts', 'close', id, '--verdict', 'benign', '--db', 'state/gatewatch.db'], { cwd: path });
    expect(closed.status, closed.stderr).toBe(0);
    await started.line((line) => line.includes(id) && line.includes('"disposition":"benign"'));

    const second = await gatewatch(run, { cwd: path });
    expect([second.status, second.stderr]).toEqual([
      2,
      expect.stringMatching(/state is in use by a running gatewatch \(process \d+\)/),
    ]);
    for (const refused of [
      ['forget', 'ada@example.com', '--db', 'state/gatewatch.db'],
      ['learn', '../sim', '--out', 'state'],
    ]) {
      const { status, stderr } = await gatewatch(refused, { cwd: path });
      expect([status, stderr]).toEqual([2, expect.stringContaining('is in use by a running gatewatch')]);
    }

    // The monitor's own alerts stand beside the others, and verify themselves.
    const own = await started.line((line) => line.includes('"id":"monitor-health'));
    writeFileSync(join(path, 'own.ndjson'), `${own}\n`);
    expect((await gatewatch(['verify', 'own.ndjson'], { cwd: path })).stdout).toContain('1 alert read, 0 do not verify');
    const all = await gatewatch(['alerts', 'list', '--detector', 'monitor-health', '--db', 'state/gatewatch.db'], { cwd: path });
    expect(all.stdout).toContain('geo data');

    started.kill('SIGTERM');
    expect(await started.ended()).toEqual({ status: 0, signal: null });
    expect(started.stderr.at(-1)).toContain('Stopped');
    const relearnt = await gatewatch(['learn', '../sim', '--out', 'state'], { cwd: path });
    expect([relearnt.status, relearnt.stderr]).toEqual([2, expect.stringContaining('holds the state of gatewatch run')]);
    const told = lines(started.stdout.join('\n'));
    await using next = start(run, path);
    await url(next);
    next.kill('SIGINT');
    expect((await next.ended()).status).toBe(0);
    const repeated = new Set(told.map((alert) => `${alert.id} ${alert.revision}`));
    expect(lines(next.stdout.join('\n')).filter((alert) => repeated.has(`${alert.id} ${alert.revision}`))).toEqual([]);
  });
});

/** Debian's util-linux: sets how much a running process may write into one file, which to it is a full disk and then none. */
const canLimit = spawnSync('prlimit', ['--version']).status === 0;
function mayWrite(started: Started, bytes: string): void {
  expect(spawnSync('prlimit', ['--pid', String(started.pid), `--fsize=${bytes}:unlimited`]).status).toBe(0);
}

test.skipIf(!canLimit)('a disk that is full holds the sources until there is room, and loses nothing', async () => {
  const path = configured('full');
  await using started = start(run, path);
  const at = await url(started);
  await until(async () => (await (await fetch(`${at}/readyz`)).text()).includes('ok  state folder'));
  mayWrite(started, '100000');
  put(join(path, 'in'));
  await started.line((line) => line.includes('gatewatch.db could not be written'));
  const ready = await fetch(`${at}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('FAILS')]);
  mayWrite(started, 'unlimited');
  await started.line((line) => line.includes('works again'));
  const last = replayed.filter(({ state }) => state !== 'withdrawn').at(-1);
  await started.line((line) => line.includes(`"id":"${last?.id}"`));
  started.kill('SIGTERM');
  expect((await started.ended()).status).toBe(0);
  const told = lines(started.stdout.join('\n'));
  const bounded = boundedIn(told, replayed);
  expect(standing(told, bounded)).toEqual(standing(replayed, bounded));
});

describe('what stands in the way is one sentence', () => {
  test('no sources, an unknown tenant, an unknown service, no servers', async () => {
    writeFileSync(join(folder, 'none.yaml'), 'http: { port: 0 }\n');
    const none = await gatewatch(['run', '--config', 'none.yaml'], { cwd: folder });
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining('none.yaml names no sources: add sources.eventHubs')]);
    writeFileSync(join(folder, 'unknown.yaml'), 'sources: { folders: [{ name: a, path: in, tenant: contoso }] }\n');
    const unknown = await gatewatch(['run', '--config', 'unknown.yaml'], { cwd: folder });
    expect([unknown.status, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('there is no tenant contoso: add it to tenants'),
    ]);
    const service = await gatewatch(['service', 'indexers', '--config', 'none.yaml'], { cwd: folder });
    expect([service.status, service.stderr]).toEqual([
      2,
      expect.stringContaining('there are detector, forwarder, indexer, ingestor-azure'),
    ]);
    const servers = await gatewatch(['service', 'detector', '--config', 'none.yaml'], { cwd: folder });
    expect([servers.status, servers.stderr]).toEqual([2, expect.stringContaining('names no kafka and no redis')]);
  });

  test('a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      const path = configured('taken');
      writeFileSync(
        join(path, 'gatewatch.yaml'),
        readFileSync(join(path, 'gatewatch.yaml'), 'utf8').replace('port: 0', `port: ${port}`),
      );
      const ran = await gatewatch(run, { cwd: path });
      expect([ran.status, ran.stderr]).toEqual([
        2,
        expect.stringContaining(`Port ${port} of 127.0.0.1 is taken by another program`),
      ]);
    } finally {
      server.close();
    }
  });

  test('a folder that is missing is said, and read once it is there', async () => {
    const path = configured('missing');
    rmSync(join(path, 'in'), { recursive: true });
    await using started = start(run, path);
    const at = await url(started);
    await started.line((line) => line.includes('in cannot be looked into (it does not exist)'));
    expect((await fetch(`${at}/readyz`)).status).toBe(503);
    mkdirSync(join(path, 'in'));
    await started.line((line) => line.includes('folder exports works again'));
    started.kill('SIGTERM');
    expect((await started.ended()).status).toBe(0);
  });

  test('source test says what a folder holds', async () => {
    const path = configured('tested');
    const empty = await gatewatch(['source', 'test', 'exports', '--config', 'gatewatch.yaml'], { cwd: path });
    expect([empty.status, empty.stdout]).toEqual([0, expect.stringContaining('holds no files yet')]);
    put(join(path, 'in'));
    const full = await gatewatch(['source', 'test', 'exports', '--config', 'gatewatch.yaml'], { cwd: path });
    expect([full.status, full.stdout]).toEqual([0, expect.stringMatching(/become events/)]);
    const wrong = await gatewatch(['source', 'test', 'other', '--config', 'gatewatch.yaml'], { cwd: path });
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('names no source other: there are exports')]);
  });
});

test('what is told is delivered too, over a kill -9', async () => {
  const path = configured('delivered', 'destinations: { archive: { type: file, path: sink.ndjson, coalesce: 0s } }');
  put(join(path, 'in'));
  const told: Told[] = [];
  {
    await using first = start(run, path);
    await first.line((line) => line.startsWith('{'));
    first.kill('SIGKILL');
    await first.ended();
    told.push(...lines(first.stdout.join('\n')));
  }
  await using second = start(run, path);
  const newestOf = (all: readonly { readonly id: string; readonly revision: number; readonly state?: string }[]) => {
    const newest = new Map<string, { readonly revision: number; readonly state?: string }>();
    for (const one of all) if (one.revision >= (newest.get(one.id)?.revision ?? 0)) newest.set(one.id, one);
    return newest;
  };
  const sunk = () => {
    const documents = existsSync(join(path, 'sink.ndjson'))
      ? readFileSync(join(path, 'sink.ndjson'), 'utf8').split('\n').slice(0, -1)
      : [];
    return documents
      .map((line) => JSON.parse(line))
      .map(({ event, gatewatch: { alert } }) => ({ id: String(event.id), revision: Number(alert.revision) }));
  };
  // What was taken back before it was sent is nobody's news.
  await expect
    .poll(
      () => {
        const sent = newestOf(sunk());
        const owed = [...newestOf([...told, ...lines(second.stdout.join('\n'))])].filter(
          ([, { state }]) => state !== 'withdrawn',
        );
        const behind = owed.filter(([id, { revision }]) => sent.get(id)?.revision !== revision);
        return [owed.length > 3, behind];
      },
      { timeout: 120_000, interval: 500 },
    )
    .toEqual([true, []]);
});
