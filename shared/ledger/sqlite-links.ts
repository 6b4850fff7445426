/** The embedded links: a table of the one SQLite database, a batch in one transaction. */

import type { LinkRequest, Links } from '@gatewatch/domain';
import { atOnce, atOneMoment, openDatabase, plainly } from './sqlite-database.ts';

/** Arguments as openDatabase's. Throws LedgerUnusable. */
export function sqliteLinks(path: string, durable = true, patienceMs = 5000): Links {
  const database = openDatabase(path, durable, patienceMs);
  const known = database.prepare('SELECT key FROM standing_links WHERE link = ?');
  const claims = database.prepare('SELECT count(*) AS n FROM standing_links WHERE scope = ? AND claimed = ?');
  const taken = database.prepare('SELECT 1 FROM standing_links WHERE scope = ? AND key = ? LIMIT 1');
  const write = database.prepare('INSERT OR IGNORE INTO standing_links (link, scope, claimed, key) VALUES (?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM standing_links WHERE link = ?');
  const page = database.prepare('SELECT link, scope, claimed, key FROM standing_links WHERE link > ? ORDER BY link LIMIT 1000');
  const writing = (what: () => void) => plainly(path, 'could not be written', () => atOnce(database, what));

  const standing = (link: string): string | null => {
    const row = known.get(link);
    return row === undefined ? null : String(row.key);
  };

  function decided({ link, scope, claimed, person }: LinkRequest): string | null {
    const key = standing(link);
    if (key !== null || claimed === null) return key;
    let nth = Number(claims.get(scope, claimed)?.n) + 1;
    while (nth > 1 && taken.get(scope, `${claimed}~${nth}`) !== undefined) nth++;
    const fresh = nth === 1 ? person : `${claimed}~${nth}`;
    write.run(link, scope, claimed, fresh);
    return fresh;
  }

  return {
    async decide(requests) {
      const found = plainly(path, 'could not be read', () =>
        atOneMoment(database, () => requests.map(({ link }) => standing(link))),
      );
      if (!requests.some(({ claimed }, i) => claimed !== null && found[i] === null)) return found; // nearly always: no write, no lock
      let keys: readonly (string | null)[] = [];
      writing(() => {
        keys = requests.map(decided);
      });
      return keys;
    },
    async *all() {
      for (let after = ''; ; ) {
        const rows = plainly(path, 'could not be read', () => page.all(after));
        for (const row of rows) {
          after = String(row.link);
          yield { link: after, scope: String(row.scope), claimed: String(row.claimed), key: String(row.key) };
        }
        if (rows.length < 1000) return;
      }
    },
    restore: async (links) =>
      writing(() => {
        for (const { link, scope, claimed, key } of links) write.run(link, scope, claimed, key);
      }),
    forget: async (links) =>
      writing(() => {
        for (const { link } of links) remove.run(link);
      }),
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
}
