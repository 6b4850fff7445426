/** Whether a file of places or networks is what it should be: opened, and asked for addresses whose answer is known. */

import { mmdbAsnTable } from './asn-mmdb.ts';
import { csvAsnTable } from './asn-table.ts';
import { mmdbData } from './mmdb-data.ts';

export type DataKind = 'city' | 'asn';

export interface ProbedData {
  readonly name: string;
  /** Unix ms. */
  readonly built: number | null;
}

/** Throws an Error of one sentence where the file cannot be opened, or knows too little or the wrong of what is known. */
export function probeData(kind: DataKind, path: string): ProbedData {
  const data = kind === 'city' ? mmdbData([path]) : path.endsWith('.csv') ? csvAsnTable(path) : mmdbAsnTable(path);
  const right = rightAnswers(data, kind);
  if (right < leastRight) {
    throw new Error(
      `It answers rightly for ${right} of ${known.length} addresses whose ${kind === 'city' ? 'country' : 'owner'} is known (at least ${leastRight} are wanted): it is no database of ${kind === 'city' ? 'cities' : 'AS numbers'} of the whole Internet.`,
    );
  }
  return { name: data.name, built: data.built };
}

function rightAnswers(data: ReturnType<typeof mmdbData> | ReturnType<typeof mmdbAsnTable>, kind: DataKind): number {
  try {
    return known.filter((probe) => {
      const found = data.lookup(probe.ip);
      if (found === null) return false;
      return 'asn' in found
        ? found.asn === probe.asn
        : found.country === probe.country && (found.latitude !== null || kind !== 'city');
    }).length;
  } finally {
    data.close?.();
  }
}

// Registries and public resolvers that have stood at one place under one number for years: RIPE NCC, Google Public DNS (registered
// in the USA, announced world-wide), Microsoft's sign-in service, the University of Oslo, WIDE's root server, Quad9.
const known = [
  { ip: '193.0.6.139', country: 'NL', asn: 3333 },
  { ip: '8.8.8.8', country: 'US', asn: 15169 },
  { ip: '20.190.128.1', country: 'US', asn: 8075 },
  { ip: '129.240.2.1', country: 'NO', asn: 224 },
  { ip: '202.12.27.33', country: 'JP', asn: 7500 },
  { ip: '9.9.9.9', country: 'US', asn: 19281 },
] as const;
const leastRight = 4;
