/**
 * Events of `gatewatch run` to destinations, killed again and again: one destination is a file, one is away at first. Every event that
 * was taken reaches both at least once, whatever the kind of destination, and none before its time is let go of.
 */

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { loadConfig } from '@gatewatch/runtime';
import { afterAll, expect, test } from 'vitest';
import { openOrganisation } from '../streams/organisation.ts';
import { until } from '../streams/until.ts';
import { listening } from './listening.ts';
import { gatewatch } from './running.ts';
import { start } from './started.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-events-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const environment = { HOOK: `whsec_${Buffer.alloc(32, 9).toString('base64')}` };

test('every event that was taken is told at least once, over kills and an absence', async () => {
  const made = await gatewatch(['simulate', '--users', '6', '--days', '2', '--seed', '4', '--out', 'sim'], { cwd: folder });
  expect(made.status, made.stderr).toBe(0);
  let away = true;
  const told = new Map<string, number>();
  await using hook = await listening((id) => {
    if (away) return 503;
    told.set(id, (told.get(id) ?? 0) + 1);
    return 204;
  });
  mkdirSync(join(folder, 'in'));
  writeFileSync(
    join(folder, 'gatewatch.yaml'),
    `${readFileSync(join(folder, 'sim/gatewatch.yaml'), 'utf8')}
sources: { folders: [{ name: exports, path: in, every: 1s, settle: 0s }] }
http: { port: 0 }
state: { folder: state }
destinations:
  archive: { type: file, path: events.ndjson, alerts: false, events: true }
  hook: { type: webhook, url: "${hook.url}", secrets: ["\${HOOK}"], allow: [127.0.0.0/8], insecure: true, alerts: false,
          events: [sign-in], perSecond: 1000, concurrency: 16 }
`,
  );
  cpSync(join(folder, 'sim'), join(folder, 'copied'), { recursive: true });
  renameSync(join(folder, 'copied'), join(folder, 'in/sim'));
  const run = () => start(['run', '--config', 'gatewatch.yaml', '--format', 'ndjson'], folder, environment);
  const archived = (): { kind: string; id: string }[] => {
    const path = join(folder, 'events.ndjson');
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
    return lines.map((line) => JSON.parse(line).gatewatch.event);
  };
  for (let kills = 0; kills < 3; kills++) {
    await using started = run();
    const before = archived().length;
    const end = Date.now() + 5000; // there may be nothing left
    await until(() => archived().length > before || Date.now() > end);
    started.kill('SIGKILL');
    await started.ended();
    away = kills < 1;
  }
  await using last = run();
  await last.line((line) => line.includes('Health and metrics'));
  // What was taken says the database itself: the log holds what one of the two has not passed, and nothing when both have.
  const number = (sql: string): number => {
    const database = new DatabaseSync(join(folder, 'state/gatewatch.db'), { readOnly: true, timeout: 5000 });
    try {
      return Number(database.prepare(sql).get()?.n ?? 0);
    } finally {
      database.close();
    }
  };
  const newest = () => number("SELECT seq AS n FROM sqlite_sequence WHERE name = 'events'");
  const passed = (name: string) => number(`SELECT position AS n FROM accepted WHERE partition = 'events ${name} log'`);
  const expected = await eventsIn(join(folder, 'sim'));
  let known = -1;
  await until(() => {
    const all = newest();
    const same = all > 0 && all === known && passed('archive') === all && passed('hook') === all;
    known = all;
    return same && new Set(archived().map(({ id }) => id)).size >= expected.size;
  });
  last.kill('SIGTERM');
  expect((await last.ended()).status).toBe(0);
  const ids = new Set(archived().map(({ id }) => id));
  const signIns = new Set(archived().flatMap(({ kind, id }) => (kind === 'sign-in' ? [id] : [])));
  const hooked = new Set([...told.keys()].map((id) => id.slice(0, id.lastIndexOf('.', id.lastIndexOf('.') - 1))));
  expect(ids.size).toBeGreaterThan(100);
  expect(hooked).toEqual(signIns);
  expect(ids).toEqual(expected);
  const tested = await gatewatch(['destination', 'test', 'archive', '--config', 'gatewatch.yaml'], { cwd: folder, environment });
  expect(tested.stdout).toMatch(/^archive took the test event entra:test-\w+: look for it there\.\n$/);
});

test('who takes no events, who would be told of nothing, and a digest that cannot be, is said', async () => {
  writeFileSync(
    join(folder, 'wrong.yaml'),
    `destinations:
  a: { type: slack, url: "https://hooks.slack.com/services/x", events: true }
  b: { type: stdout, alerts: false }
  c: { type: stdout, events: [sign-ins] }
  d: { type: stdout, digest: { at: ["25:00"], zone: Europe/Atlantis } }
  e: { type: stdout, digest: { at: ["08:00"] }, cap: { most: 1 } }
  f: { type: stdout, digest: { at: ["08:00", "16:30"], days: [mon], zone: Europe/Oslo, atOnce: high } }
`,
  );
  const ran = await gatewatch(['check', '--config', 'wrong.yaml'], { cwd: folder });
  expect(ran.status).toBe(2);
  for (const said of [
    /a\.events: Slack.* is told of alerts alone; events go to .*splunk/,
    /b\.alerts: with false and without events it is told of nothing/,
    /c\.events/,
    /d\.digest\.at\.0: write a time of the day as 08:00/,
    /d\.digest\.zone: write a time zone as Europe\/Oslo, or UTC/,
    /e\.digest: cap and digest exclude each other/,
  ])
    expect(ran.stderr).toMatch(said);
  expect(ran.stderr).not.toMatch(/\bf\./);
});

/** Ids of the events in the files, without what rosters are. */
async function eventsIn(path: string): Promise<ReadonlySet<string>> {
  await using organisation = await openOrganisation(await loadConfig(join(path, 'gatewatch.yaml')));
  const { decode, normalise } = organisation.reading;
  const found = new Set<string>();
  for (const file of readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ndjson'))) {
    const bytes = readFileSync(join(path, file));
    const body = async function* () {
      yield bytes;
    };
    for await (const pieces of decode(body(), file))
      for (const piece of pieces) {
        if ('broken' in piece) continue;
        const read = normalise(piece.value, { tenant: 'x', origin: { source: file, position: 0 }, received: Date.now() });
        if ('events' in read) for (const { kind, id } of read.events) if (kind !== 'snapshot') found.add(id);
      }
  }
  return found;
}
