/** The files that a person named: directories, globs and `-` (stdin, spooled so that a restart can read it again). */

import { createWriteStream } from 'node:fs';
import { glob, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { reasonOf, UserMistake } from '@gatewatch/runtime';

export interface Input {
  readonly path: string;
  /** As shown to people and kept with quarantined records. */
  readonly name: string;
  readonly bytes: number;
}

// What a simulation or a replay writes beside records, and what is no record at all.
const notRecords =
  /(?:^|\/)(?:labels\.ndjson|causes\.ndjson|alerts\.ndjson|quarantine\.ndjson|summary\.json|LICENSE[^/]*|README[^/]*)$|\.(?:ya?ml|html|md|db|db-wal|db-shm|txt)$/i;

/** Throws UserMistake where a name leads nowhere or nothing is found. */
export async function findInputs(paths: readonly string[], spoolFolder: string): Promise<readonly Input[]> {
  const inputs: Input[] = [];
  for (const path of paths) {
    if (path === '-') inputs.push(await spool(spoolFolder));
    else if (/[*?[{]/.test(path)) await addGlob(path, inputs);
    else await addPath(path, inputs);
  }
  if (inputs.length === 0) throw new UserMistake(`${paths.join(' ')} holds no files: name files or folders with exported logs.`);
  return inputs.sort((a, b) => (a.path < b.path ? -1 : 1)).filter((input, i, all) => input.path !== all[i - 1]?.path);
}

async function addPath(path: string, inputs: Input[]): Promise<void> {
  let found: Awaited<ReturnType<typeof stat>>;
  try {
    found = await stat(path);
  } catch (cause) {
    throw new UserMistake(`${path} cannot be read (${reasonOf(cause)}): name a file or folder that exists.`, cause);
  }
  if (!found.isDirectory()) return void inputs.push({ path, name: path, bytes: Number(found.size) });
  let names: string[];
  try {
    names = await readdir(path, { recursive: true });
  } catch (cause) {
    throw new UserMistake(`${path} cannot be read (${reasonOf(cause)}): name a folder that may be read.`, cause);
  }
  for (const name of names.sort()) {
    const inside = join(path, name);
    if (notRecords.test(inside)) continue;
    const entry = await stat(inside);
    if (entry.isFile()) inputs.push({ path: inside, name: inside, bytes: entry.size });
  }
}

async function addGlob(pattern: string, inputs: Input[]): Promise<void> {
  let any = false;
  for await (const path of glob(pattern)) {
    any = true;
    await addPath(path, inputs);
  }
  if (!any)
    throw new UserMistake(`${pattern} matches no file: mend the pattern, and quote it so that the shell leaves it alone.`);
}

async function spool(folder: string): Promise<Input> {
  const path = join(folder, 'stdin');
  await pipeline(process.stdin, createWriteStream(path));
  return { path, name: '-', bytes: (await stat(path)).size };
}
