import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { memoryLedger, sqliteLedger } from './index.ts';
import { exampleAlert, ledgerContract } from './ledger.contract.ts';
import { applicationId, migrations } from './migrations.ts';

const place = () => join(mkdtempSync(join(tmpdir(), 'gatewatch-ledger-')), 'ledger.db');

ledgerContract('memory', { fresh: async () => ({ ledger: memoryLedger() }) });
ledgerContract('sqlite', {
  fresh: async () => {
    const path = place();
    return { ledger: sqliteLedger(path), reopen: async () => sqliteLedger(path) };
  },
});

test('a ledger of the first form keeps its subjects when it is opened', async () => {
  const path = place();
  const older = new DatabaseSync(path);
  older.exec(`${migrations[0]} PRAGMA user_version = 1; PRAGMA application_id = ${applicationId};`);
  older.exec(
    "INSERT INTO partitions VALUES ('p', 3, 17, 'meta'); INSERT INTO subjects VALUES ('p', 'a', 'A', 5), ('p', 'b', 'B', NULL);",
  );
  older.exec(`INSERT INTO outbox VALUES (4, 'x', 1, '${JSON.stringify(exampleAlert('x', 1))}')`);
  older.close();
  await using ledger = sqliteLedger(path);
  const partition = await ledger.acquire('p');
  expect(await ledger.outbox('p', 0, 9)).toEqual([{ sequence: 4, alert: exampleAlert('x', 1) }]);
  expect(partition).toMatchObject({ token: 4, position: 17, meta: 'meta' });
  expect(await partition.load(['b', 'a'])).toEqual([
    { key: 'b', state: 'B', due: null },
    { key: 'a', state: 'A', due: 5 },
  ]);
  expect(await partition.due(5)).toEqual(['a']);
});

describe('a file that is no ledger of ours', () => {
  test('a foreign database is told from ours', () => {
    const path = place();
    const other = new DatabaseSync(path);
    other.exec('CREATE TABLE theirs (x)');
    other.close();
    expect(() => sqliteLedger(path)).toThrow(/database of another program/);
  });

  test('a newer form is refused with what to do', () => {
    const path = place();
    void sqliteLedger(path)[Symbol.asyncDispose]();
    const newer = new DatabaseSync(path);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(() => sqliteLedger(path)).toThrow(/newer Gatewatch \(form 99/);
  });

  test('bytes that are no database give one sentence', () => {
    const path = place();
    writeFileSync(path, 'not a database at all, but long enough to be read as a header of one. '.repeat(20));
    expect(() => sqliteLedger(path)).toThrow(/ledger\.db is no database: name /);
  });

  test('a folder that is not there gives one sentence', () => {
    expect(() => sqliteLedger('/nonexistent-folder/x/ledger.db')).toThrow(/cannot be used as a ledger .*check the folder/);
  });
});

describe('a database that another process holds, or that is damaged', () => {
  test('a lock that is not let go gives one sentence, and nothing of the step is kept', async () => {
    const path = place();
    await using ledger = sqliteLedger(path, true, 50);
    const partition = await ledger.acquire('p');
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const step = { position: 1, meta: '', puts: [], deletes: [], outbox: [exampleAlert('x', 1)], links: [] };
    await expect(partition.commit(step)).rejects.toThrow(/in use by another process.*end that one/);
    await expect(ledger.acquire('q')).rejects.toThrow(/in use by another process.*end that one/);
    other.exec('ROLLBACK');
    other.close();
    expect(await ledger.outbox('p', 0, 9)).toEqual([]);
  });

  test('damage in the middle of the file gives one sentence where it is met', async () => {
    const path = place();
    const written = sqliteLedger(path);
    const partition = await written.acquire('p');
    const puts = Array.from({ length: 400 }, (_, n) => ({ key: `k${n}`, state: 'x'.repeat(2000), due: null }));
    await partition.commit({ position: 1, meta: '', puts, deletes: [], outbox: [exampleAlert('x', 1)], links: [] });
    await written[Symbol.asyncDispose]();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 16_384); // every page but the first
    writeFileSync(path, bytes);
    const use = async () => {
      await using ledger = sqliteLedger(path);
      const again = await ledger.acquire('p');
      await again.load(puts.map(({ key }) => key));
      return ledger.alerts();
    };
    await expect(use()).rejects.toThrow(/is damaged .*(replay|copy)/);
  });

  test('an alert whose text was cut is damage, not a matter of rights', async () => {
    const path = place();
    await using ledger = sqliteLedger(path);
    const partition = await ledger.acquire('p');
    await partition.commit({ position: 1, meta: '', puts: [], deletes: [], outbox: [exampleAlert('x', 1)], links: [] });
    const other = new DatabaseSync(path);
    other.exec('UPDATE outbox SET alert = substr(alert, 1, 40)');
    other.close();
    await expect(ledger.alerts()).rejects.toThrow(/is damaged .*(replay|copy)/);
  });

  test('a reading that failed leaves nothing begun: the next one says the same', async () => {
    const path = place();
    const puts = Array.from({ length: 400 }, (_, n) => ({ key: `k${n}`, state: 'x'.repeat(2000), due: null }));
    {
      await using written = sqliteLedger(path);
      const partition = await written.acquire('p');
      await partition.commit({ position: 1, meta: '', puts, deletes: [], outbox: [], links: [] });
    }
    await using ledger = sqliteLedger(path);
    const partition = await ledger.acquire('p');
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 16_384); // what the partition's own row needs stands in memory by now
    writeFileSync(path, bytes);
    const load = () => partition.load(puts.map(({ key }) => key));
    await expect(load()).rejects.toThrow(/is damaged .*(replay|copy)/);
    await expect(load()).rejects.toThrow(/is damaged .*(replay|copy)/);
  });
});

test('a full disk keeps nothing of the step and says so', async () => {
  const path = place();
  await using ledger = sqliteLedger(path);
  const partition = await ledger.acquire('p');
  await partition.commit({
    position: 1,
    meta: '',
    puts: [{ key: 'a', state: 'A', due: null }],
    deletes: [],
    outbox: [],
    links: [],
  });
  // A second connection caps the file at its present size: SQLite then answers SQLITE_FULL as it does on a full disk.
  await using small = cappedLedger(path);
  const taken = await small.ledger.acquire('p');
  const huge = { key: 'b', state: 'x'.repeat(3_000_000), due: null };
  const step = { position: 2, meta: '', puts: [huge], deletes: [], outbox: [exampleAlert('x', 1)], links: [] };
  await expect(taken.commit(step)).rejects.toThrow(/could not be written .*full.*nothing of this step is kept/);
  expect([await taken.load(['b']), await small.ledger.outbox('p', 0, 9)]).toEqual([[], []]);
  expect((await small.ledger.acquire('p')).position).toBe(1);
});

/** SQLITE_FULL without filling a disk: `max_page_count` set on every connection that is opened while this one lives. */
function cappedLedger(path: string) {
  const exec = DatabaseSync.prototype.exec;
  DatabaseSync.prototype.exec = function (sql: string) {
    exec.call(this, sql);
    if (sql.startsWith('PRAGMA cache_size')) exec.call(this, 'PRAGMA max_page_count = 40');
  };
  try {
    const ledger = sqliteLedger(path);
    return { ledger, [Symbol.asyncDispose]: () => ledger[Symbol.asyncDispose]() };
  } finally {
    DatabaseSync.prototype.exec = exec;
  }
}
