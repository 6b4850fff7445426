import { appendFileSync, copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bookmarks } from '@gatewatch/domain';
import { memoryBookmarks } from '@gatewatch/ledger';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BatchFile } from './batch.ts';
import { collect } from './collect.ts';
import { openMarks } from './marks.ts';
import { printOf } from './print-of.ts';
import { createSettling } from './settling.ts';

let path: string;
let bookmarks: Bookmarks;
const now = Date.now();
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'gatewatch-folder-'));
  bookmarks = memoryBookmarks();
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

const line = (n: number) => `{"id":"${String(n).padStart(40, '0')}"}\n`;
const at = (name: string) => join(path, name);

/** Looks as a process that has just started does, and marks what it is given as read. */
async function read(): Promise<readonly (readonly [name: string, from: number, to: number])[]> {
  const marks = await openMarks(bookmarks, 'folder/exports');
  const { files } = await collect({ name: 'exports', path, marks, settling: createSettling(0) }, now + 60_000);
  for (const file of files) await marks.put({ ...(await printOf(file.path, file.to)), ...markOf(file), seen: now });
  return files.map(({ path: of, from, to }) => [of.slice(path.length + 1), from, to] as const);
}

function markOf({ path: of, node, changed, to }: BatchFile) {
  return { path: of, node, changed, size: to };
}

test('a file is read once, over restarts', async () => {
  writeFileSync(at('a.json'), line(1));
  expect(await read()).toEqual([['a.json', 0, line(1).length]]);
  expect(await read()).toEqual([]);
});

test('what is added to a file of lines is read alone', async () => {
  writeFileSync(at('a.json'), line(1));
  await read();
  appendFileSync(at('a.json'), line(2));
  expect(await read()).toEqual([['a.json', line(1).length, 2 * line(1).length]]);
});

test('a document that grew is another document', async () => {
  writeFileSync(at('a.json'), `[${line(1)}]`);
  await read();
  writeFileSync(at('a.json'), `[${line(1)},${line(2)}]`);
  expect((await read())[0]?.slice(0, 2)).toEqual(['a.json', 0]);
});

test('rotation reads nothing again: renamed, or copied and cut', async () => {
  writeFileSync(at('log.json'), line(1));
  await read();
  renameSync(at('log.json'), at('log.json.1'));
  writeFileSync(at('log.json'), line(2));
  expect(await read()).toEqual([['log.json', 0, line(2).length]]);
  copyFileSync(at('log.json'), at('log.json.2'));
  truncateSync(at('log.json'));
  expect(await read()).toEqual([]);
  appendFileSync(at('log.json'), line(3));
  expect(await read()).toEqual([['log.json', 0, line(3).length]]);
});

test('another file of the same length in its place is read', async () => {
  writeFileSync(at('a.json'), line(1));
  await read();
  writeFileSync(at('a.json'), line(9));
  expect(await read()).toEqual([['a.json', 0, line(9).length]]);
});

test('what is still being written, hidden, or no record is left alone', async () => {
  for (const name of [
    '.hidden.json',
    'a.json.part',
    'b.json.tmp',
    'c.json~',
    'gatewatch.yaml',
    'README.md',
    'd.html',
    'empty.json',
  ])
    writeFileSync(at(name), name === 'empty.json' ? '' : line(1));
  expect(await read()).toEqual([]);
});

test('a folder that is not there is a sentence, and no failure', async () => {
  const marks = await openMarks(bookmarks, 'folder/exports');
  const look = await collect({ name: 'exports', path: at('none'), marks, settling: createSettling(0) }, now);
  expect(look.files).toEqual([]);
  expect(look.unreadable).toEqual([expect.stringContaining('cannot be looked into (it does not exist)')]);
});
