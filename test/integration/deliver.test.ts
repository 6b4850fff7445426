/**
 * Delivery from a kept database by the command line, killed again and again: one destination takes all, one flaps, one asks to come
 * later, one is never there. The newest revision of every alert is told, or it is dead with its reason. GATEWATCH_KILLS: how often.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Alert } from '@gatewatch/domain';
import { sqliteDeliveries, sqliteLedger } from '@gatewatch/ledger';
import { parcelAlert } from '@gatewatch/testing';
import { afterAll, expect, test } from 'vitest';
import { receiver } from './listening.ts';

const kills = Number(process.env.GATEWATCH_KILLS ?? 4);
const seed = Number(process.env.GATEWATCH_SEED ?? 20_261_126);
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-deliver-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const db = join(folder, 'gatewatch.db');
const config = join(folder, 'gatewatch.yaml');
const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

let state = seed;
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // Numerical Recipes, chapter 7.1
  return state / 2 ** 32;
}

/**
 * Whether a receiver fails a notice this time, with this chance. Twice at most: each failure doubles the wait before the next try, and
 * the sixth in a row costs half a minute. Receivers that fail for long are sending.test.ts's, by a clock of its own.
 */
const failures = new Map<string, number>();
function fails(notice: string, chance: number): boolean {
  const before = failures.get(notice) ?? 0;
  if (before === 2 || random() >= chance) return false;
  failures.set(notice, before + 1);
  return true;
}

/** Alerts in up to four revisions, some withdrawn in the end. */
function history(): readonly Alert[] {
  const revisions: Alert[] = [];
  for (let i = 0; i < 30; i++) {
    const last = 1 + Math.floor(random() * 4);
    const withdrawn = random() < 0.2;
    for (let revision = 1; revision <= last; revision++) {
      const standing = revision === last && withdrawn ? 'withdrawn' : revision === 1 ? 'open' : 'amended';
      revisions.push({ ...parcelAlert, id: `alert-${i}`, revision, state: standing });
    }
  }
  return revisions;
}

function gatewatch(...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'services/gatewatch/bin/gatewatch.js'), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

test(`what is owed survives ${kills} kills, seed ${seed}`, async () => {
  const told = new Map<string, Map<string, number>>();
  const take = (who: string, id: string) => {
    const [alert = '', revision = ''] = id.split('.');
    const known = told.get(who) ?? new Map<string, number>();
    told.set(who, known.set(alert, Math.max(known.get(alert) ?? 0, Number(revision))));
  };
  await using flapping = await receiver((request, response) => {
    request.resume().once('end', () => {
      const id = String(request.headers['webhook-id']);
      const notice = `flapping ${id}`;
      if (fails(notice, 0.15)) return void response.socket?.destroy();
      if (fails(notice, 0.1)) return void response.writeHead(503).end();
      take('flapping', id);
      if (fails(notice, 0.1)) return void response.socket?.destroy(); // taken, and not said
      response.writeHead(204).end();
    });
  });
  await using slow = await receiver((request, response) => {
    request.resume().once('end', () => {
      const id = String(request.headers['webhook-id']);
      if (fails(`slow ${id}`, 0.3)) return void response.writeHead(429, { 'retry-after': '0' }).end();
      take('slow', id);
      response.writeHead(204).end();
    });
  });
  writeFileSync(
    config,
    `destinations:
  archive: { type: file, path: sink.ndjson, coalesce: 0s }
  flapping: { type: webhook, url: "${flapping.url}", secrets: ["\${HOOK}"], allow: [127.0.0.0/8], insecure: true, coalesce: 0s }
  slow: { type: webhook, url: "${slow.url}", secrets: ["\${HOOK}"], allow: [127.0.0.0/8], insecure: true, coalesce: 0s }
  gone: { type: webhook, url: "http://127.0.0.1:1/", secrets: ["\${HOOK}"], allow: [127.0.0.0/8], insecure: true, giveUp: 1s }
`,
  );
  process.env.HOOK = secret;
  const said = history();
  {
    await using ledger = sqliteLedger(db);
    const partition = await ledger.acquire('replay');
    await partition.commit({ position: 1, meta: '{}', puts: [], deletes: [], outbox: said, links: [] });
  }
  for (let i = 0; i < kills; i++) {
    const child = gatewatch('deliver', '--config', config, '--db', db);
    const over = ended(child);
    await Promise.race([over, wait(400 + random() * 1200)]);
    child.kill('SIGKILL');
    await over;
  }
  const last = gatewatch('deliver', '--config', config, '--db', db);
  const text: string[] = [];
  last.stdout?.on('data', (part) => text.push(String(part)));
  expect(await ended(last)).toBe(1); // `gone` has dead letters
  process.stdout.write(`${text.join('')}`);

  const newest = new Map(said.map((alert) => [alert.id, alert]));
  const lines = readFileSync(join(folder, 'sink.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const line of lines) take('archive', `${line.event.id}.${line.gatewatch.alert.revision}`);
  await using deliveries = sqliteDeliveries(db);
  for (const { id, revision, state: standing } of newest.values()) {
    for (const destination of ['archive', 'flapping', 'slow', 'gone']) {
      const [row] = await deliveries.rows([{ destination, id }]);
      expect(row?.parcel.revision).toBe(revision);
      if (row?.state === 'dead') expect([destination, row.lastError?.code]).toEqual(['gone', 'econnrefused']);
      else if (row?.state === 'spared') expect([standing, row.told]).toEqual(['withdrawn', null]);
      else expect([row?.state, told.get(destination)?.get(id)]).toEqual(['delivered', revision]);
    }
  }
});

test('a dead letter is listed, shown, and tried again; what is wrong is said in a sentence', async () => {
  const run = (...args: string[]) => {
    const ran = spawnSync(process.execPath, [join(root, 'services/gatewatch/bin/gatewatch.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { code: ran.status, out: ran.stdout, error: ran.stderr };
  };
  const dead = run('deliveries', 'list', '--state', 'dead', '--db', db);
  expect(dead.out).toMatch(/^gone +dead +alert-\d+ .*nobody listens there/m);
  const id = /alert-\d+/.exec(dead.out)?.[0] ?? '';
  expect(run('deliveries', 'show', id, '--db', db).out).toContain('last error econnrefused');
  expect(run('deliveries', 'retry', id, '--destination', 'gone', '--db', db).out).toMatch(/^\d+ (is|are) owed again/);
  for (const command of ['show', 'retry'])
    expect(run('deliveries', command, 'alert-no', '--db', db)).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringContaining('Nothing is known of alert alert-no: `gatewatch deliveries list` shows what is.'),
    });
  expect(run('deliveries', 'list', '--state', 'lost', '--db', db)).toMatchObject({
    code: 2,
    error: expect.stringContaining('there are pending, held'),
  });
  expect(run('deliveries', 'list', '--db', 'nowhere.db')).toMatchObject({
    code: 2,
    error: expect.stringContaining('does not exist'),
  });
  expect(run('destination', 'test', 'archive', '--config', config)).toMatchObject({
    code: 0,
    out: expect.stringContaining('took the test alert'),
  });
  expect(run('destination', 'test', 'gone', '--config', config)).toMatchObject({
    code: 2,
    error: expect.stringContaining('nobody listens there'),
  });
  expect(run('destination', 'test', 'other', '--config', config)).toMatchObject({
    code: 2,
    error: expect.stringContaining('there are archive, flapping, slow, gone'),
  });
  writeFileSync(config, 'destinations:\n  a: { type: telegraph }\n  b: { type: syslog, hots: x }\n');
  expect(run('check', '--config', config)).toMatchObject({
    code: 2,
    error: expect.stringMatching(/a\.type: there is no such kind.*\n.*b\.host: .*\n?.*unknown key "hots"/s),
  });
});
