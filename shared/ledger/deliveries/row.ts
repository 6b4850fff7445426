/** What every outbox of deliveries does with its rows in the same way. */

import type { Claimed, Delivery, DeliveryState, LedgerRewrite } from '@gatewatch/domain';

/** How a row stands once `claimed` was settled: what came to be owed since stays owed, and knows what the other side was told. */
export function afterSettling(current: Claimed, claimed: Claimed): Delivery {
  const { version: _, ...settled } = claimed;
  if (current.version === claimed.version) return settled;
  const { version: __, ...owed } = current;
  const told = (claimed.told?.revision ?? 0) > (owed.told?.revision ?? 0) ? claimed.told : owed.told;
  return { ...owed, told };
}

/** JSON of a row with its alert or event through `change`; null where it goes. */
export function rewrittenDelivery(text: string, change: Pick<LedgerRewrite, 'alert' | 'event'>): string | null {
  const row: Delivery = JSON.parse(text);
  if (row.parcel.event !== undefined) {
    const event = JSON.stringify(row.parcel.event);
    const kept = change.event(event);
    if (kept === null) return null;
    return kept === event ? text : JSON.stringify({ ...row, parcel: { ...row.parcel, event: JSON.parse(kept) } });
  }
  if (row.parcel.alert === null) return text;
  const alert = JSON.stringify(row.parcel.alert);
  const kept = change.alert(alert);
  if (kept === null) return null;
  return kept === alert ? text : JSON.stringify({ ...row, parcel: { ...row.parcel, alert: JSON.parse(kept) } });
}

/** JSON of a summary without the alerts that are gone: it names their persons. */
export function withoutSummarised(text: string, gone: ReadonlySet<unknown>): string {
  const row: Delivery = JSON.parse(text);
  const summarised = row.parcel.summarised.filter(({ alert }) => !gone.has(alert));
  return summarised.length === row.parcel.summarised.length
    ? text
    : JSON.stringify({ ...row, parcel: { ...row.parcel, summarised } });
}

/** States in which nobody waits for a row any more. */
export const over: readonly DeliveryState[] = ['delivered', 'spared', 'held'];

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
