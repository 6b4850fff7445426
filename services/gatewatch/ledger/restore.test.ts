/** Files that are no backup, or no longer one: one sentence, and nothing is written of them. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryBookmarks, memoryLedger, memoryLinks } from '@gatewatch/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeDump } from './dump.ts';
import { readDump } from './read-dump.ts';
import { restore } from './restore.ts';
import type { Stores } from './stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-restore-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const whole = join(folder, 'whole.ndjson');

function emptyStores(): Stores {
  const own = { ledger: memoryLedger(), links: memoryLinks(), bookmarks: memoryBookmarks() };
  return { ...own, name: 'memory', setting: { embedded: true }, async [Symbol.asyncDispose]() {} };
}

async function filledStores(): Promise<Stores> {
  const stores = emptyStores();
  const partition = await stores.ledger.acquire('replay');
  const separators = '\u2028\u2029\u0085'; // are line ends to some readers of lines
  const puts = ['a', 'b', 'c'].map((key) => ({ key: `default\n${key}`, state: `${separators}${key}`, due: null }));
  await partition.commit({
    position: 400,
    meta: '{}',
    puts,
    deletes: [],
    outbox: [],
    links: [{ id: 'default\nentra\n1', key: 'a' }],
  });
  await stores.bookmarks.put('scope', 'name', 'text', null);
  return stores;
}

beforeAll(async () => {
  const tally = await writeDump(whole, await filledStores());
  expect(tally).toMatchObject({ subject: { count: 3 }, link: { count: 1 }, bookmark: { count: 1 } });
});

test('what was written is read again, every character of it', async () => {
  const stores = emptyStores();
  expect(await restore(whole, stores, 'one', false)).toBe(true);
  const again = join(folder, 'again.ndjson');
  await writeDump(again, stores);
  const lines = (path: string) => readFileSync(path, 'utf8').split('\n').slice(1, -2);
  expect(lines(again)).toEqual(lines(whole));
});

test('a worker that takes a partition back meanwhile makes it no backup', async () => {
  const stores = await filledStores();
  const path = join(folder, 'torn.ndjson');
  const torn: Stores = { ...stores, links: { ...stores.links, all: () => takenMeanwhile(stores) } };
  await expect(writeDump(path, torn)).rejects.toThrow(/A worker writes to memory meanwhile: stop the workers/);
});

async function* takenMeanwhile({ ledger, links }: Stores) {
  await ledger.acquire('replay');
  yield* links.all();
}

test.each([
  ['empty', () => '', /is empty/],
  ['other', () => '{"hello":"world"}\n', /is no backup of a ledger/],
  ['newer', (text: string) => text.replace('"form":1', '"form":9'), /by a newer Gatewatch \(form 9, this release knows 1\)/],
  ['cut', (text: string) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1), /is cut off after line \d+/],
  ['cut-in-a-line', (text: string) => text.slice(0, text.length / 2), /is damaged or cut off at line \d+/],
  ['a-line-lost', (text: string) => text.split('\n').toSpliced(3, 1).join('\n'), /is damaged \(2 of 3 subjects\)/],
  ['a-byte-changed', (text: string) => text.replace('"position":400', '"position":401'), /is damaged \(its checksum differs\)/],
  ['more-behind', (text: string) => `${text}${text}`, /is damaged or cut off at line \d+/],
])('%s is no backup, and nothing is written of it', async (name, change, sentence) => {
  const path = join(folder, `${name}.ndjson`);
  writeFileSync(path, change(readFileSync(whole, 'utf8')));
  const stores = emptyStores();
  await expect(restore(path, stores, 'one', false)).rejects.toThrow(sentence);
  expect([await stores.ledger.partitions(), await stores.bookmarks.scopes()]).toEqual([[], []]);
});

test('a file that is not there is one sentence', async () => {
  const read = async () => {
    for await (const _line of readDump(join(folder, 'nowhere'))) throw new Error('it gave a line');
  };
  await expect(read()).rejects.toThrow(/cannot be read \(it does not exist\)/);
});
