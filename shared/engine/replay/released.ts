/** The one order in which a replay's log is written: (time, id), copies of one id by version. It depends on the set alone. */

import type { IdentityEvent } from '@gatewatch/domain';
import { compareRows } from '../order.ts';

export function compareReleased(a: IdentityEvent, b: IdentityEvent): number {
  return compareRows(a, b) || (a.processed ?? 0) - (b.processed ?? 0) || (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0);
}
