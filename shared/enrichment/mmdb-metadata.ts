/** What an mmdb file says of itself, read from its last bytes only: a wrong file is refused at the start, and its data stay on disk until asked. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { mmdbValue } from './mmdb-value.ts';

export interface MmdbMetadata {
  readonly databaseType: string;
  /** Unix ms. */
  readonly built: number;
  /** 4: only IPv4. 6: IPv6, and usually IPv4 too. */
  readonly ipVersion: 4 | 6;
  /** Of the search tree. */
  readonly nodes: number;
  /** Of each of a node's two records. */
  readonly recordBits: 24 | 28 | 32;
}

/** Throws an Error of one sentence where the file is missing, of another kind or cut. */
export function mmdbMetadata(path: string): MmdbMetadata {
  const { tail, size } = tailOf(path);
  const at = tail.lastIndexOf(marker);
  if (at < 0) {
    throw new Error(`${path} is no mmdb file, or its end is cut off: fetch it again, or name another file.`);
  }
  const told = metadataIn(tail.subarray(at + marker.length));
  const { node_count: nodes, record_size: recordBits, build_epoch: built, ip_version: ipVersion, database_type: kind } = told;
  if (
    typeof nodes !== 'number' ||
    (recordBits !== 24 && recordBits !== 28 && recordBits !== 32) ||
    typeof built !== 'number' ||
    typeof kind !== 'string' ||
    (ipVersion !== 4 && ipVersion !== 6)
  ) {
    throw new Error(`${path} has no readable metadata for an mmdb file: fetch it again, or name another file.`);
  }
  // Tree: two records a node; then 16 zero bytes, data, marker, metadata.
  if (size < (nodes * recordBits) / 4 + 16 + marker.length) {
    throw new Error(`${path} is shorter than its own metadata say: fetch it again.`);
  }
  return { databaseType: kind, built: built * 1000, ipVersion, nodes, recordBits };
}

// The format: https://maxmind.github.io/MaxMind-DB/ ("Database Metadata": in the last 128 KiB, after this marker).
const marker = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex');
const metadataBytes = 128 * 1024;

function tailOf(path: string): { readonly tail: Buffer; readonly size: number } {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    throw new Error(`${path} cannot be read: name an mmdb file that exists and that this user may read.`, { cause });
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new Error(`${path} is not a file: name an mmdb file.`);
    const tail = Buffer.alloc(Math.min(stat.size, metadataBytes));
    readSync(file, tail, 0, tail.length, stat.size - tail.length);
    return { tail, size: stat.size };
  } finally {
    closeSync(file);
  }
}

/** Nothing where it cannot be read. */
function metadataIn(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const { value } = mmdbValue(within(bytes), 0, 0);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function within(bytes: Buffer): Parameters<typeof mmdbValue>[0] {
  const slice = (at: number, length: number) => {
    if (at + length > bytes.length) throw new Error('The metadata are cut.');
    return bytes.subarray(at, at + length);
  };
  return { slice, byte: (at) => slice(at, 1)[0] ?? 0 };
}
