/** A folder and those above it, made where they are missing. */

import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Throws as the file system does. `recursive` of Node's own goes on for ever where a folder takes no entries, as below /proc. */
export async function makeFolders(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) return;
  if (found !== null) throw new Error(`${path} is no folder`);
  const parent = dirname(path);
  if (parent !== path) await makeFolders(parent);
  await mkdir(path).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
