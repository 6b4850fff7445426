/** A row of city data to a place, with the radius that is honest for it. */

import type { NetworkClass, Place } from '@gatewatch/domain';
import type { CityRecord } from './city-data.ts';
import { countryDisc } from './countries.ts';
import { radiusKmOf } from './radius.ts';

/** null where the row names no country (ZZ, EU) and so no place. */
export function placeOf(row: CityRecord, network: NetworkClass): Place | null {
  const disc = countryDisc(row.country);
  if (disc === null) return null;
  const { country, latitude, longitude } = row;
  if (latitude === null || longitude === null) {
    const radiusKm = radiusKmOf({ country, city: null, state: null, radiusKm: null }, network);
    return { country, city: null, latitude: disc.latitude, longitude: disc.longitude, radiusKm };
  }
  return { country, city: row.city, latitude, longitude, radiusKm: radiusKmOf(row, network) };
}
