/**
 * The folder of fetched data: `current.json` names the file in use and the one before, for places and for networks. One rename puts
 * a new file in use; whoever reads sees the old state or the new one, never half of it.
 */

import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataKind } from './probe-data.ts';

export interface KeptFile {
  /** Name inside the folder. */
  readonly file: string;
  readonly name: string;
  /** Unix ms. */
  readonly built: number | null;
  /** Address without secrets, or path, that it came from. */
  readonly from: string;
  readonly sha256: string;
}

export type KeptData = Readonly<Record<DataKind, { readonly current: KeptFile | null; readonly before: KeptFile | null }>>;

const nothing = { current: null, before: null };

/** Nothing where the folder is not there. Throws an Error of one sentence where `current.json` is broken. */
export function readKept(folder: string): KeptData {
  const path = join(folder, 'current.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { city: nothing, asn: nothing };
  }
  try {
    const told: Partial<KeptData> = JSON.parse(text);
    return { city: told.city ?? nothing, asn: told.asn ?? nothing };
  } catch (cause) {
    throw new Error(`${path} is broken: delete it and run \`gatewatch geo update\` again.`, { cause });
  }
}

/** Puts a file of the folder in use; what was in use is kept as the one before, and what was before that is deleted. */
export function putInUse(folder: string, kind: DataKind, next: KeptFile): void {
  const kept = readKept(folder);
  write(folder, { ...kept, [kind]: { current: next, before: kept[kind].current } });
}

/** Puts the file before in use again, and keeps the one that was in use. Returns it; null where there is none. */
export function putBack(folder: string, kind: DataKind): KeptFile | null {
  const kept = readKept(folder);
  const { current, before } = kept[kind];
  if (before === null) return null;
  write(folder, { ...kept, [kind]: { current: before, before: current } });
  return before;
}

function write(folder: string, kept: KeptData): void {
  const temporary = join(folder, `current.json.${process.pid}`);
  writeFileSync(temporary, `${JSON.stringify(kept, null, 2)}\n`);
  const file = openSync(temporary, 'r');
  fsyncSync(file);
  closeSync(file);
  renameSync(temporary, join(folder, 'current.json'));
  const used = new Set([kept.city, kept.asn].flatMap(({ current, before }) => [current?.file, before?.file]));
  for (const name of readdirSync(folder)) {
    if (/^(city|asn)-.*\.(mmdb|csv)$/.test(name) && !used.has(name)) rmSync(join(folder, name), { force: true });
  }
}
