/** The outbox of deliveries in memory: for tests, and for what keeps nothing. */

import type { Claimed, Deliveries, Delivery } from '@gatewatch/domain';
import { afterSettling, type Counted, countRows, inOrder, over } from './row.ts';

interface Kept {
  row: Delivery;
  version: number;
  heldUntil: number;
}

export function memoryDeliveries(): Deliveries {
  const kept = new Map<string, Kept>();
  const positions = new Map<string, number>();
  const nameOf = (destination: string, id: string) => `${destination}\n${id}`;
  const pending = (destination: string) =>
    [...kept.values()].filter(({ row }) => row.destination === destination && row.state === 'pending');
  return {
    position: async (partition) => positions.get(partition) ?? 0,
    rows: async (of) =>
      of.map(({ destination, id }) => {
        const known = kept.get(nameOf(destination, id));
        return known === undefined ? null : { ...known.row, version: known.version };
      }),
    async accept(partition, position, rows, versions) {
      const versionOf = (row: Delivery) => kept.get(nameOf(row.destination, row.parcel.id))?.version ?? 0;
      if (versions !== undefined && rows.some((row, i) => versionOf(row) !== versions[i])) return false;
      for (const row of rows) {
        const name = nameOf(row.destination, row.parcel.id);
        const known = kept.get(name);
        kept.set(name, { row, version: (known?.version ?? 0) + 1, heldUntil: known?.heldUntil ?? 0 });
      }
      positions.set(partition, Math.max(position, positions.get(partition) ?? 0));
      return true;
    },
    async claim(destination, now, most, until) {
      const due = pending(destination).filter(({ row, heldUntil }) => row.dueAt <= now && heldUntil <= now);
      due.sort((a, b) => inOrder(a.row, b.row));
      const claimed = due.slice(0, most);
      for (const one of claimed) one.heldUntil = until;
      return claimed.map(({ row, version }): Claimed => ({ ...row, version }));
    },
    async release(destination) {
      for (const one of kept.values()) if (one.row.destination === destination) one.heldUntil = 0;
    },
    async settle(rows) {
      for (const claimed of rows) {
        const one = kept.get(nameOf(claimed.destination, claimed.parcel.id));
        if (one === undefined) continue;
        one.row = afterSettling({ ...one.row, version: one.version }, claimed);
        one.heldUntil = 0;
        one.version++;
      }
    },
    async next(destination) {
      const due = pending(destination).map(({ row, heldUntil }) => Math.max(row.dueAt, heldUntil));
      return due.length === 0 ? null : Math.min(...due);
    },
    async prune(before) {
      const gone = [...kept].filter(([, { row }]) => over.includes(row.state) && row.dueAt < before);
      for (const [name] of gone) kept.delete(name);
      return gone.length;
    },
    async list({ destination, state, limit }) {
      const found = [...kept.values()]
        .map(({ row }) => row)
        .filter((row) => (destination ?? row.destination) === row.destination && (state ?? row.state) === row.state);
      return found.sort(inOrder).slice(0, limit);
    },
    async counts() {
      return countRows(
        [...kept.values()].map(
          ({ row }): Counted => ({ destination: row.destination, state: row.state, rows: 1, oldest: row.since }),
        ),
      );
    },
    async [Symbol.asyncDispose]() {},
  };
}
