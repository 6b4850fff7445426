/** What every outbox of deliveries does with its rows in the same way. */

import type { Claimed, Delivery, DeliveryState } from '@gatewatch/domain';

/** How a row stands once `claimed` was settled: what came to be owed since stays owed, and knows what the other side was told. */
export function afterSettling(current: Claimed, claimed: Claimed): Delivery {
  const { version: _, ...settled } = claimed;
  if (current.version === claimed.version) return settled;
  const { version: __, ...owed } = current;
  const told = (claimed.told?.revision ?? 0) > (owed.told?.revision ?? 0) ? claimed.told : owed.told;
  return { ...owed, told };
}

/** Earliest due first. */
export function inOrder(a: Delivery, b: Delivery): number {
  return a.dueAt - b.dueAt || compare(a.destination, b.destination) || compare(a.parcel.id, b.parcel.id);
}

export interface Counted {
  readonly destination: string;
  readonly state: DeliveryState;
  readonly rows: number;
  readonly oldest: number;
}

export function countRows(rows: readonly Counted[]): readonly Counted[] {
  const counts = new Map<string, Counted>();
  for (const row of rows) {
    const name = `${row.destination}\n${row.state}`;
    const known = counts.get(name);
    counts.set(
      name,
      known === undefined ? row : { ...row, rows: known.rows + row.rows, oldest: Math.min(known.oldest, row.oldest) },
    );
  }
  return [...counts.values()].sort((a, b) => compare(a.destination, b.destination) || compare(a.state, b.state));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
