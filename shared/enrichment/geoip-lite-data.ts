/** geoip-lite as a source of places: selectable, never the default, because its bundled data are of August 2019. */

import { createRequire } from 'node:module';
import type { CityData } from './city-data.ts';
import { packageFolder } from './package-folder.ts';

/** null where the package is not installed. Some 110 MB of memory from the first look-up on. */
export function geoipLiteData(): CityData | null {
  if (packageFolder('geoip-lite') === null) return null;
  // The package reads its data from there instead, where an operator with a MaxMind account keeps newer ones.
  const ownData = process.env.GEODATADIR !== undefined;
  let library: Library | null = null;
  return {
    name: ownData ? 'geoip-lite with data of GEODATADIR' : 'geoip-lite (data of August 2019)',
    built: ownData ? null : vintage,
    warning: ownData
      ? null
      : 'GEOIP-LITE ANSWERS FROM DATA OF AUGUST 2019: many addresses have moved since, so places are often wrong by a country; use dbip or an mmdb file of your own',
    lookup(ip) {
      library ??= load();
      const found = library.lookup(ip);
      if (found === null || found.country === '') return null;
      const [latitude, longitude] = found.ll ?? [null, null];
      const known = latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0);
      return {
        country: found.country,
        city: found.city || null,
        state: found.region || null,
        latitude: known ? latitude : null,
        longitude: known ? longitude : null,
        radiusKm: typeof found.area === 'number' && found.area > 0 ? found.area : null,
      };
    },
  };
}

interface Library {
  lookup(ip: string): {
    readonly country: string;
    readonly region: string;
    readonly city: string;
    readonly ll?: readonly [number | null, number | null];
    readonly area?: number;
  } | null;
}

/** What the bundled data say of themselves, and github.com/geoip-lite/node-geoip issue 251. */
const vintage = Date.UTC(2019, 7, 27);

function load(): Library {
  try {
    const library: Library = createRequire(import.meta.url)('geoip-lite');
    return library;
  } catch (cause) {
    throw new Error('geoip-lite cannot load its data: install it again, or check the folder that GEODATADIR names.', { cause });
  }
}
