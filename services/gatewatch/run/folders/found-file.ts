/** A file in a watched folder as it is now. */

import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecords } from '../../replay/inputs.ts';
import { namesBelow } from '../../replay/names-below.ts';

export interface FoundFile {
  readonly path: string;
  /** Device and inode: the same through a rename. */
  readonly node: string;
  readonly size: number;
  /** When the system last saw it change, Unix ms: no program sets that back, as a copy does with the time of its content. */
  readonly changed: number;
}

// What programs write into until a file is whole.
const unfinished = /(?:^|\/)\.|(?:\.(?:tmp|temp|part|partial|crdownload|swp)|~)$/i;

/** Those that may hold records, by path. Throws what the file system does where the folder itself cannot be read. */
export async function filesIn(folder: string): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  for (const name of await namesBelow(folder)) {
    const path = join(folder, name);
    if (unfinished.test(name) || !isRecords(path)) continue;
    const is = await statOf(path);
    if (is !== null) found.push({ path, node: `${is.dev}:${is.ino}`, size: is.size, changed: is.ctimeMs });
  }
  return found;
}

/** Null where it went meanwhile, may not be read yet, or is no file. */
async function statOf(path: string): Promise<Stats | null> {
  const is = await stat(path).catch(() => null);
  return is?.isFile() === true ? is : null;
}
