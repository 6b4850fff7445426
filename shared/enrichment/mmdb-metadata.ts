/** What an mmdb file says of itself, read from its last bytes only: a wrong file is refused at the start, and its data stay on disk until asked. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface MmdbMetadata {
  readonly databaseType: string;
  /** Unix ms. */
  readonly built: number;
  /** 4: only IPv4. 6: IPv6, and usually IPv4 too. */
  readonly ipVersion: number;
}

/** Throws an Error of one sentence where the file is missing, of another kind or cut. */
export function mmdbMetadata(path: string): MmdbMetadata {
  const { tail, size } = tailOf(path);
  const at = tail.lastIndexOf(marker);
  if (at < 0) {
    throw new Error(`${path} is no mmdb file, or its end is cut off: fetch it again, or name another file.`);
  }
  const told = read(tail, at + marker.length).value;
  const metadata = told instanceof Map ? told : new Map<unknown, unknown>();
  const nodes = metadata.get('node_count');
  const bits = metadata.get('record_size');
  const built = metadata.get('build_epoch');
  const ipVersion = metadata.get('ip_version');
  const databaseType = metadata.get('database_type');
  if (
    typeof nodes !== 'number' ||
    typeof bits !== 'number' ||
    typeof built !== 'number' ||
    typeof databaseType !== 'string' ||
    (ipVersion !== 4 && ipVersion !== 6)
  ) {
    throw new Error(`${path} has no readable metadata for an mmdb file: fetch it again, or name another file.`);
  }
  // Tree: two records a node; then 16 zero bytes, data, marker, metadata.
  if (size < (nodes * bits) / 4 + 16 + marker.length) {
    throw new Error(`${path} is shorter than its own metadata say: fetch it again.`);
  }
  return { databaseType, built: built * 1000, ipVersion };
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

interface Read {
  readonly value: unknown;
  readonly next: number;
}

/** One value of the format's data section. Pointers never occur in metadata; an unknown or cut value reads as null. */
function read(bytes: Buffer, start: number): Read {
  const control = bytes[start] ?? 0;
  let at = start + 1;
  let type = control >> 5;
  if (type === 0) type = 7 + (bytes[at++] ?? 0);
  let size = control & 31;
  if (size === 29) size = 29 + (bytes[at++] ?? 0);
  else if (size === 30) {
    size = 285 + ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0);
    at += 2;
  }
  if (at + (type === 7 || type === 11 ? 0 : size) > bytes.length) return { value: null, next: bytes.length };
  switch (type) {
    case 2:
      return { value: bytes.toString('utf8', at, at + size), next: at + size };
    case 5:
    case 6:
    case 9: {
      let value = 0;
      for (let i = 0; i < size; i++) value = value * 256 + (bytes[at + i] ?? 0);
      return { value, next: at + size };
    }
    case 7: {
      const map = new Map<unknown, unknown>();
      for (let i = 0; i < size && at < bytes.length; i++) {
        const key = read(bytes, at);
        const value = read(bytes, key.next);
        map.set(key.value, value.value);
        at = value.next;
      }
      return { value: map, next: at };
    }
    case 11: {
      const list: unknown[] = [];
      for (let i = 0; i < size && at < bytes.length; i++) {
        const item = read(bytes, at);
        list.push(item.value);
        at = item.next;
      }
      return { value: list, next: at };
    }
    default:
      return { value: null, next: at + size };
  }
}
