/** The embedded ledger: one SQLite database through node:sqlite, one transaction for everything. */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  type Alert,
  alertJson,
  Fenced,
  type Ledger,
  type LedgerCommit,
  type LedgerRewrite,
  type Partition,
  type StoredSubject,
} from '@gatewatch/domain';
import { rewrittenDelivery, withoutSummarised } from './deliveries/row.ts';
import { atOnce, atOneMoment, begun, openDatabase, plainly } from './sqlite-database.ts';

/** Arguments as openDatabase's. A durable commit costs one flush of the disk, which at the size of a batch is nothing. */
export function sqliteLedger(path: string, durable = true, patienceMs = 5000): Ledger {
  const database = openDatabase(path, durable, patienceMs);
  const statements = prepare(database);
  const reading = <T>(what: () => T): T => plainly(path, 'could not be read', what);
  const writing = (what: () => void): void => plainly(path, 'could not be written', () => atOnce(database, what));
  return {
    acquire: async (name) => plainly(path, 'could not be written', () => acquire(database, statements, name, path)),
    outbox: async (name, after, limit) =>
      reading(() =>
        statements.outbox
          .all(name, after, name, limit)
          .map((row) => ({ sequence: Number(row.sequence), alert: JSON.parse(String(row.alert)) })),
      ),
    trim: async (name, through) =>
      writing(() => {
        statements.trimmed.run(through, name);
        statements.trim.run(name, name);
      }),
    alerts: async () => reading(() => statements.alerts.all().map((row): Alert => JSON.parse(String(row.alert)))),
    async *subjects(name) {
      for (const row of reading(() => statements.subjects.all(name))) yield stored(row);
    },
    links: async () => reading(() => statements.links.all()).map(({ id, key }) => ({ id: String(id), key: String(key) })),
    partitions: async () =>
      reading(() => statements.partitions.all()).map(({ name, meta }) => ({
        name: String(name),
        meta: meta === null ? null : String(meta),
      })),
    facts: async (name) => reading(() => factsOf(statements, name)),
    verdicts: async () =>
      reading(() => statements.verdicts.all()).map(({ sequence, given }) => ({
        sequence: Number(sequence),
        ...JSON.parse(String(given)),
      })),
    give: async (given) => writing(() => void statements.give.run(given.event.id, JSON.stringify(given))),
    restart: async () =>
      writing(() =>
        database.exec('DELETE FROM partitions; DELETE FROM subjects; DELETE FROM facts; DELETE FROM links; DELETE FROM outbox;'),
      ),
    async rewrite(change) {
      writing(() => rewrite(database, change));
      plainly(path, 'could not be written', () => database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);'));
    },
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
}

/** Every text of every table through `change`; a row whose text becomes null goes. */
function rewrite(database: DatabaseSync, change: LedgerRewrite): void {
  const each = (from: string, column: string, key: string, kept: (row: Record<string, unknown>) => string | null) => {
    for (const row of database.prepare(`SELECT ${key} AS place, * FROM ${from}`).all()) {
      const [table] = from.split(' ');
      const place = row.place ?? null;
      const text = kept(row);
      if (text === null) database.prepare(`DELETE FROM ${table} WHERE ${key} = ?`).run(place);
      else if (text !== row[column]) database.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`).run(text, place);
    }
  };
  each('partitions WHERE meta IS NOT NULL', 'meta', 'name', (row) => change.meta(String(row.meta)));
  for (const { partition, key, value } of database.prepare('SELECT partition, key, value FROM facts').all()) {
    const stored = { key: String(key), value: String(value) };
    const kept = change.fact(stored);
    if (kept !== null && kept.key === stored.key && kept.value === stored.value) continue;
    database.prepare('DELETE FROM facts WHERE partition = ? AND key = ?').run(partition ?? null, stored.key);
    if (kept !== null) database.prepare(putFact).run(partition ?? null, kept.key, kept.value);
  }
  each('subjects', 'state', 'rowid', (row) => change.subject(stored(row)));
  each('outbox', 'alert', 'sequence', (row) => change.alert(String(row.alert)));
  each('verdicts', 'given', 'sequence', (row) => change.verdict(String(row.given)));
  const erased = new Set<unknown>();
  each('deliveries', 'row', 'rowid', (row) => {
    const kept = rewrittenDelivery(String(row.row), change);
    if (kept === null) erased.add(row.id);
    return kept;
  });
  each('events', 'event', 'sequence', (row) => change.event(String(row.event)));
  each('deliveries', 'row', 'rowid', (row) => withoutSummarised(String(row.row), erased));
  for (const { link, key } of database.prepare('SELECT link, key FROM standing_links').all()) {
    if (!change.link({ id: String(link), key: String(key) }))
      database.prepare('DELETE FROM standing_links WHERE link = ?').run(link ?? null);
  }
  for (const { partition, id, key } of database.prepare('SELECT partition, id, key FROM links').all()) {
    if (!change.link({ id: String(id), key: String(key) }))
      database.prepare('DELETE FROM links WHERE partition = ? AND id = ?').run(partition ?? null, id ?? null);
  }
}

const putFact = 'INSERT INTO facts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value';

function prepare(database: DatabaseSync) {
  return {
    insertPartition: database.prepare('INSERT OR IGNORE INTO partitions (name, token, position) VALUES (?, 0, 0)'),
    take: database.prepare('UPDATE partitions SET token = token + 1 WHERE name = ? RETURNING token, position, meta, published'),
    said: database.prepare('SELECT coalesce(max(sequence), 0) AS said FROM outbox WHERE partition = ?'),
    move: database.prepare('UPDATE partitions SET position = ?, meta = ? WHERE name = ? AND token = ?'),
    holds: database.prepare('SELECT 1 FROM partitions WHERE name = ? AND token = ?'),
    load: asLists(database.prepare('SELECT state, due FROM subjects WHERE partition = ? AND key = ?')),
    due: database.prepare('SELECT key FROM subjects WHERE partition = ? AND due <= ? ORDER BY due, key'),
    put: database.prepare(
      'INSERT INTO subjects VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state, due = excluded.due',
    ),
    facts: database.prepare('SELECT key, value FROM facts WHERE partition = ?'),
    putFact: database.prepare(putFact),
    remove: database.prepare('DELETE FROM subjects WHERE partition = ? AND key = ?'),
    link: database.prepare('SELECT key FROM links WHERE partition = ? AND id = ?'),
    links: database.prepare('SELECT id, key FROM links ORDER BY partition, id'),
    putLink: database.prepare('INSERT OR IGNORE INTO links VALUES (?, ?, ?)'),
    say: database.prepare('INSERT OR REPLACE INTO outbox (partition, id, revision, alert) VALUES (?, ?, ?, ?)'),
    outbox: database.prepare(
      `SELECT sequence, alert FROM outbox WHERE partition = ? AND sequence > max(?, (SELECT trimmed FROM partitions WHERE name = ?))
       ORDER BY sequence LIMIT ?`,
    ),
    publish: database.prepare('UPDATE partitions SET published = max(published, ?) WHERE name = ? AND token = ?'),
    trimmed: database.prepare('UPDATE partitions SET trimmed = max(trimmed, min(?, published)) WHERE name = ?'),
    trim: database.prepare(
      `DELETE FROM outbox AS o WHERE partition = ? AND sequence <= (SELECT trimmed FROM partitions WHERE name = ?)
       AND revision < (SELECT max(revision) FROM outbox WHERE id = o.id)`,
    ),
    newest: database.prepare('SELECT alert FROM outbox WHERE id = ? AND partition = ? ORDER BY revision DESC LIMIT 1'),
    alerts: database.prepare(
      'SELECT alert FROM outbox AS o WHERE revision = (SELECT max(revision) FROM outbox WHERE id = o.id) ORDER BY id',
    ),
    partitions: database.prepare('SELECT name, meta FROM partitions ORDER BY name'),
    verdicts: database.prepare('SELECT sequence, given FROM verdicts ORDER BY sequence'),
    give: database.prepare('INSERT OR IGNORE INTO verdicts (id, given) VALUES (?, ?)'),
    subjects: database.prepare('SELECT key, state, due FROM subjects WHERE partition = ? ORDER BY key'),
  } satisfies Record<string, StatementSync>;
}

type Statements = ReturnType<typeof prepare>;

/** Rows as lists of columns: an object with names takes a microsecond more to make. */
function asLists(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true);
  return statement;
}

function load(statements: Statements, partition: string, keys: readonly string[]): StoredSubject[] {
  const found: StoredSubject[] = [];
  for (const key of keys) {
    const row = statements.load.get(partition, key);
    if (row !== undefined) found.push(stored({ key, state: row[0], due: row[1] }));
  }
  return found;
}

function acquire(database: DatabaseSync, statements: Statements, name: string, path: string): Partition {
  if (database.isTransaction) database.exec('ROLLBACK'); // what its holder before put ahead, and never committed
  statements.insertPartition.run(name);
  const held = statements.take.get(name);
  const token = Number(held?.token);
  return {
    token,
    position: Number(held?.position),
    meta: held?.meta === null || held?.meta === undefined ? null : String(held.meta),
    facts: factsOf(statements, name),
    published: Number(held?.published),
    said: Number(statements.said.get(name)?.said),
    load: async (keys) => plainly(path, 'could not be read', () => atOneMoment(database, () => load(statements, name, keys))),
    due: async (time) => statements.due.all(name, time).map((row) => String(row.key)),
    links: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const row = statements.link.get(name, id);
          return row === undefined ? [] : [[id, String(row.key)] as const];
        }),
      ),
    alerts: async (ids) =>
      ids.flatMap((id) => statements.newest.all(id, name)).map((row): Alert => JSON.parse(String(row.alert))),
    ahead: async (puts) =>
      plainly(path, 'could not be written', () =>
        begun(database, () => {
          if (statements.holds.get(name, token) === undefined) throw new Fenced(name, token);
          for (const { key, state, due } of puts) statements.put.run(name, key, state, due);
        }),
      ),
    commit: async (step) => commit(database, statements, name, token, step, path),
    publish: async (through) =>
      plainly(path, 'could not be written', () => {
        if (Number(statements.publish.run(through, name, token).changes) !== 1) throw new Fenced(name, token);
      }),
  };
}

function commit(
  database: DatabaseSync,
  statements: Statements,
  name: string,
  token: number,
  step: LedgerCommit,
  path: string,
): number {
  plainly(path, 'could not be written', () =>
    atOnce(database, () => {
      if (Number(statements.move.run(step.position, step.meta, name, token).changes) !== 1) throw new Fenced(name, token);
      for (const { key, state, due } of step.puts) statements.put.run(name, key, state, due);
      for (const key of step.deletes) statements.remove.run(name, key);
      for (const { key, value } of step.facts ?? []) statements.putFact.run(name, key, value);
      for (const { id, key } of step.links) statements.putLink.run(name, id, key);
      for (const alert of step.outbox) statements.say.run(name, alert.id, alert.revision, alertJson(alert));
    }),
  );
  return Number(statements.said.get(name)?.said);
}

function factsOf(statements: Statements, partition: string): ReadonlyMap<string, string> {
  return new Map(statements.facts.all(partition).map(({ key, value }) => [String(key), String(value)]));
}

function stored(row: Record<string, unknown>): StoredSubject {
  return { key: String(row.key), state: String(row.state), due: row.due === null ? null : Number(row.due) };
}
