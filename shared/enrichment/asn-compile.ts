/** CSV of address ranges (`start,end,asn,owner`, addresses as text) to AsnRanges. Rows of the other family are passed over. */

import { readIp4, readIp6 } from './address-number.ts';
import type { AsnRanges } from './asn-ranges.ts';

/** `csv`: the file's bytes. Lines that are no such row are passed over; a file without any gives no ranges. */
export function compileRanges(csv: Buffer, family: 4 | 6): AsnRanges {
  const most = lineCount(csv);
  const starts = family === 4 ? new Uint32Array(most) : new BigUint64Array(most);
  const ends = family === 4 ? new Uint32Array(most) : new BigUint64Array(most);
  const networks = new Uint32Array(most);
  const rowOf = new Map<number, number>();
  const owners: string[] = [];
  let count = 0;
  let sorted = true;
  for (let at = 0; at < csv.length; ) {
    const feed = csv.indexOf(lineFeed, at);
    const end = feed < 0 ? csv.length : feed;
    const first = csv.indexOf(comma, at);
    const second = first < 0 || first >= end ? -1 : csv.indexOf(comma, first + 1);
    const third = second < 0 || second >= end ? -1 : csv.indexOf(comma, second + 1);
    if (third >= 0 && third < end) {
      const start = csv.toString('latin1', at, first);
      const asn = Number(csv.toString('latin1', second + 1, third));
      if (start.includes(':') === (family === 6) && Number.isInteger(asn) && asn > 0 && asn < 2 ** 32) {
        put(starts, count, start);
        put(ends, count, csv.toString('latin1', first + 1, second));
        if (count > 0 && (starts[count] ?? 0) < (starts[count - 1] ?? 0)) sorted = false;
        let row = rowOf.get(asn);
        if (row === undefined) {
          row = owners.push(unquoted(csv.toString('utf8', third + 1, end))) - 1;
          rowOf.set(asn, row);
        }
        networks[count++] = row;
      }
    }
    at = end + 1;
  }
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  if (!sorted) order.sort((a, b) => ((starts[a] ?? 0) < (starts[b] ?? 0) ? -1 : 1));
  const names = owners.map((owner) => Buffer.from(owner));
  let end = 0;
  return {
    family,
    starts: picked(starts, order),
    ends: picked(ends, order),
    networks: order.map((i) => networks[i] ?? 0),
    numbers: Uint32Array.from(rowOf.keys()),
    nameEnds: Uint32Array.from(names, (name) => (end += name.length)),
    names: Buffer.concat(names),
  };
}

const comma = 0x2c;
const lineFeed = 0x0a;

function lineCount(csv: Buffer): number {
  let count = 1;
  for (let at = csv.indexOf(lineFeed); at >= 0; at = csv.indexOf(lineFeed, at + 1)) count++;
  return count;
}

function put(addresses: Uint32Array | BigUint64Array, row: number, text: string): void {
  if (addresses instanceof Uint32Array) addresses[row] = readIp4(text);
  else addresses[row] = readIp6(text);
}

function picked(addresses: Uint32Array | BigUint64Array, order: Uint32Array): Uint32Array | BigUint64Array {
  if (addresses instanceof Uint32Array) return order.map((i) => addresses[i] ?? 0);
  return BigUint64Array.from({ length: order.length }, (_, i) => addresses[order[i] ?? 0] ?? 0n);
}

/** A CSV field (RFC 4180): outer quotes away, doubled ones single. */
function unquoted(field: string): string {
  const text = field.trim();
  const bare = text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1).replaceAll('""', '"') : text;
  // The registries' own names carry quotes too: "JSC ""TIMEWEB""".
  return bare.replaceAll('"', '').trim();
}
