/** A place for compiled data: beside the installed packages, else a private folder among temporary files, else none. */

import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { packageFolder } from './package-folder.ts';

export interface CompiledFile {
  /** The first copy that `decode` takes (null: it is broken, and the next folder is asked); null where there is none. */
  read<T>(decode: (bytes: Uint8Array<ArrayBuffer>) => T | null): T | null;
  /** Best effort: several processes may write at once, each whole file replaces the other; an unwritable disk is no error. */
  write(bytes: Uint8Array): void;
}

/** `name` carries the version of the data. */
export function compiledFile(name: string, folders: readonly string[] = usualFolders()): CompiledFile {
  return {
    read(decode) {
      for (const folder of folders) {
        try {
          if (!mine(folder)) continue;
          const bytes = readFileSync(join(folder, name));
          // An own buffer, so that typed arrays may lie on it at multiples of eight.
          const own = new Uint8Array(bytes.length);
          own.set(bytes);
          const whole = decode(own);
          if (whole !== null) return whole;
        } catch {
          // not there: the next folder, or compile
        }
      }
      return null;
    },
    write(bytes) {
      for (const folder of folders) {
        const temporary = join(folder, `${name}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`);
        try {
          mkdirSync(folder, { recursive: true, mode: 0o700 });
          if (!mine(folder)) continue;
          writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o644 });
          renameSync(temporary, join(folder, name));
          return;
        } catch {
          discard(temporary);
        }
      }
    },
  };
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // it never came to be: a part of the path is no folder
  }
}

/** node_modules/.cache of the installation, then a folder of this user's among temporary files. */
function usualFolders(): readonly string[] {
  const data = packageFolder('@ip-location-db/asn');
  const user = process.getuid?.() ?? userInfo().username;
  const temporary = join(tmpdir(), `gatewatch-${user}`);
  return data === null ? [temporary] : [join(dirname(dirname(data)), '.cache', 'gatewatch'), temporary];
}

/**
 * A folder that others could have filled is not read: data planted there would move people on the map. Systems without user ids
 * have temporary folders of each user's own.
 */
function mine(folder: string): boolean {
  const stat = lstatSync(folder);
  const user = process.getuid?.();
  if (!stat.isDirectory()) return false;
  return user === undefined || !folder.startsWith(tmpdir()) || (stat.uid === user && (stat.mode & 0o022) === 0);
}
