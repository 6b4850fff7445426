/** The words under which a profile remembers a row's place, network, device, application and factor. */

import { hash64 } from './hash.ts';
import type { IdentityEvent, SignIn } from './identity-event.ts';
import { isVendorOwned } from './place.ts';

/** null where the address shows no place of the person's: a service of the vendor's own refreshes tokens from its own country. */
export function placeKey(row: Pick<IdentityEvent, 'place' | 'network'>): string | null {
  if (row.place === null || isVendorOwned(row.network)) return null;
  return row.place.city === null ? row.place.country : short(`${row.place.country}/${row.place.city}`);
}

export function networkKey(row: Pick<IdentityEvent, 'network'>): string | null {
  if (row.network === null) return null;
  return row.network.asn === null ? null : `AS${row.network.asn}`;
}

/** The directory's id where the device is registered, else what little is known of it. */
export function deviceKey(row: Pick<SignIn, 'device'>): string | null {
  const device = row.device;
  if (device === null) return null;
  if (device.id !== null) return short(device.id);
  if (device.os === null && device.browser === null) return null;
  return short(`${device.os ?? '?'}/${device.browser ?? '?'}`);
}

export function appKey(row: Pick<SignIn, 'app' | 'appId'>): string | null {
  const app = row.appId ?? row.app;
  return app === null ? null : short(app);
}

export function factorKey(method: string): string {
  return short(method);
}

const mostKey = 48; // a GUID has 36; whoever writes a record must not fill a profile with one name

function short(text: string): string {
  return text.length <= mostKey ? text : `${text.slice(0, mostKey - 17).toWellFormed()}~${hash64(text)}`;
}
