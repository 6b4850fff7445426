/** One mmdb row to a CityRecord. Makers shape their rows differently; the shape is told by the file's database type. */

import type { CityRecord } from './city-data.ts';

type RecordReader = (row: object) => CityRecord | null;

/** Unknown types are read by whichever of the shapes gives a country. */
export function recordReader(databaseType: string): RecordReader {
  if (/^(geoip2|geolite2|dbip)[-_ ]/i.test(databaseType)) return nested;
  if (/^(city|country)\b/i.test(databaseType)) return flat;
  if (/^ipinfo\b/i.test(databaseType)) return ipinfo;
  return (row) => nested(row) ?? flat(row) ?? ipinfo(row);
}

/** MaxMind's GeoIP2 and GeoLite2, and DB-IP's own files: https://dev.maxmind.com/geoip/docs/databases/city-and-country */
function nested(row: object): CityRecord | null {
  const location = field(row, 'location');
  const subdivisions = field(row, 'subdivisions');
  const state = Array.isArray(subdivisions) ? field(subdivisions[0], 'names') : null;
  return record(
    field(field(row, 'country'), 'iso_code') ?? field(field(row, 'registered_country'), 'iso_code'),
    field(field(field(row, 'city'), 'names'), 'en'),
    field(state, 'en'),
    field(location, 'latitude'),
    field(location, 'longitude'),
    field(location, 'accuracy_radius'),
  );
}

/** The npm packages of @ip-location-db. */
function flat(row: object): CityRecord | null {
  return record(
    field(row, 'country_code'),
    field(row, 'city'),
    field(row, 'state1'),
    field(row, 'latitude'),
    field(row, 'longitude'),
    null,
  );
}

/** IPinfo: numbers as text; https://ipinfo.io/developers/ip-to-geolocation-database */
function ipinfo(row: object): CityRecord | null {
  const code = field(row, 'country_code') ?? field(row, 'country');
  const latitude = field(row, 'lat') ?? field(row, 'latitude');
  const longitude = field(row, 'lng') ?? field(row, 'longitude');
  return record(code, field(row, 'city'), field(row, 'region'), latitude, longitude, field(row, 'radius'));
}

function record(
  code: unknown,
  city: unknown,
  state: unknown,
  latitude: unknown,
  longitude: unknown,
  radiusKm: unknown,
): CityRecord | null {
  if (typeof code !== 'string' || code.length !== 2) return null;
  const north = degrees(latitude, 90);
  const east = degrees(longitude, 180);
  // (0, 0) stands for unknown with every maker.
  const known = north !== null && east !== null && (north !== 0 || east !== 0);
  const radius = number(radiusKm);
  return {
    country: code.toUpperCase(),
    city: text(city),
    state: text(state),
    latitude: known ? north : null,
    longitude: known ? east : null,
    radiusKm: radius !== null && radius > 0 ? radius : null,
  };
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function number(value: unknown): number | null {
  const read = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : null;
}

/** To 0.0001 degrees (11 m): files hold single floats, whose further digits are noise. */
function degrees(value: unknown, most: number): number | null {
  const read = number(value);
  return read === null || Math.abs(read) > most ? null : Math.round(read * 10_000) / 10_000;
}
