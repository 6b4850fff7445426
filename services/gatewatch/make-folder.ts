/** A folder that can be written, made where it is missing. */

import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reasonOf, UserMistake } from '@gatewatch/runtime';

/** Throws UserMistake where it cannot. */
export async function makeFolder(path: string, remedy = 'choose another folder with --out'): Promise<void> {
  try {
    await mkdirs(path);
    const probe = join(path, `.gatewatch-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (cause) {
    throw new UserMistake(`${path} cannot be written (${reasonOf(cause)}): ${remedy}.`, cause);
  }
}

/** `recursive` of Node's own goes on for ever where a folder exists but takes no entries, as below /proc. */
async function mkdirs(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) return;
  if (found !== null) throw new Error(`${path} is no folder`);
  const parent = dirname(path);
  if (parent !== path) await mkdirs(parent);
  await mkdir(path).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
