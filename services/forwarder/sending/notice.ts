/** Why a row is sent, told from what the other side knows: what is owed may have changed since it was written down. */

import { type Delivery, type Notice, severities } from '@gatewatch/domain';

/** Null: nothing needs to be said. */
export function noticeOf({ parcel, told }: Delivery): Notice | null {
  const { alert, notice } = parcel;
  if (alert === null || notice === 'test') return notice;
  if (told === null) return alert.state === 'withdrawn' ? null : 'opened';
  if (told.revision >= parcel.revision) return notice === 'reminder' ? 'reminder' : null;
  if (alert.state === 'withdrawn') return 'withdrawn';
  return severities.indexOf(alert.severity) > severities.indexOf(told.severity) ? 'raised' : 'amended';
}
