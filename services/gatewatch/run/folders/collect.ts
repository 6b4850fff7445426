/** A look into one folder: what of it is to be read now, and what is still being written. */

import { open } from 'node:fs/promises';
import { label } from '@gatewatch/domain';
import { reasonOf } from '@gatewatch/runtime';
import type { BatchFile } from './batch.ts';
import { type FoundFile, filesIn } from './found-file.ts';
import type { Marks } from './marks.ts';
import { isOfLines, lastLineEnd } from './print-of.ts';
import type { Settling } from './settling.ts';
import { whatToRead } from './what-to-read.ts';

export interface Look {
  readonly files: readonly BatchFile[];
  /** One sentence for each file, or for the folder, that cannot be read. */
  readonly unreadable: readonly string[];
}

export interface WatchedFolder {
  readonly name: string;
  readonly path: string;
  readonly marks: Marks;
  readonly settling: Settling;
}

/** Never throws for what a folder holds. */
export async function collect({ name, path, marks, settling }: WatchedFolder, now: number): Promise<Look> {
  let found: readonly FoundFile[];
  try {
    found = await filesIn(path);
  } catch (error) {
    return {
      files: [],
      unreadable: [`${path} cannot be looked into (${reasonOf(error)}): make the folder, or mend its rights.`],
    };
  }
  const files: BatchFile[] = [];
  const unreadable: string[] = [];
  for (const file of found) {
    try {
      const part = await partOf(file, marks, settling, now);
      if (part !== null)
        files.push({ folder: name, path: file.path, node: file.node, changed: file.changed, from: part[0], to: part[1] });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue; // gone again
      unreadable.push(`${label(file.path, 300)} cannot be read (${reasonOf(error)}): mend its rights, or take it out.`);
    }
  }
  settling.keep(new Set(found.map((file) => file.path)));
  await marks.sawAll(new Set(found.map((file) => file.node)), now);
  return { files, unreadable };
}

async function partOf(
  file: FoundFile,
  marks: Marks,
  settling: Settling,
  now: number,
): Promise<readonly [from: number, to: number] | null> {
  const what = await whatToRead(file, marks, now);
  if (what.read === 'nothing') return null;
  if (what.read === 'known') {
    await marks.put(what.mark);
    return null;
  }
  const state = settling.look(file, now);
  if (state === 'unsettled') return null;
  await (await open(file.path)).close(); // may it be read?
  if (state === 'whole') return [what.from, file.size];
  const to = (await isOfLines(file.path)) ? await lastLineEnd(file.path, file.size) : 0;
  return to > what.from ? [what.from, to] : null;
}
