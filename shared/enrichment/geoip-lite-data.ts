/** geoip-lite as a source of places: selectable, because its bundled data is of August 2019. Its `area` is the radius. */

import { createRequire } from 'node:module';
import type { CityData } from './city-data.ts';

interface Found {
  readonly country: string;
  readonly region: string;
  readonly city: string;
  readonly ll: readonly [number, number];
  readonly area: number;
}

/** Bundled data of this vintage (geoip-lite/node-geoip issue 251). */
const vintage = Date.UTC(2019, 7, 27);

export function geoipLiteData(): CityData {
  let library: { lookup(ip: string): Found | null } | null = null;
  return {
    name: 'geoip-lite',
    built: () => vintage,
    lookup(ip) {
      library ??= createRequire(import.meta.url)('geoip-lite') as { lookup(ip: string): Found | null };
      const found = library.lookup(ip);
      if (found === null || found.country === '') return null;
      const [latitude, longitude] = found.ll;
      return {
        country: found.country,
        city: found.city || null,
        state: found.region || null,
        latitude,
        longitude,
        radiusKm: found.area,
      };
    },
  };
}
