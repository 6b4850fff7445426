/** AS numbers out of an mmdb file: DB-IP's and MaxMind's ASN and ISP files, IPinfo's. */

import { readFileSync } from 'node:fs';
import { Reader } from 'maxmind';
import type { AsnTable } from './asn-table.ts';
import { mmdbMetadata } from './mmdb-metadata.ts';

/** Throws an Error of one sentence where the file is missing, cut or no mmdb file; its data are read at the first look-up. */
export function mmdbAsnTable(path: string): AsnTable {
  const { databaseType, built } = mmdbMetadata(path);
  let reader: Reader<never> | null = null;
  return {
    name: `${databaseType} (mmdb)`,
    built,
    lookup(ip) {
      reader ??= opened(path);
      const row: unknown = reader.get(ip);
      return typeof row === 'object' && row !== null ? ownerOf(row) : null;
    },
  };
}

function opened(path: string): Reader<never> {
  try {
    return new Reader<never>(readFileSync(path));
  } catch (cause) {
    throw new Error(`${path} cannot be opened as an mmdb file: fetch it again.`, { cause });
  }
}

/** `autonomous_system_number` by MaxMind and DB-IP; `asn` as `AS15169` by IPinfo (https://ipinfo.io/developers/asn-database). */
function ownerOf(row: object): ReturnType<AsnTable['lookup']> {
  const told = field(row, 'autonomous_system_number') ?? field(row, 'asn');
  const asn = typeof told === 'string' ? Number(told.replace(/^AS/i, '')) : told;
  if (typeof asn !== 'number' || !Number.isInteger(asn) || asn <= 0 || asn >= 2 ** 32) return null;
  const owner = field(row, 'autonomous_system_organization') ?? field(row, 'name') ?? field(row, 'as_name');
  return { asn, owner: typeof owner === 'string' && owner !== '' ? owner : `AS${asn}` };
}

function field(row: object, key: string): unknown {
  return Object.hasOwn(row, key) ? Reflect.get(row, key) : null;
}
