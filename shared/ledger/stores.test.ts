/** The small stores beside the ledger, in memory and in SQLite. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bookmarksContract } from './bookmarks.contract.ts';
import { memoryBookmarks, memoryLinks, sqliteBookmarks, sqliteLedger, sqliteLinks } from './index.ts';
import { linksContract } from './links.contract.ts';

const place = () => join(mkdtempSync(join(tmpdir(), 'gatewatch-stores-')), 'gatewatch.db');

bookmarksContract('memory', { fresh: async () => ({ bookmarks: memoryBookmarks() }) });
bookmarksContract('sqlite', {
  fresh: async () => {
    const path = place();
    return { bookmarks: sqliteBookmarks(path), second: async () => sqliteBookmarks(path) };
  },
});
linksContract('memory', { fresh: async () => ({ links: memoryLinks() }) });
linksContract('sqlite', {
  fresh: async () => {
    const path = place();
    return { links: sqliteLinks(path), second: async () => sqliteLinks(path) };
  },
});

test('ledger, links and bookmarks share one file, and each outlives its process', async () => {
  const path = place();
  const request = { link: 't\nd\n1', scope: 't\nd', claimed: 'ada@example.com', person: 'ada@example.com' };
  {
    await using ledger = sqliteLedger(path);
    await using bookmarks = sqliteBookmarks(path);
    await using links = sqliteLinks(path);
    await (await ledger.acquire('p')).commit({ position: 3, meta: '', puts: [], deletes: [], outbox: [], links: [] });
    await bookmarks.put('s', 'n', 'text', null);
    await links.decide([request]);
  }
  await using ledger = sqliteLedger(path);
  await using bookmarks = sqliteBookmarks(path);
  await using links = sqliteLinks(path);
  expect((await ledger.acquire('p')).position).toBe(3);
  expect((await bookmarks.list('s')).map(({ text }) => text)).toEqual(['text']);
  expect(await links.decide([{ ...request, claimed: null }])).toEqual(['ada@example.com']);
});
