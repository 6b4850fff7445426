/** The one order in which a replay's log is written: (time, id), copies of one id by version. It depends on the set alone. */

/** What the sorter knows of an event. */
export interface Sortable {
  /** Unix ms. */
  readonly time: number;
  readonly id: string;
  readonly processed: number | null;
  readonly hash: string;
}

export function compareReleased(a: Sortable, b: Sortable): number {
  return a.time - b.time || compareText(a.id, b.id) || (a.processed ?? 0) - (b.processed ?? 0) || compareText(a.hash, b.hash);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
