/** A device of the person's own was let in from this network and country within the last day: they are travelling. */

import type { IdentityEvent, Past } from '@gatewatch/domain';
import { isOwnDevice } from './familiar.ts';

export function isOwnStay(row: IdentityEvent, past: Past): boolean {
  return past.rows.some(
    (other) =>
      other.kind === 'sign-in' &&
      other.outcome === 'success' &&
      other.actor?.key === past.subject &&
      other.network?.asn != null &&
      other.network.asn === row.network?.asn &&
      other.place?.country === row.place?.country &&
      isOwnDevice(other, past),
  );
}
