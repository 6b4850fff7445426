/** The embedded outbox of deliveries: tables of the one SQLite database. */

import type { Claimed, Deliveries, Delivery } from '@gatewatch/domain';
import { atOnce, openDatabase, plainly } from '../sqlite-database.ts';
import { afterSettling, type Counted, countRows, over } from './row.ts';

/** Arguments as openDatabase's. Throws LedgerUnusable. */
export function sqliteDeliveries(path: string, durable = true, patienceMs = 5000): Deliveries {
  const database = openDatabase(path, durable, patienceMs);
  const get = database.prepare('SELECT version, row FROM deliveries WHERE destination = ? AND id = ?');
  const write = database.prepare(
    `INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, 0, 1, ?) ON CONFLICT (destination, id) DO UPDATE SET
       state = excluded.state, due = excluded.due, since = excluded.since, version = version + 1, row = excluded.row`,
  );
  const move = database.prepare(
    'INSERT INTO accepted VALUES (?, ?) ON CONFLICT (partition) DO UPDATE SET position = max(position, excluded.position)',
  );
  const due = database.prepare(
    "SELECT id, version, row FROM deliveries WHERE destination = ? AND state = 'pending' AND due <= ? AND held <= ? ORDER BY due, id LIMIT ?",
  );
  const hold = database.prepare('UPDATE deliveries SET held = ? WHERE destination = ? AND id = ?');
  const letGo = database.prepare('UPDATE deliveries SET held = 0 WHERE destination = ? AND held > 0');
  const next = database.prepare("SELECT min(max(due, held)) AS at FROM deliveries WHERE destination = ? AND state = 'pending'");
  const prune = database.prepare('DELETE FROM deliveries WHERE state = ? AND due < ?');
  const list = database.prepare(
    'SELECT row FROM deliveries WHERE (?1 IS NULL OR destination = ?1) AND (?2 IS NULL OR state = ?2) ORDER BY due, destination, id LIMIT ?3',
  );
  const counts = database.prepare(
    'SELECT destination, state, count(*) AS n, min(since) AS oldest FROM deliveries GROUP BY destination, state',
  );
  const position = database.prepare('SELECT position FROM accepted WHERE partition = ?');
  const put = (row: Delivery): void => {
    write.run(row.destination, row.parcel.id, row.state, row.dueAt, row.since, JSON.stringify(row));
  };
  const reading = <T>(what: () => T): T => plainly(path, 'could not be read', what);
  const writing = (what: () => void): void => plainly(path, 'could not be written', () => atOnce(database, what));
  return {
    position: async (partition) => reading(() => Number(position.get(partition)?.position ?? 0)),
    rows: async (of) =>
      reading(() =>
        of.map(({ destination, id }) => {
          const found = get.get(destination, id);
          return found === undefined ? null : { ...JSON.parse(String(found.row)), version: Number(found.version) };
        }),
      ),
    async accept(partition, at, rows, versions) {
      let same = true;
      writing(() => {
        same = rows.every(
          ({ destination, parcel }, i) =>
            versions === undefined || Number(get.get(destination, parcel.id)?.version ?? 0) === versions[i],
        );
        if (!same) return;
        for (const row of rows) put(row);
        move.run(partition, at);
      });
      return same;
    },
    async claim(destination, now, most, until) {
      let claimed: Claimed[] = [];
      writing(() => {
        claimed = due
          .all(destination, now, now, most)
          .map((one) => ({ ...JSON.parse(String(one.row)), version: Number(one.version) }));
        for (const { parcel } of claimed) hold.run(until, destination, parcel.id);
      });
      return claimed;
    },
    release: async (destination) => writing(() => void letGo.run(destination)),
    settle: async (rows) =>
      writing(() => {
        for (const claimed of rows) {
          const { destination, parcel } = claimed;
          const found = get.get(destination, parcel.id);
          if (found === undefined) continue;
          put(afterSettling({ ...JSON.parse(String(found.row)), version: Number(found.version) }, claimed));
          hold.run(0, destination, parcel.id);
        }
      }),
    async next(destination) {
      const at = reading(() => next.get(destination)?.at ?? null);
      return at === null ? null : Number(at);
    },
    async prune(before) {
      let gone = 0;
      writing(() => {
        for (const state of over) gone += Number(prune.run(state, before).changes);
      });
      return gone;
    },
    list: async ({ destination = null, state = null, limit }) =>
      reading(() => list.all(destination, state, limit)).map(({ row }): Delivery => JSON.parse(String(row))),
    counts: async () =>
      countRows(
        reading(() => counts.all()).map(
          (row): Counted => ({
            destination: String(row.destination),
            state: stateOf(String(row.state)),
            rows: Number(row.n),
            oldest: Number(row.oldest),
          }),
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
