/** Autonomous systems by address: ranges compiled once from CSV, kept in a file, loaded at the first look-up of each address family. */

import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readIp4, readIp6 } from './address-number.ts';
import { compileRanges } from './asn-compile.ts';
import { type AsnRanges, decodeRanges, encodeRanges, networkName, networkRow } from './asn-ranges.ts';
import { type CompiledFile, compiledFile } from './compiled-file.ts';
import { packageFolder } from './package-folder.ts';

export interface AsnTable {
  readonly name: string;
  /** Unix ms. */
  readonly built: number | null;
  /** null where no network is known to own the address. May throw an Error of one sentence at the first look-up of a family. */
  lookup(ip: string): { readonly asn: number; readonly owner: string } | null;
  /** Where the data hold a file open. */
  close?(): void;
}

/** Out of the npm package; null where that is not installed. */
export function npmAsnTable(): AsnTable | null {
  const folder = packageFolder('@ip-location-db/asn');
  if (folder === null) return null;
  const version = versionOf(folder);
  return {
    name: 'AS numbers by RouteViews, DB-IP and the NRO',
    built: builtAt(version),
    lookup: lookupIn((family) => {
      const path = join(folder, `asn-ipv${family}.csv`);
      return rangesOf(path, family, compiledFile(`asn-ipv${family}-${version}.bin`));
    }),
  };
}

/**
 * An operator's own file: lines `start,end,asn,owner` with addresses of either family as text, in any order, not overlapping. Never
 * kept compiled: the file may change. Throws an Error of one sentence where it cannot be read or is no such file.
 */
export function csvAsnTable(path: string): AsnTable {
  const built = checked(path);
  return { name: `AS numbers of ${path}`, built, lookup: lookupIn((family) => rangesOf(path, family, null)) };
}

function lookupIn(load: (family: 4 | 6) => AsnRanges): AsnTable['lookup'] {
  let four: AsnRanges | null = null;
  let six: AsnRanges | null = null;
  return (ip) => {
    const ranges = ip.includes(':') ? (six ??= load(6)) : (four ??= load(4));
    const row = networkRow(ranges, ranges.family === 6 ? readIp6(ip) : readIp4(ip));
    if (row < 0) return null;
    const asn = ranges.numbers[row] ?? 0;
    return { asn, owner: networkName(ranges, row) || `AS${asn}` };
  };
}

function rangesOf(path: string, family: 4 | 6, kept: CompiledFile | null): AsnRanges {
  const ready = kept?.read((bytes) => {
    const ranges = decodeRanges(bytes);
    return ranges?.family === family ? ranges : null;
  });
  if (ready != null) return ready;
  let csv: Buffer;
  try {
    csv = readFileSync(path);
  } catch (cause) {
    throw new Error(`${path} cannot be read: install the data package again, or name a CSV file of AS numbers.`, { cause });
  }
  const made = compileRanges(csv, family);
  kept?.write(encodeRanges(made));
  return made;
}

/** Unix ms of the file's last change. */
function checked(path: string): number {
  let head: string;
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(4096);
      head = bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new Error(`${path} cannot be read: name a CSV file of AS numbers that this user may read.`, { cause });
  }
  if (!/^[0-9a-f.:]*[.:][0-9a-f.:]*,[0-9a-f.:]*[.:][0-9a-f.:]*,\d+,/im.test(head)) {
    throw new Error(`${path} is no table of AS numbers: its lines must read start,end,asn,owner with addresses as text.`);
  }
  return statSync(path).mtimeMs;
}

function versionOf(folder: string): string {
  try {
    const told: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const version = typeof told === 'object' && told !== null && 'version' in told ? told.version : null;
    if (typeof version === 'string') return version;
  } catch {
    // a package without a readable version: what is compiled is told apart by the file's size alone
  }
  return `${statSync(join(folder, 'asn-ipv4.csv')).size}`;
}

/** The package's versions end in its day: 2.3.2026061719 is 17 June 2026, 19 h. */
function builtAt(version: string): number | null {
  const found = /\.(\d{4})(\d\d)(\d\d)(\d\d)$/.exec(version);
  return found === null ? null : Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]), Number(found[4]));
}
