/** The database that `replay --keep` leaves behind, opened for an analyst. */

import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { type Alert, type Ledger, label } from '@gatewatch/domain';
import { decodeSubject, type Subject, subjectKey } from '@gatewatch/engine';
import { sqliteLedger } from '@gatewatch/ledger';
import { reasonOf, UserMistake } from '@gatewatch/runtime';

export function openKept(path: string): Ledger {
  refuseNoDatabase(path);
  return sqliteLedger(path);
}

/** Throws UserMistake where there is no such file, or where it is none that a ledger made: opening would write into it. */
export function refuseNoDatabase(path: string): void {
  if (!existsSync(path)) {
    throw new UserMistake(
      `${label(path, 200)} does not exist: make it with gatewatch replay LOGS --keep, or name another with --db.`,
    );
  }
  const begins = beginningOf(path);
  if (begins !== sqliteBeginning)
    throw new UserMistake(`${label(path, 200)} is no database: name the gatewatch.db that replay --keep, learn or run made.`);
}

/** https://www.sqlite.org/fileformat.html#magic_header_string */
const sqliteBeginning = 'SQLite format 3\0';

function beginningOf(path: string): string {
  const bytes = Buffer.alloc(sqliteBeginning.length);
  let file = -1;
  try {
    file = openSync(path, 'r');
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0));
  } catch (cause) {
    throw new UserMistake(`${label(path, 200)} cannot be read (${reasonOf(cause)}): name a database with --db.`, cause);
  } finally {
    if (file >= 0) closeSync(file);
  }
}

/** By its id, or by as much of its beginning or end as tells it from the others. */
export async function findAlert(ledger: Ledger, name: string): Promise<Alert> {
  const alerts = await ledger.alerts();
  const exact = alerts.find((alert) => alert.id === name);
  const near = exact === undefined ? alerts.filter(({ id }) => id.startsWith(name) || id.endsWith(name)) : [exact];
  const [found] = near;
  if (found === undefined || name === '')
    throw new UserMistake(`There is no alert ${label(name, 80)} in this database: gatewatch alerts list shows those there are.`);
  if (near.length > 1) throw new UserMistake(`${label(name, 80)} stands for ${near.length} alerts: write more of the id.`);
  return found;
}

export interface KeptSubject {
  readonly partition: string;
  readonly subject: Subject;
}

/** A person in every tenant that knows it. */
export async function findSubjects(ledger: Ledger, name: string, tenant?: string): Promise<readonly KeptSubject[]> {
  const key = name.trim().toLowerCase();
  const found: KeptSubject[] = [];
  for (const { name: partition } of await ledger.partitions()) {
    for await (const stored of ledger.subjects(partition)) {
      if (stored.key.startsWith('\n') || !stored.key.endsWith(`\n${key}`)) continue; // a counting lane, or someone else
      const subject = decodeSubject(stored.key, stored.state);
      if (subjectKey(subject.tenant, key) !== stored.key || (tenant !== undefined && subject.tenant !== tenant)) continue;
      found.push({ partition, subject });
    }
  }
  return found;
}
