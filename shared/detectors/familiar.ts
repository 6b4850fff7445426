/** How well the profile knows a sign-in's device, place and network. */

import {
  dayCount,
  dayMs,
  deviceKey,
  type IdentityEvent,
  isNormal,
  networkKey,
  type Past,
  type Profile,
  placeKey,
  type SignIn,
} from '@gatewatch/domain';

/** The organisation's own device, or a registered one that is normal for the person. A browser's name proves nothing. */
export function isOwnDevice({ device }: SignIn, past: Pick<Past, 'profile'>): boolean {
  if (device === null) return false;
  if (device.managed === true || device.compliant === true) return true; // nearly always: the row says so itself, and no profile is made
  return device.id !== null && isNormal(past.profile.devices.get(device.id));
}

/** An own device, or one whose system and browser are normal for the person: enough to excuse, never to prove. */
export function knowsDevice(row: SignIn, profile: Profile): boolean {
  const key = deviceKey(row);
  return key !== null && (isOwnDevice(row, { profile }) || isNormal(profile.devices.get(key)));
}

export function knowsPlace(row: IdentityEvent, profile: Profile, days = 1): boolean {
  const key = placeKey(row);
  return key !== null && normalFor(profile.places.get(key), days);
}

export function knowsNetwork(row: IdentityEvent, profile: Profile, days = 1): boolean {
  const key = networkKey(row);
  return key !== null && normalFor(profile.networks.get(key), days);
}

/** Any place of the row's country is normal for the person; where `before` (Unix ms) is given, since then or longer. */
export function knowsCountry(row: IdentityEvent, profile: Profile, before = Number.POSITIVE_INFINITY): boolean {
  const country = row.place?.country;
  if (country === undefined) return false;
  for (const [key, seen] of profile.places)
    if ((key === country || key.startsWith(`${country}/`)) && isNormal(seen) && seen.first <= before) return true;
  return false;
}

/** The row's place, or its network, has been normal for the person since `before` (Unix ms) or longer. */
export function settledAt(of: 'places' | 'networks', row: IdentityEvent, profile: Profile, before: number): boolean {
  const seen = profile[of].get((of === 'places' ? placeKey(row) : networkKey(row)) ?? '');
  return isNormal(seen) && seen.first <= before;
}

/** Routes have been remembered for a week: what is not among them is not the person's habit. */
export function knowsRoutes(profile: Profile, time: number): boolean {
  return profile.routesSince === null || time - profile.routesSince >= 7 * dayMs;
}

/** A device that tells something of itself, and nothing that the profile has seen. */
export function isNewDevice(row: SignIn, profile: Profile): boolean {
  return deviceKey(row) !== null && !knowsDevice(row, profile);
}

function normalFor(seen: Parameters<typeof isNormal>[0], days: number): boolean {
  return isNormal(seen) && dayCount(seen.days) >= days;
}
