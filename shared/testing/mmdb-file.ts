/** A small mmdb file out of ranges and rows, for tests: https://maxmind.github.io/MaxMind-DB/ */

import { BlockList } from 'node:net';

export type MmdbValue = string | number | { readonly [key: string]: MmdbValue } | readonly MmdbValue[];

export interface MmdbDraft {
  readonly databaseType: string;
  /** Unix ms. */
  readonly built: number;
  /** CIDR → row. In a file of version 6 an IPv4 range stands under ::/96. Ranges do not overlap. */
  readonly rows: Readonly<Record<string, MmdbValue>>;
  readonly ipVersion?: 4 | 6;
  /** Zero bytes before the metadata, for a file of a certain size. */
  readonly padding?: number;
}

const recordBytes = 4;

/** Integers as uint32, other numbers as doubles. */
export function mmdbFile({ databaseType, built, rows, ipVersion = 6, padding = 0 }: MmdbDraft): Buffer {
  const nodes: [Slot, Slot][] = [[null, null]];
  const data: Buffer[] = [];
  let dataBytes = 0;
  for (const [cidr, row] of Object.entries(rows)) {
    const bits = bitsOf(cidr, ipVersion);
    let node = 0;
    for (const bit of bits.slice(0, -1)) node = childOf(nodes, node, bit);
    const last = nodes[node];
    if (last !== undefined) last[bits.at(-1) ?? 0] = { data: dataBytes };
    const bytes = encode(row);
    data.push(bytes);
    dataBytes += bytes.length;
  }
  const tree = Buffer.alloc(nodes.length * 2 * recordBytes);
  for (const [index, slots] of nodes.entries()) {
    for (const [side, slot] of slots.entries()) {
      const value = slot === null ? nodes.length : typeof slot === 'number' ? slot : nodes.length + 16 + slot.data;
      tree.writeUInt32BE(value, (index * 2 + side) * recordBytes);
    }
  }
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: Math.floor(built / 1000),
    database_type: databaseType,
    description: { en: 'made for a test' },
    ip_version: ipVersion,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 32,
  });
  const marker = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex');
  return Buffer.concat([tree, Buffer.alloc(16), ...data, Buffer.alloc(padding), marker, metadata]);
}

type Slot = number | { readonly data: number } | null;

function childOf(nodes: [Slot, Slot][], node: number, bit: 0 | 1): number {
  const slots = nodes[node];
  const slot = slots?.[bit];
  if (typeof slot === 'number') return slot;
  const made = nodes.push([null, null]) - 1;
  if (slots !== undefined) slots[bit] = made;
  return made;
}

function bitsOf(cidr: string, ipVersion: 4 | 6): (0 | 1)[] {
  const [address = '', prefix = ''] = cidr.split('/');
  const four = !address.includes(':');
  const check = new BlockList();
  check.addSubnet(address, Number(prefix), four ? 'ipv4' : 'ipv6'); // throws for what is no range
  const bytes = four ? address.split('.').map(Number) : bytesOf6(address);
  const bits = bytes.flatMap((byte) => Array.from({ length: 8 }, (_, i): 0 | 1 => ((byte >> (7 - i)) & 1 ? 1 : 0)));
  const own = bits.slice(0, Number(prefix));
  return four && ipVersion === 6 ? [...new Array<0>(96).fill(0), ...own] : own;
}

function bytesOf6(address: string): number[] {
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const left = groups(head);
  const right = groups(tail);
  const all = [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right];
  return all.flatMap((group) => [group >> 8, group & 255]);
}

function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string') return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(Number.isInteger(value) && value >= 0 ? 4 : 8);
    if (bytes.length === 4) bytes.writeUInt32BE(value);
    else bytes.writeDoubleBE(value);
    return Buffer.concat([control(bytes.length === 4 ? 6 : 3, bytes.length), bytes]);
  }
  if (isList(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([key, one]) => [encode(key), encode(one)])]);
}

function isList(value: MmdbValue): value is readonly MmdbValue[] {
  return Array.isArray(value);
}

/** Sizes up to 284, which is all that a test needs. */
function control(type: number, size: number): Buffer {
  const small = Math.min(size, 29);
  const head = type < 8 ? [(type << 5) | small] : [small, type - 7];
  return Buffer.from(size < 29 ? head : [...head, size - 29]);
}
