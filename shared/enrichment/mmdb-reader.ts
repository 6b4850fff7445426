/**
 * Rows of an mmdb file by address: https://maxmind.github.io/MaxMind-DB/ ("Binary Search Tree Section"). The file stays on disk and is
 * read by pages, because two files of cities held whole are 134 MB.
 */

import { ip6Groups, readIp4 } from './address-number.ts';
import { type MmdbMetadata, mmdbMetadata } from './mmdb-metadata.ts';
import { mmdbValue } from './mmdb-value.ts';
import { type PagedFile, pagedFile } from './paged-file.ts';

export interface MmdbReader {
  readonly metadata: MmdbMetadata;
  /** Of a legal address: the row as the file has it; null where it has none. Opens the file at the first look-up; throws an Error where it is broken inside. */
  get(ip: string): unknown;
  close(): void;
}

/** Throws an Error of one sentence where the file is missing, of another kind or cut. */
export function mmdbReader(path: string): MmdbReader {
  const metadata = mmdbMetadata(path);
  let file: PagedFile | null = null;
  let tree: Tree | null = null;
  return {
    metadata,
    get(ip) {
      file ??= pagedFile(path);
      tree ??= treeOf(file, metadata);
      const at = tree.find(ip);
      return at === null ? null : mmdbValue(file, at, tree.dataAt).value;
    },
    close() {
      file?.close();
      file = null;
      tree = null;
    },
  };
}

interface Tree {
  /** Where the data section begins. */
  readonly dataAt: number;
  /** Where the row of this address begins; null where it has none. */
  find(ip: string): number | null;
}

function treeOf(file: PagedFile, { nodes, recordBits, ipVersion }: MmdbMetadata): Tree {
  const nodeBytes = recordBits / 4;
  const treeBytes = nodes * nodeBytes;
  const child = childIn(file, recordBits);
  // In a tree of IPv6 the IPv4 addresses stand under 96 zero bits.
  let four = 0;
  if (ipVersion === 6) for (let i = 0; i < 96 && four < nodes; i++) four = child(four * nodeBytes, 0);

  const walk = (start: number, groups: readonly number[], bitsOfGroup: number): number => {
    let node = start;
    for (const group of groups) {
      for (let bit = bitsOfGroup - 1; bit >= 0 && node < nodes; bit--) node = child(node * nodeBytes, (group >>> bit) & 1);
    }
    return node;
  };
  return {
    dataAt: treeBytes + separatorBytes,
    find(ip) {
      const six = ip.includes(':');
      if (six && ipVersion === 4) return null;
      const node = six ? walk(0, ip6Groups(ip), 16) : walk(four, [readIp4(ip)], 32);
      return node > nodes ? treeBytes + node - nodes : null;
    },
  };
}

const separatorBytes = 16;

/** The record of a node's left (0) or right (1) side; `at` is where the node begins. */
function childIn(file: PagedFile, recordBits: MmdbMetadata['recordBits']): (at: number, side: number) => number {
  const three = (at: number) => (file.byte(at) << 16) | (file.byte(at + 1) << 8) | file.byte(at + 2);
  switch (recordBits) {
    case 24:
      return (at, side) => three(at + side * 3);
    case 28:
      // The byte in the middle holds the highest four bits of both.
      return (at, side) =>
        side === 0 ? ((file.byte(at + 3) & 0xf0) << 20) | three(at) : ((file.byte(at + 3) & 0x0f) << 24) | three(at + 4);
    case 32:
      return (at, side) => three(at + side * 4) * 256 + file.byte(at + side * 4 + 3);
    default: {
      const never: never = recordBits;
      return never;
    }
  }
}
