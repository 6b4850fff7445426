/** What kind of network an address belongs to: the curated table, then words in its owner's name, else an ordinary provider. */

import type { NetworkClass } from '@gatewatch/domain';
import { networkTable } from './network-table.ts';

/** Slow beside a map: callers keep the answer per network. */
export function networkClassOf(asn: number | null, owner: string | null): NetworkClass {
  if (asn === null) return 'unknown';
  const known = byAsn.get(asn);
  if (known !== undefined) return known;
  if (owner !== null) for (const [word, networkClass] of words) if (word.test(owner)) return networkClass;
  return 'isp';
}

const byAsn = new Map<number, NetworkClass>(networkTable.map((line) => [line.asn, line.class]));

// Words that owners of such networks give themselves, checked in this order against the 84,000 names of the data of June 2026.
const words: readonly (readonly [RegExp, NetworkClass])[] = [
  [/\bvpn\b/i, 'vpn'],
  [/hosting|data ?cent(?:er|re)|\bvps\b|\bcloud\b|\bservers?\b|\bdedicated\b|\bcolo(?:cation)?\b/i, 'hosting'],
  [/\bmobile\b|\bwireless\b|\bcellular\b|\bgsm\b|\blte\b/i, 'mobile'],
  [/\bsatellites?\b|\bsatelit|\bavionics\b/i, 'satellite'],
];
