/** The embedded bookmarks: a table of the one SQLite database. */

import { randomUUID } from 'node:crypto';
import type { Bookmark, Bookmarks } from '@gatewatch/domain';
import { openDatabase, plainly } from './sqlite-database.ts';

/** Arguments as openDatabase's. Throws LedgerUnusable. */
export function sqliteBookmarks(path: string, durable = true, patienceMs = 5000): Bookmarks {
  const database = openDatabase(path, durable, patienceMs);
  const scopes = database.prepare('SELECT DISTINCT scope FROM bookmarks ORDER BY scope');
  const list = database.prepare('SELECT name, text, version, at FROM bookmarks WHERE scope = ? ORDER BY name');
  const insert = database.prepare('INSERT OR IGNORE INTO bookmarks (scope, name, text, version, at) VALUES (?, ?, ?, ?, ?)');
  const change = database.prepare(
    'UPDATE bookmarks SET text = ?, version = ?, at = ? WHERE scope = ? AND name = ? AND version = ?',
  );
  return {
    scopes: async () => plainly(path, 'could not be read', () => scopes.all()).map(({ scope }) => String(scope)),
    list: async (scope) =>
      plainly(path, 'could not be read', () => list.all(scope)).map(
        (row): Bookmark => ({
          name: String(row.name),
          text: String(row.text),
          version: String(row.version),
          at: Number(row.at),
        }),
      ),
    async put(scope, name, text, was) {
      const written: Bookmark = { name, text, version: randomUUID(), at: Date.now() };
      const { changes } = plainly(path, 'could not be written', () =>
        was === null
          ? insert.run(scope, name, text, written.version, written.at)
          : change.run(text, written.version, written.at, scope, name, was),
      );
      return Number(changes) === 1 ? written : null;
    },
    now: async () => Date.now(),
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
}
