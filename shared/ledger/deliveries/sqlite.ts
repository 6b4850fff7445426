/** The outbox of deliveries in a SQLite database of its own: WAL, synchronous FULL, so what was accepted survives the machine. */

import { DatabaseSync } from 'node:sqlite';
import type { Claimed, Deliveries, Delivery } from '@gatewatch/domain';
import { LedgerUnusable } from '../sqlite.ts';
import { afterSettling, type Counted, countRows } from './row.ts';

// "GWDL"; `user_version` is the form.
const applicationId = 0x4757444c;
const form = 1;
const schema = `
  CREATE TABLE deliveries (destination TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, due INTEGER NOT NULL, since INTEGER NOT NULL,
    held INTEGER NOT NULL, version INTEGER NOT NULL, row TEXT NOT NULL, PRIMARY KEY (destination, id)) STRICT;
  CREATE INDEX deliveries_due ON deliveries (destination, due) WHERE state = 'pending';
  CREATE TABLE positions (partition TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${form}; PRAGMA application_id = ${applicationId};`;

/** `path`: a file that is made where it is missing, or ':memory:'. Throws LedgerUnusable with one sentence. */
export function sqliteDeliveries(path: string, patienceMs = 5000): Deliveries {
  const database = open(path, patienceMs);
  const get = database.prepare('SELECT version, row FROM deliveries WHERE destination = ? AND id = ?');
  const write = database.prepare(
    `INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, 0, 1, ?) ON CONFLICT (destination, id) DO UPDATE SET
       state = excluded.state, due = excluded.due, since = excluded.since, version = version + 1, row = excluded.row`,
  );
  const move = database.prepare(
    'INSERT INTO positions VALUES (?, ?) ON CONFLICT (partition) DO UPDATE SET position = max(position, excluded.position)',
  );
  const due = database.prepare(
    "SELECT id, version, row FROM deliveries WHERE destination = ? AND state = 'pending' AND due <= ? AND held <= ? ORDER BY due, id LIMIT ?",
  );
  const hold = database.prepare('UPDATE deliveries SET held = ? WHERE destination = ? AND id = ?');
  const next = database.prepare("SELECT min(max(due, held)) AS at FROM deliveries WHERE destination = ? AND state = 'pending'");
  const list = database.prepare(
    'SELECT row FROM deliveries WHERE (?1 IS NULL OR destination = ?1) AND (?2 IS NULL OR state = ?2) ORDER BY due, destination, id LIMIT ?3',
  );
  const counts = database.prepare(
    'SELECT destination, state, count(*) AS n, min(since) AS oldest FROM deliveries GROUP BY destination, state',
  );
  const position = database.prepare('SELECT position FROM positions WHERE partition = ?');
  const put = (row: Delivery): void => {
    write.run(row.destination, row.parcel.id, row.state, row.dueAt, row.since, JSON.stringify(row));
  };
  const atOnce = <T>(what: () => T): T => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = what();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };
  const plainly = <T>(what: () => T): T => {
    try {
      return what();
    } catch (cause) {
      throw unusable(path, 'could not be read or written', cause);
    }
  };
  return {
    position: async (partition) => plainly(() => Number(position.get(partition)?.position ?? 0)),
    rows: async (of) =>
      plainly(() =>
        of.map(({ destination, id }) => {
          const found = get.get(destination, id);
          return found === undefined ? null : JSON.parse(String(found.row));
        }),
      ),
    accept: async (partition, at, rows) =>
      plainly(() =>
        atOnce(() => {
          for (const row of rows) put(row);
          move.run(partition, at);
        }),
      ),
    claim: async (destination, now, most, until) =>
      plainly(() =>
        atOnce(() =>
          due.all(destination, now, now, most).map(({ id, version, row }): Claimed => {
            hold.run(until, destination, String(id));
            return { ...JSON.parse(String(row)), version: Number(version) };
          }),
        ),
      ),
    settle: async (rows) =>
      plainly(() =>
        atOnce(() => {
          for (const claimed of rows) {
            const found = get.get(claimed.destination, claimed.parcel.id);
            if (found === undefined) continue;
            const current: Claimed = { ...JSON.parse(String(found.row)), version: Number(found.version) };
            put(afterSettling(current, claimed));
            hold.run(0, claimed.destination, claimed.parcel.id);
          }
        }),
      ),
    async next(destination) {
      const at = plainly(() => next.get(destination)?.at ?? null);
      return at === null ? null : Number(at);
    },
    list: async ({ destination = null, state = null, limit }) =>
      plainly(() => list.all(destination, state, limit).map(({ row }): Delivery => JSON.parse(String(row)))),
    counts: async () =>
      plainly(() =>
        countRows(
          counts.all().map(
            (row): Counted => ({
              destination: String(row.destination),
              state: stateOf(String(row.state)),
              rows: Number(row.n),
              oldest: Number(row.oldest),
            }),
          ),
        ),
      ),
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
}

const states: readonly Delivery['state'][] = ['pending', 'held', 'delivered', 'spared', 'dead'];

function stateOf(text: string): Delivery['state'] {
  return states.find((state) => state === text) ?? 'dead';
}

function open(path: string, patienceMs: number): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { timeout: patienceMs });
    const id = Number(database.prepare('PRAGMA application_id').get()?.application_id);
    const written = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    const tables = Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n);
    if (tables > 0 && id !== applicationId)
      throw new LedgerUnusable(
        `${path} is a database of another program: name a file that Gatewatch made, or one that does not exist yet.`,
      );
    if (written > form)
      throw new LedgerUnusable(
        `${path} was written by a newer Gatewatch (form ${written}, this release knows ${form}): use that release, or another file.`,
      );
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    if (tables === 0) database.exec(`BEGIN IMMEDIATE; ${schema} COMMIT;`);
    return database;
  } catch (error) {
    if (error instanceof LedgerUnusable) throw error;
    throw unusable(path, 'cannot be used as an outbox of deliveries', error);
  }
}

function unusable(path: string, what: string, cause: unknown): LedgerUnusable {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new LedgerUnusable(
    `${path} ${what} (${reason}): see that the disk has room and that no other process holds the file.`,
    cause,
  );
}
