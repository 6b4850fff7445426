/** The organisation's own egress: as the operator's configuration says, as the vendor says of the row, or as the tenant trusts it. */

import { type IdentityEvent, type Past, trustedLocation } from '@gatewatch/domain';

export function isOwnOffice(row: IdentityEvent, past: Past): boolean {
  if (row.network?.class === 'corporate') return true;
  if (row.kind === 'sign-in' && row.route.location !== null) return true;
  return trustedLocation(row.ip, past.fact) !== null;
}
