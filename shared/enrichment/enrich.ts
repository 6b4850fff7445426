/** Puts place and network into an event that was just made, and that nobody else has: a copy would be of some forty fields. */

import type { GeoLookup, IdentityEvent } from '@gatewatch/domain';

export function enrich<T extends IdentityEvent>(event: T, geo: GeoLookup): T {
  if (event.ip === null) return event;
  const { place, network } = geo.lookup(event.ip);
  const open: Open = event;
  open.place = place;
  open.network = network;
  return event;
}

type Open = { -readonly [key in 'place' | 'network']: IdentityEvent[key] };
