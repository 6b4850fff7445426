/** The words under which a profile remembers a row's place, network, device, application and factor. */

import type { IdentityEvent, SignIn } from './identity-event.ts';

export function placeKey(row: IdentityEvent): string | null {
  if (row.place === null) return null;
  return row.place.city === null ? row.place.country : `${row.place.country}/${row.place.city}`;
}

export function networkKey(row: IdentityEvent): string | null {
  if (row.network === null) return null;
  return row.network.asn === null ? null : `AS${row.network.asn}`;
}

/** The directory's id where the device is registered, else what little is known of it. */
export function deviceKey(row: SignIn): string | null {
  const device = row.device;
  if (device === null) return null;
  if (device.id !== null) return device.id;
  if (device.os === null && device.browser === null) return null;
  return `${device.os ?? '?'}/${device.browser ?? '?'}`;
}
