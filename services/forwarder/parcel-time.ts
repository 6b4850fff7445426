/** The times of a parcel, Unix ms. A summary has the one at the end of its id. */

import type { Parcel } from '@gatewatch/domain';

/** When it was found; an event, when it happened. */
export function detectedAt(parcel: Parcel): number {
  return parcel.alert?.detectedAt ?? parcel.event?.time ?? endOf(parcel);
}

/** When what it tells of began: the same for all revisions of an alert. */
export function happenedAt(parcel: Parcel): number {
  return parcel.alert?.firstSeen ?? parcel.event?.time ?? endOf(parcel);
}

function endOf({ id }: Parcel): number {
  return Date.parse(id.slice(id.lastIndexOf(' ') + 1));
}
