/** An analyst's day over a kept database, by the real command line. */

import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatewatch } from './running.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-triage-'));
const database = join(folder, 'out/gatewatch.db');
const db = ['--db', database];
const run = (...args: string[]) => gatewatch(args, { cwd: folder });
const replayed = () => run('replay', 'logs', '--config', 'logs/gatewatch.yaml', '--out', 'out', '--keep');

interface Listed {
  readonly id: string;
  readonly revision: number;
  readonly status: string;
  readonly disposition: string | null;
  readonly severity: string;
  readonly detector: { readonly id: string };
  readonly subject: { readonly key: string; readonly name: string | null };
}

async function listed(...filters: string[]): Promise<readonly Listed[]> {
  const { stdout, stderr, status } = await run('alerts', 'list', ...db, '--format', 'ndjson', ...filters);
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

async function first(...filters: string[]): Promise<Listed> {
  const [alert] = await listed(...filters);
  if (alert === undefined) throw new Error('the simulated attacks make alerts');
  return alert;
}

beforeAll(async () => {
  expect((await run('simulate', '--users', '60', '--days', '10', '--seed', '7', '--out', 'logs')).status).toBe(0);
  const { status, stderr } = await replayed();
  expect(status, stderr).toBe(0);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a state that was cut is one sentence and no stack', { timeout: 60_000 }, async () => {
  const { subject } = await first();
  const cut = join(folder, 'cut.db');
  copyFileSync(database, cut);
  const opened = new DatabaseSync(cut);
  opened.exec('UPDATE subjects SET state = substr(state, 1, length(state) / 2)');
  opened.close();
  const { status, stderr } = await run('subject', subject.key, '--db', cut);
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/^gatewatch: The state of .* is damaged .*: put back a copy .*\n$/),
  ]);
});

test('list filters as a person thinks', { timeout: 60_000 }, async () => {
  const all = await listed();
  const one = all[0];
  if (one === undefined) throw new Error('the simulated attacks make alerts');
  expect(all.length).toBeGreaterThan(2);
  expect((await listed('--subject', one.subject.key)).every((alert) => alert.subject.key === one.subject.key)).toBe(true);
  expect((await listed('--detector', one.detector.id)).every((alert) => alert.detector.id === one.detector.id)).toBe(true);
  expect((await listed('--severity', 'high')).every((alert) => ['high', 'critical'].includes(alert.severity))).toBe(true);
  expect(await listed('--since', '2099-01-01')).toEqual([]);
  expect(await listed('--tenant', 'nobody')).toEqual([]);
  expect(await listed('--state', 'closed')).toEqual([]);
  const alike = all.filter((alert) => alert.detector.id === one.detector.id).length;
  const shown = await run('alerts', 'show', one.detector.id, ...db);
  if (alike > 1) expect(shown.stderr).toMatch(/stands for \d+ alerts: write more of the id/);
  else expect(shown.stdout).toContain(one.id);
});

test('show tells the story, the timeline and the steps; why the numbers and the silences; subject the person', {
  timeout: 60_000,
}, async () => {
  const alert = await first();
  const shown = await run('alerts', 'show', alert.id, ...db);
  for (const title of ['Numbers', 'Timeline (* decides)', 'Steps']) expect(shown.stdout).toContain(`\n${title}\n`);
  expect(shown.stdout).toMatch(/^\* \d{4}-\d\d-\d\d /m);
  const why = await run('why', alert.id, ...db);
  expect(why.stdout).toMatch(/held against (>|<|=)/);
  expect(why.stdout).toContain('asked again of the last of these rows');
  const person = await run('subject', alert.subject.key, ...db);
  expect(person.stdout).toContain('What is normal');
  expect(person.stdout).toContain(alert.id);
  expect([shown.status, why.status, person.status]).toEqual([0, 0, 0]);
});

test('why asks the others by the configuration, and a name that none has is a mistake', { timeout: 60_000 }, async () => {
  const { id } = await first();
  const others = (text: string) => text.slice(text.indexOf('\nOthers')).match(/^ {2}[a-z-]+(?=: )/gm) ?? [];
  const all = others((await run('why', id, ...db)).stdout);
  const off = all[0]?.trim() ?? '';
  writeFileSync(join(folder, 'off.yaml'), `detectors: { ${off}: { enabled: false } }\n`);
  const some = await run('why', id, ...db, '--config', 'off.yaml');
  expect(some.status, some.stderr).toBe(0);
  expect(others(some.stdout)).toEqual(all.slice(1));
  writeFileSync(join(folder, 'wrong.yaml'), 'detectors: { travel: { enabled: false } }\n');
  const wrong = await run('why', id, ...db, '--config', 'wrong.yaml');
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('detectors.travel: there is no such detector')]);
});

test('a verdict closes the alert, survives a replay, and can be taken back', { timeout: 120_000 }, async () => {
  const alert = await first();
  const closed = await run('alerts', 'close', alert.id, '--verdict', 'benign', '--note', 'on \u001b[31mholiday', ...db);
  expect([closed.status, closed.stderr]).toEqual([0, '']);
  const after = await listed('--state', 'closed');
  expect(after.map(({ id, disposition, revision }) => [id, disposition, revision])).toEqual([
    [alert.id, 'benign', alert.revision + 1],
  ]);
  expect((await listed()).some(({ id }) => id === alert.id)).toBe(false);
  const shown = await run('alerts', 'show', alert.id, ...db);
  expect(shown.stdout).toContain('holiday');
  expect(shown.stdout).not.toContain('\u001b');

  expect((await replayed()).status).toBe(0);
  expect((await listed('--state', 'closed')).map(({ id, disposition }) => [id, disposition])).toEqual([[alert.id, 'benign']]);
  const written = readFileSync(join(folder, 'out/alerts.ndjson'), 'utf8')
    .split('\n')
    .find((line) => line.includes(alert.id));
  expect(JSON.parse(written ?? '{}').disposition).toBe('benign');

  const reopened = await run('alerts', 'reopen', alert.id, ...db);
  expect([reopened.status, reopened.stderr]).toEqual([0, '']);
  expect((await listed()).find(({ id }) => id === alert.id)?.disposition).toBe(null);
  expect((await run('alerts', 'reopen', alert.id, ...db)).stderr).toMatch(/is not closed/);
});

test('forget leaves no byte of the person in the database, and everyone else where they were', { timeout: 120_000 }, async () => {
  const { subject } = await first();
  const others = (await listed('--state', 'all')).filter((alert) => alert.subject.key !== subject.key).map(({ id }) => id);
  const texts = [subject.key, subject.name ?? subject.key];
  const naming = () => databaseFiles().filter((bytes) => texts.some((text) => bytes.includes(text)));
  expect(naming().length).toBeGreaterThan(0);
  // A part of a name is nobody: others bear it too.
  const part = (subject.name ?? '').split(' ')[0] ?? '';
  const before = databaseFiles();
  expect((await run('forget', part, ...db)).stderr).toMatch(/is not known to this database/);
  expect(databaseFiles()).toEqual(before);
  const forgotten = await run('forget', subject.key.toUpperCase(), ...db);
  expect([forgotten.status, forgotten.stderr]).toEqual([0, '']);
  expect(forgotten.stdout).toMatch(/still name the person: .*alerts\.ndjson/);
  expect(naming()).toEqual([]);
  expect((await listed('--state', 'all')).map(({ id }) => id).sort()).toEqual(others.sort());
  expect((await run('subject', subject.key, ...db)).stderr).toMatch(/is no subject of this database/);
  const again = await run('forget', subject.key, ...db);
  expect([again.status, again.stderr]).toEqual([2, expect.stringMatching(/is not known to this database/)]);
});

test('purge lets go of what is older than the retention says, and of nothing without one', { timeout: 60_000 }, async () => {
  writeFileSync(join(folder, 'keep.yaml'), 'retention: {alerts: 30d, subjects: 30d}\n');
  writeFileSync(join(folder, 'none.yaml'), 'tenants: []\n');
  copyFileSync(database, join(folder, 'old.db'));
  const purge = (config: string, asOf: string) => run('purge', '--config', config, '--as-of', asOf, '--db', 'old.db');
  expect((await purge('none.yaml', '2099-01-01')).stderr).toMatch(/names no retention/);
  expect((await purge('keep.yaml', '2000-01-01')).stdout).toMatch(/^0 alerts and 0 subjects/);
  expect((await purge('keep.yaml', '2099-01-01')).stdout).toMatch(/^[1-9]\d* alerts and [1-9]\d* subjects/);
  const left = await run('alerts', 'list', '--state', 'all', '--db', 'old.db');
  expect(left.stdout).toBe('No alert is like that.\n');
});

test('learn keeps profiles and says no alert', { timeout: 60_000 }, async () => {
  const learned = await run('learn', 'logs', '--config', 'logs/gatewatch.yaml', '--out', 'learned');
  expect([learned.status, learned.stdout]).toEqual([
    0,
    expect.stringMatching(/^Learned from \d+ events of \d+ days what is normal for \d+ subjects/),
  ]);
  expect((await run('alerts', 'list', '--state', 'all', '--db', 'learned/gatewatch.db')).stdout).toBe('No alert is like that.\n');
});

test.each([
  [['alerts', 'list', '--db', 'nowhere.db'], /nowhere\.db does not exist: make it with gatewatch replay LOGS --keep/],
  [
    ['alerts', 'list', '--db', database, '--state', 'lost'],
    /--state lost is not known: write open, changed, closed, withdrawn, all/,
  ],
  [['alerts', 'list', '--db', database, '--since', 'monday'], /--since monday is no date/],
  [['alerts', 'show', 'nothing', '--db', database], /There is no alert nothing in this database/],
  [
    ['alerts', 'close', 'x', '--verdict', 'maybe', '--db', database],
    /--verdict maybe is not known: write true-positive, false-positive, benign/,
  ],
  [['subject', 'nobody\u001b[2J', '--db', database], /is no subject of this database/],
  [['alerts', 'list', '--db', 'logs/gatewatch.yaml'], /is no database: name the gatewatch.db/],
] as const)('a mistake is one plain sentence: %j', async (args, said) => {
  const { status, stdout, stderr } = await run(...args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(said);
  expect(stderr.trimEnd().split('\n').length).toBe(1);
  expect(stderr).not.toContain('\u001b');
});

function databaseFiles(): readonly string[] {
  const out = join(folder, 'out');
  return readdirSync(out).flatMap((name) => (name.startsWith('gatewatch.db') ? [readFileSync(join(out, name), 'latin1')] : []));
}
