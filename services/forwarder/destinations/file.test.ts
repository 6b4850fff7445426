import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleParcels, parcel } from '@gatewatch/testing';
import { afterAll, expect, test } from 'vitest';
import { createSurroundings } from '../surroundings.ts';
import { file } from './file.ts';

const { hostile, opened, summary, withdrawn } = exampleParcels;

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const never = new AbortController().signal;
const open = (options: object) => file.open(file.options.parse(options), createSurroundings({ name: 'test' }));
const idsIn = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).event.id);

test('a line a parcel, each a document', async () => {
  const path = join(folder, 'deep/alerts.ndjson');
  await using destination = await open({ path });
  const answers = await destination.send([opened, withdrawn, summary, hostile], never);
  expect(answers.map(({ kind }) => kind)).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
  expect(idsIn(path)).toEqual([opened.id, withdrawn.id, summary.id, hostile.id]);
});

test('half a line of a crash is gone before the next one comes', async () => {
  const path = join(folder, 'crashed.ndjson');
  await using before = await open({ path });
  await before.send([parcel({ id: 'whole' })], never);
  appendFileSync(path, '{"event":{"id":"ha');
  await using after = await open({ path });
  await after.send([parcel({ id: 'next' })], never);
  expect(idsIn(path)).toEqual(['whole', 'next']);
});

test('files are rotated by size and the oldest goes', async () => {
  const path = join(folder, 'rotated.ndjson');
  await using destination = await open({ path, megabytes: 0.0001, keep: 2 });
  for (const id of ['a', 'b', 'c', 'd']) await destination.send([parcel({ id })], never);
  expect([path, `${path}.1`, `${path}.2`].map(idsIn)).toEqual([['d'], ['c'], ['b']]);
  expect(existsSync(`${path}.3`)).toBe(false);
});

test('a path that cannot be written is said, and tried again', async () => {
  const path = join(folder, 'crashed.ndjson', 'below-a-file.ndjson');
  await using below = await open({ path });
  const why = `${path} cannot be written (${join(folder, 'crashed.ndjson')} is no folder)`;
  expect(await below.send([opened], never)).toMatchObject([{ kind: 'retry', why }]);
  await using nowhere = await open({ path: '/proc/nowhere/alerts.ndjson' });
  expect(await nowhere.send([opened], never)).toMatchObject([{ kind: 'retry', code: 'enoent' }]);
  await using destination = await open({ path: join(folder, 'is-a-folder') });
  rmSync(join(folder, 'is-a-folder'), { force: true });
  const { mkdirSync } = await import('node:fs');
  mkdirSync(join(folder, 'is-a-folder'));
  expect(await destination.send([opened], never)).toMatchObject([{ kind: 'retry', code: 'eisdir' }]);
});
