/** An activity as the Reports API lists it (sources 4.2-4.4). */

import { int64, opaque } from './ids.ts';
import type { GoogleActivity } from './record.ts';

export function googleText(seed: number, row: GoogleActivity): string {
  return JSON.stringify({
    kind: 'admin#reports#activity',
    id: {
      time: new Date(row.time).toISOString(),
      uniqueQualifier: int64(seed, row.qualifier, 11),
      applicationName: row.application,
      customerId: row.person.customerId,
    },
    etag: `"${opaque(seed, row.person.index, 12, 27)}/${opaque(seed, row.serial, 13, 27)}"`,
    actor: {
      ...(row.application === 'login' ? {} : { callerType: 'USER' }),
      email: row.person.googleAddress,
      profileId: row.person.googleId,
    },
    ...(row.spot === null ? {} : { ipAddress: row.spot.ip }),
    events: row.events,
  });
}

/** The record's id in labels, the two parts that name it to the vendor: `time/uniqueQualifier`. */
export function googleId(seed: number, row: GoogleActivity): string {
  return `${new Date(row.time).toISOString()}/${int64(seed, row.qualifier, 11)}`;
}
