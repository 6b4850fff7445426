/** The folder in which `gatewatch run` keeps what it knows: one process at a time, which a lock of the system holds. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { label } from '@gatewatch/domain';
import { reasonOf, UserMistake } from '@gatewatch/runtime';
import { makeFolder } from '../make-folder.ts';

export interface StateFolder extends Disposable {
  readonly path: string;
  readonly database: string;
  readonly quarantine: string;
}

export const databaseFile = 'gatewatch.db';
const lockName = 'gatewatch.lock';
const holderName = 'gatewatch.pid';

/** Throws UserMistake where it cannot be written, or another process holds it. */
export async function openStateFolder(path: string): Promise<StateFolder> {
  await makeFolder(path, 'set state.folder to another one');
  const lock = locked(path);
  if (lock === null) throw new UserMistake(inUse(path, 'end that one, or set state.folder to another one'));
  writeFileSync(join(path, holderName), `${process.pid}\n`);
  return {
    path,
    database: join(path, databaseFile),
    quarantine: join(path, 'quarantine.ndjson'),
    [Symbol.dispose]() {
      rmSync(join(path, holderName), { force: true });
      lock.close();
    },
  };
}

/** Whether a running process holds the folder of the database. */
export function isRunning(database: string): boolean {
  const lock = locked(dirname(database), true);
  lock?.close();
  return lock === null;
}

/** Throws UserMistake where a running process holds the folder of the database. */
export function refuseWhileRunning(database: string): void {
  if (isRunning(database)) throw new UserMistake(inUse(dirname(database), 'end it first, then try again'));
}

function inUse(path: string, remedy: string): string {
  return `${label(path, 200)} is in use by a running gatewatch${holderOf(path)}: ${remedy}.`;
}

function holderOf(path: string): string {
  try {
    return ` (process ${label(readFileSync(join(path, holderName), 'utf8').trim(), 12)})`;
  } catch {
    return '';
  }
}

/**
 * An exclusive transaction that is never ended: the system lets go of it with the process, however that ends. Null: another has it.
 * `looking`: nothing is made where there is no lock yet.
 */
function locked(path: string, looking = false): { close(): void } | null {
  const file = join(path, lockName);
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(looking ? `file:${encodeURI(file)}?mode=rw` : file, { timeout: 0 });
  } catch (cause) {
    if (looking) return { close() {} }; // no such file: nobody ever ran here
    throw new UserMistake(`${file} cannot be opened (${reasonOf(cause)}): set state.folder to another one.`, cause);
  }
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0; // sqlite.org/rescode.html
    if (code === 5 || code === 6) return null;
    throw new UserMistake(`${file} cannot be locked (${reasonOf(error)}): set state.folder to a folder on a local disk.`, error);
  }
}
