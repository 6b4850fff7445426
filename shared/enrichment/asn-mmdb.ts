/** AS numbers out of an mmdb file: DB-IP's and MaxMind's ASN and ISP files, IPinfo's. */

import type { AsnTable } from './asn-table.ts';
import { mmdbReader } from './mmdb-reader.ts';

/** Throws an Error of one sentence where the file is missing, cut or no mmdb file; its data are read as they are asked for. */
export function mmdbAsnTable(path: string): AsnTable {
  const reader = mmdbReader(path);
  const { databaseType, built } = reader.metadata;
  return {
    name: `${databaseType} (mmdb)`,
    built,
    lookup(ip) {
      const row = reader.get(ip);
      return typeof row === 'object' && row !== null ? ownerOf(row) : null;
    },
    close: reader.close,
  };
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
