/** A folder that can be written, made where it is missing. */

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolders, reasonOf, UserMistake } from '@gatewatch/runtime';

/** Throws UserMistake where it cannot. */
export async function makeFolder(path: string, remedy = 'choose another folder with --out'): Promise<void> {
  try {
    await makeFolders(path);
    const probe = join(path, `.gatewatch-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (cause) {
    throw new UserMistake(`${path} cannot be written (${reasonOf(cause)}): ${remedy}.`, cause);
  }
}
