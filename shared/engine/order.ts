/** The one order of rows: (time, id). */

import type { IdentityEvent } from '@gatewatch/domain';

export function compareRows(a: IdentityEvent, b: IdentityEvent): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
