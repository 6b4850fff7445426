/** Fetches newer data of one kind, tries them, and puts them in use: all of it or nothing. */

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, globSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DataKind, probeData, putInUse, readKept } from '@gatewatch/enrichment';
import { type Config, makeFolders, reasonOf, UserMistake } from '@gatewatch/runtime';
import { geoFolder } from './configured-geo.ts';
import { fetchFile, NotThere, withoutSecrets } from './fetch-file.ts';
import { holdingFolder } from './holding-folder.ts';
import { type Supply, supplyOf } from './supply.ts';
import { unpack } from './unpack.ts';

export type Updated =
  | {
      readonly kind: DataKind;
      readonly state: 'new';
      readonly name: string;
      readonly built: number | null;
      readonly from: string;
    }
  | { readonly kind: DataKind; readonly state: 'same'; readonly name: string; readonly built: number | null };

/** `now`: Unix ms, which names the month. Throws UserMistake; what was in use then stays in use. */
export async function updateGeo(config: Config, kind: DataKind, now: number): Promise<Updated> {
  const folder = geoFolder(config);
  const supply = supplyOf(config, kind, now);
  const incoming = join(folder, `incoming-${process.pid}-${randomUUID()}`);
  try {
    await makeFolders(folder);
  } catch (cause) {
    throw new UserMistake(`${folder} cannot be made (${reasonOf(cause)}): name another folder in geo.folder.`, cause);
  }
  try {
    const from = await fetched(supply, incoming);
    const ending = await unpack(incoming, from, supply.mostBytes);
    const ready = `${incoming}${ending}`;
    renameSync(incoming, ready);
    const sha256 = await hashOf(ready);
    return await holdingFolder(folder, () => taken({ folder, kind, path: ready, ending, from, sha256 }));
  } finally {
    for (const part of globSync(`${incoming}*`)) rmSync(part, { force: true });
  }
}

/** The first of the supply's addresses that has a file. */
async function fetched(supply: Supply, to: string): Promise<string> {
  let missing: NotThere | null = null;
  for (const from of supply.from) {
    try {
      await fetchFile({ ...supply, from, to });
      return withoutSecrets(from);
    } catch (error) {
      if (!(error instanceof NotThere)) throw error;
      missing ??= error;
    }
  }
  throw missing ?? new UserMistake('There is no address to fetch from.');
}

interface Fetched {
  readonly folder: string;
  readonly kind: DataKind;
  readonly path: string;
  readonly ending: string;
  readonly from: string;
  readonly sha256: string;
}

function taken({ folder, kind, path, ending, from, sha256 }: Fetched): Updated {
  const { current } = readKept(folder)[kind];
  if (current?.sha256 === sha256) return { kind, state: 'same', name: current.name, built: current.built };
  let probed: ReturnType<typeof probeData>;
  try {
    probed = probeData(kind, path);
  } catch (cause) {
    // The temporary name says nothing to people.
    const told = (cause instanceof Error ? cause.message : String(cause)).replaceAll(path, 'It');
    throw new UserMistake(`${from} was not taken, what was in use stays. ${told}`, cause);
  }
  const { name, built } = probed;
  if (built !== null && current?.built != null && built < current.built) {
    throw new UserMistake(
      `${from} was not taken: it is of ${day(built)}, older than what is in use (${day(current.built)}); \`gatewatch geo back ${kind}\` goes back.`,
    );
  }
  const file = `${kind}-${built === null ? 'undated' : day(built)}-${sha256.slice(0, 12)}${ending}`;
  renameSync(path, join(folder, file));
  putInUse(folder, kind, {
    file,
    name: kind === 'asn' && ending === '.csv' ? `AS numbers of ${from}` : name,
    built,
    from,
    sha256,
  });
  return { kind, state: 'new', name, built, from };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
