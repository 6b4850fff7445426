/** What lies below a folder, by name. */

import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Names, from the folder on, of all below it that is no folder, in order. Links are followed and each folder is looked into once, so
 * one that leads back up ends there. A folder below that is gone again holds nothing; else throws what the file system does.
 */
export async function namesBelow(folder: string): Promise<readonly string[]> {
  const seen = new Set<string>();
  const walk = async (below: string): Promise<readonly string[]> => {
    const path = join(folder, below);
    const real = await realpath(path);
    if (seen.has(real)) return [];
    seen.add(real);
    const names: string[] = [];
    for (const entry of await readdir(path, { withFileTypes: true })) {
      const name = join(below, entry.name);
      if (await isFolder(entry, join(folder, name))) names.push(...(await walk(name).catch(gone)));
      else names.push(name);
    }
    return names;
  };
  return [...(await walk(''))].sort();
}

async function isFolder(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const leads = await stat(path).catch(() => null);
  return leads?.isDirectory() === true;
}

function gone(error: unknown): readonly string[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
