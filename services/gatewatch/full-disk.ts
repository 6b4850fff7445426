/** What the file system refuses in the middle of the work, as a sentence for a person. */

import { reasonOf, UserMistake } from '@gatewatch/runtime';

const ofTheDisk: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EIO', 'EACCES', 'EPERM']);

export interface DiskPlaces {
  /** Where the files go, and what to do when there is no room. */
  readonly files: string;
  readonly remedy: string;
  /** Where the database stands, if there is one. */
  readonly database?: string;
}

/** Anything else that fails is a bug and goes on as it is. */
export function diskMistake(error: unknown, { files, remedy, database }: DiskPlaces): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (/database or disk is full|disk I\/O error/i.test(error.message))
    return new UserMistake(
      database === undefined
        ? `${files} cannot be written (the disk is full): ${remedy}.`
        : `${database} cannot be written (the disk is full): free space or choose another folder with --out.`,
      error,
    );
  if (!ofTheDisk.has(code)) return error;
  return new UserMistake(`${files} cannot be written (${reasonOf(error)}): ${remedy}.`, error);
}
