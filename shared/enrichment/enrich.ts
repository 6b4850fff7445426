/** An event with its place and network. */

import type { GeoLookup, IdentityEvent } from '@gatewatch/domain';

export function enrich<T extends IdentityEvent>(event: T, geo: GeoLookup): T {
  if (event.ip === null) return event;
  const { place, network } = geo.lookup(event.ip);
  return { ...event, place, network };
}
