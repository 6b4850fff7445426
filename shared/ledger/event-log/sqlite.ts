/** The embedded event log: a table of the one SQLite database. */

import type { EventLog } from '@gatewatch/domain';
import { atOnce, openDatabase, plainly } from '../sqlite-database.ts';

/** Arguments as openDatabase's. Throws LedgerUnusable. */
export function sqliteEventLog(path: string, durable = true, patienceMs = 5000): EventLog {
  const database = openDatabase(path, durable, patienceMs);
  const put = database.prepare('INSERT INTO events (at, event) VALUES (?, ?)');
  const after = database.prepare('SELECT sequence, at, event FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?');
  const passed = database.prepare('DELETE FROM events WHERE sequence <= ?');
  const old = database.prepare('DELETE FROM events WHERE at < ?');
  const first = database.prepare('SELECT at FROM events ORDER BY sequence LIMIT 1');
  const writing = (what: () => void): void => plainly(path, 'could not be written', () => atOnce(database, what));
  return {
    append: async (events, at) =>
      writing(() => {
        for (const event of events) put.run(at, JSON.stringify(event));
      }),
    read: async (from, most) =>
      plainly(path, 'could not be read', () =>
        after.all(from, most).map(({ sequence, at, event }) => ({
          sequence: Number(sequence),
          at: Number(at),
          event: JSON.parse(String(event)),
        })),
      ),
    async trim(through, since) {
      let gone = 0;
      writing(() => {
        passed.run(through);
        // Times grow with the sequence but for a clock that was set back: what is old stands in front.
        if (Number(first.get()?.at ?? since) < since) gone = Number(old.run(since).changes);
      });
      return gone;
    },
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
}
