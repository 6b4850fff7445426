/** The files that a person named: directories, globs and `-` (stdin, spooled so that a restart can read it again). */

import { createReadStream, createWriteStream } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { reasonOf, UserMistake } from '@gatewatch/runtime';
import { namesBelow } from './names-below.ts';

export interface Input {
  readonly path: string;
  /** As shown to people and kept with quarantined records. */
  readonly name: string;
  readonly bytes: number;
  /** Part of the file, in bytes: from the first place to before the second; all of it where not said. */
  readonly part?: readonly [from: number, to: number];
}

// What a simulation or a replay writes beside records, and what is no record at all.
const notRecords =
  /(?:^|\/)(?:labels\.ndjson|causes\.ndjson|alerts\.ndjson|quarantine\.ndjson|summary\.json|LICENSE[^/]*|README[^/]*)$|\.(?:ya?ml|html|md|db|db-wal|db-shm)$/i;

export function isRecords(path: string): boolean {
  return !notRecords.test(path);
}

/** Throws UserMistake where a name leads nowhere or nothing is found. */
export async function findInputs(paths: readonly string[], spoolFolder: string): Promise<readonly Input[]> {
  const inputs: Input[] = [];
  // Once each: what comes through a pipe comes once.
  for (const path of new Set(paths)) {
    if (path === '-') inputs.push(await spool(join(spoolFolder, 'stdin'), path));
    else if (/[*?[{]/.test(path) && !(await exists(path))) await addGlob(path, inputs, spoolFolder);
    else await addPath(path, inputs, spoolFolder);
  }
  if (inputs.length === 0) throw new UserMistake(`${paths.join(' ')} holds no files: name files or folders with exported logs.`);
  return inputs.sort((a, b) => (a.path < b.path ? -1 : 1)).filter((input, i, all) => input.path !== all[i - 1]?.path);
}

async function addPath(path: string, inputs: Input[], spoolFolder: string): Promise<void> {
  const found = await statOf(path);
  if (found.isFile()) return void inputs.push({ path, name: path, bytes: Number(found.size) });
  // A pipe can be read once, and a restart reads twice.
  if (!found.isDirectory()) return void inputs.push(await spool(join(spoolFolder, `pipe-${inputs.length}`), path));
  let names: readonly string[];
  try {
    names = await namesBelow(path);
  } catch (cause) {
    throw new UserMistake(`${path} cannot be read (${reasonOf(cause)}): name a folder that may be read.`, cause);
  }
  for (const name of names) {
    const inside = join(path, name);
    if (!isRecords(inside)) continue;
    const entry = await statOf(inside);
    if (entry.isFile()) inputs.push({ path: inside, name: inside, bytes: entry.size });
  }
}

async function addGlob(pattern: string, inputs: Input[], spoolFolder: string): Promise<void> {
  let any = false;
  for await (const path of glob(pattern)) {
    any = true;
    await addPath(path, inputs, spoolFolder);
  }
  if (!any)
    throw new UserMistake(`${pattern} matches no file: mend the pattern, and quote it so that the shell leaves it alone.`);
}

/** A browser calls a second download `export[1].json`: a name first, a pattern where there is none. */
async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (cause) {
    throw new UserMistake(`${path} cannot be read (${reasonOf(cause)}): name a file or folder that exists.`, cause);
  }
}

/** `-` is stdin. */
async function spool(path: string, from: string): Promise<Input> {
  await pipeline(from === '-' ? process.stdin : createReadStream(from), createWriteStream(path));
  return { path, name: from, bytes: (await stat(path)).size };
}
