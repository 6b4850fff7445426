/** The one order of rows: (time, id). */

import type { IdentityEvent } from '@gatewatch/domain';

export function compareRows(a: IdentityEvent, b: IdentityEvent): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Index of the first row that is not before (time, id). */
export function lowerBound(rows: readonly IdentityEvent[], time: number, id: string): number {
  let low = 0;
  let high = rows.length;
  const last = rows[high - 1];
  if (last !== undefined && (last.time < time || (last.time === time && last.id < id))) return high; // in order: nearly always
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && (row.time < time || (row.time === time && row.id < id))) low = middle + 1;
    else high = middle;
  }
  return low;
}
