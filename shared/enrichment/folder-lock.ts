/**
 * One writer of a folder at a time, among all processes of a machine. The lock is the file system's own, which SQLite takes on an
 * empty database: it goes when its process does, however that ends.
 */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** null where another process holds it. Throws where the folder cannot be written. */
export function lockFolder(folder: string): Disposable | null {
  const database = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return null;
    throw error;
  }
  return { [Symbol.dispose]: () => database.close() };
}

/** https://www.sqlite.org/rescode.html#busy */
const sqliteBusy = 5;
