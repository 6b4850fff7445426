/** Where something came from, as ECS names it. */

import type { Evidence } from '@gatewatch/domain';

export function ecsSource({ ip, place, network }: Pick<Evidence, 'ip' | 'place' | 'network'>): object {
  return {
    ip,
    address: ip,
    geo:
      place === null
        ? null
        : { country_iso_code: place.country, city_name: place.city, location: { lat: place.latitude, lon: place.longitude } },
    as: network === null ? null : { number: network.asn, organization: { name: network.owner } },
  };
}
