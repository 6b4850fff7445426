/** The one SQLite database of the embedded setting: opened, brought to the newest form, and its errors in one plain sentence. */

import { DatabaseSync } from 'node:sqlite';
import { Fenced } from '@gatewatch/domain';
import { LedgerUnusable } from './ledger-unusable.ts';
import { applicationId, migrations } from './migrations.ts';

/**
 * `path`: a file that is made where it is missing, or ':memory:'. `durable` false: a scratch file that no one reads again.
 * `patienceMs`: how long a lock of another process is waited for. WAL with synchronous FULL: what was committed survives the
 * machine (SQLite: "Write-Ahead Logging", section 2.2).
 */
export function openDatabase(path: string, durable: boolean, patienceMs: number): DatabaseSync {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(path, { timeout: patienceMs });
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
    database.exec(`PRAGMA journal_mode = ${durable ? 'WAL' : 'TRUNCATE'}; PRAGMA synchronous = ${durable ? 'FULL' : 'OFF'};`);
    database.exec('PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;');
    migrate(database, written);
  } catch (error) {
    if (error instanceof LedgerUnusable) throw error;
    throw unusable(path, 'cannot be used as a ledger', error);
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

/** What SQLite says, as one plain sentence. */
export function plainly<T>(path: string, what: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof Fenced) throw error;
    throw unusable(path, what, error);
  }
}

function unusable(path: string, what: string, error: unknown): LedgerUnusable {
  const reason = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0; // sqlite.org/rescode.html
  if (code === 5 || code === 6)
    return new LedgerUnusable(`${path} is in use by another process: end that one, or wait for it, then try again.`, error);
  if (code === 26)
    return new LedgerUnusable(`${path} is no database: name a file that Gatewatch made, or one that does not exist yet.`, error);
  if (code === 11 || error instanceof SyntaxError)
    // of a text that was whole when it was written
    return new LedgerUnusable(`${path} is damaged (${reason}): put back a copy, or replay the logs into a new file.`, error);
  const advice =
    what === 'could not be written'
      ? 'nothing of this step is kept; free space or mend the disk, then start again'
      : 'check the folder, its rights and the free space';
  return new LedgerUnusable(`${path} ${what} (${reason}): ${advice}.`, error);
}

/** All of it, and of what was begun before it, or nothing. */
export function atOnce(database: DatabaseSync, what: () => void): void {
  begun(database, () => {
    what();
    database.exec('COMMIT');
  });
}

/** In a step that `atOnce` will end. */
export function begun(database: DatabaseSync, what: () => void): void {
  begin(database, 'BEGIN IMMEDIATE', what);
}

/** Reads that see one state. The lock is taken and let go once: for each by itself that is more than half of looking for a row (docs/performance.md). */
export function atOneMoment<T>(database: DatabaseSync, what: () => T): T {
  if (database.isTransaction) return what();
  return begin(database, 'BEGIN', () => {
    const seen = what();
    database.exec('COMMIT');
    return seen;
  });
}

function begin<T>(database: DatabaseSync, how: string, what: () => T): T {
  try {
    if (!database.isTransaction) database.exec(how);
    return what();
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
