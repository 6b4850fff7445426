/**
 * The embedded ledger: one SQLite database through node:sqlite, one transaction for everything. WAL with synchronous FULL: a
 * commit that returned survives the machine (SQLite: "Write-Ahead Logging", section 2.2), and costs nothing at batch size.
 */

import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Alert, Fenced, type Ledger, type LedgerCommit, type Partition, type StoredSubject } from '@gatewatch/domain';
import { applicationId, migrations } from './migrations.ts';

/** A ledger that cannot be opened or written: one sentence with what, where and what to do. */
export class LedgerUnusable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'LedgerUnusable';
  }
}

/** `path`: a file that is made where it is missing, or ':memory:'. `durable` false: a scratch file that no one reads again. */
export function sqliteLedger(path: string, durable = true): Ledger {
  const database = open(path, durable);
  const statements = prepare(database);
  return {
    acquire: async (name) => acquire(database, statements, name, path),
    outbox: async (after, limit) =>
      statements.outbox
        .all(after, limit)
        .map((row) => ({ sequence: Number(row.sequence), alert: JSON.parse(String(row.alert)) })),
    alerts: async () => statements.alerts.all().map((row): Alert => JSON.parse(String(row.alert))),
    async *subjects(name) {
      for (const row of statements.subjects.iterate(name)) yield stored(row);
    },
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
}

function open(path: string, durable: boolean): DatabaseSync {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(path, { timeout: 5000 });
    const id = Number(database.prepare('PRAGMA application_id').get()?.application_id);
    const written = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    const tables = Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n);
    if (tables > 0 && id !== applicationId) {
      throw new LedgerUnusable(
        `${path} is a database of another program: name a file that Gatewatch made, or one that does not exist yet.`,
      );
    }
    if (written > migrations.length) {
      throw new LedgerUnusable(
        `${path} was written by a newer Gatewatch (form ${written}, this release knows ${migrations.length}): use that release, or another file.`,
      );
    }
    if (tables === 0) database.exec('PRAGMA page_size = 16384'); // a state of some KB in one page, not in a chain of them
    database.exec(`PRAGMA journal_mode = ${durable ? 'WAL' : 'MEMORY'}; PRAGMA synchronous = ${durable ? 'FULL' : 'OFF'};`);
    database.exec('PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;');
    migrate(database, written);
  } catch (error) {
    if (error instanceof LedgerUnusable) throw error;
    throw new LedgerUnusable(
      `${path} cannot be used as a ledger (${reason(error)}): check the folder, its rights and the free space.`,
      error,
    );
  }
  return database;
}

function migrate(database: DatabaseSync, written: number): void {
  for (let form = written; form < migrations.length; form++) {
    database.exec(
      `BEGIN IMMEDIATE; ${migrations[form] ?? ''}; PRAGMA user_version = ${form + 1}; PRAGMA application_id = ${applicationId}; COMMIT;`,
    );
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function prepare(database: DatabaseSync) {
  return {
    insertPartition: database.prepare('INSERT OR IGNORE INTO partitions VALUES (?, 0, 0, NULL)'),
    take: database.prepare('UPDATE partitions SET token = token + 1 WHERE name = ? RETURNING token, position, meta'),
    move: database.prepare('UPDATE partitions SET position = ?, meta = ? WHERE name = ? AND token = ?'),
    load: database.prepare('SELECT key, state, due FROM subjects WHERE partition = ? AND key = ?'),
    due: database.prepare('SELECT key FROM subjects WHERE partition = ? AND due <= ? ORDER BY due, key'),
    put: database.prepare(
      'INSERT INTO subjects VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state, due = excluded.due',
    ),
    remove: database.prepare('DELETE FROM subjects WHERE partition = ? AND key = ?'),
    link: database.prepare('SELECT key FROM links WHERE partition = ? AND id = ?'),
    putLink: database.prepare('INSERT OR IGNORE INTO links VALUES (?, ?, ?)'),
    say: database.prepare('INSERT OR REPLACE INTO outbox (id, revision, alert) VALUES (?, ?, ?)'),
    outbox: database.prepare('SELECT sequence, alert FROM outbox WHERE sequence > ? ORDER BY sequence LIMIT ?'),
    newest: database.prepare('SELECT alert FROM outbox WHERE id = ? ORDER BY revision DESC LIMIT 1'),
    alerts: database.prepare(
      'SELECT alert FROM outbox AS o WHERE revision = (SELECT max(revision) FROM outbox WHERE id = o.id) ORDER BY id',
    ),
    subjects: database.prepare('SELECT key, state, due FROM subjects WHERE partition = ? ORDER BY key'),
  } satisfies Record<string, StatementSync>;
}

type Statements = ReturnType<typeof prepare>;

function acquire(database: DatabaseSync, statements: Statements, name: string, path: string): Partition {
  statements.insertPartition.run(name);
  const held = statements.take.get(name);
  const token = Number(held?.token);
  return {
    token,
    position: Number(held?.position),
    meta: held?.meta === null || held?.meta === undefined ? null : String(held.meta),
    load: async (keys) =>
      keys.flatMap((key) => {
        const row = statements.load.get(name, key);
        return row === undefined ? [] : [stored(row)];
      }),
    due: async (time) => statements.due.all(name, time).map((row) => String(row.key)),
    links: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const row = statements.link.get(name, id);
          return row === undefined ? [] : [[id, String(row.key)] as const];
        }),
      ),
    alerts: async (ids) => ids.flatMap((id) => statements.newest.all(id)).map((row): Alert => JSON.parse(String(row.alert))),
    commit: async (step) => commit(database, statements, name, token, step, path),
  };
}

function commit(
  database: DatabaseSync,
  statements: Statements,
  name: string,
  token: number,
  step: LedgerCommit,
  path: string,
): void {
  try {
    database.exec('BEGIN IMMEDIATE');
    if (Number(statements.move.run(step.position, step.meta, name, token).changes) !== 1) throw new Fenced(name, token);
    for (const { key, state, due } of step.puts) statements.put.run(name, key, state, due);
    for (const key of step.deletes) statements.remove.run(name, key);
    for (const { id, key } of step.links) statements.putLink.run(name, id, key);
    for (const alert of step.outbox) statements.say.run(alert.id, alert.revision, JSON.stringify(alert));
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    if (error instanceof Fenced) throw error;
    throw new LedgerUnusable(
      `${path} could not be written (${reason(error)}): nothing of this step is kept; free space or mend the disk, then start again.`,
      error,
    );
  }
}

function stored(row: Record<string, unknown>): StoredSubject {
  return { key: String(row.key), state: String(row.state), due: row.due === null ? null : Number(row.due) };
}
