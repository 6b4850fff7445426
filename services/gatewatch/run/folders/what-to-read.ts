/** What of a file has not been read yet, by what is remembered of it. */

import type { FoundFile } from './found-file.ts';
import type { Mark, Marks } from './marks.ts';
import { isOfLines, isSame, printOf } from './print-of.ts';

export type ToRead =
  | { readonly read: 'nothing' }
  /** Read already under another name or node, or only touched: the mark is to be put. */
  | { readonly read: 'known'; readonly mark: Mark }
  | { readonly read: 'from'; readonly from: number };

/** `now`: Unix ms. Throws what the file system does. */
export async function whatToRead(file: FoundFile, marks: Marks, now: number): Promise<ToRead> {
  const mark = marks.byNode(file.node);
  const { path, node, size, changed } = file;
  if (mark !== null && mark.size === size && mark.changed === changed) return { read: 'nothing' };
  if (size === 0) return { read: 'nothing' };
  if (mark === null) {
    // A copy, as log rotation makes: the same bytes under another node.
    for (const other of marks.ofSize(size)) {
      const print = await printOf(path, size);
      if (isSame(print, other)) return { read: 'known', mark: { ...print, path, node, size, changed, seen: now } };
    }
    return { read: 'from', from: 0 };
  }
  if (size < mark.size || !isSame(await printOf(path, mark.size), mark)) return { read: 'from', from: 0 }; // another file in its place
  if (size === mark.size) return { read: 'known', mark: { ...mark, path, changed, seen: now } };
  return { read: 'from', from: (await isOfLines(path)) ? mark.size : 0 };
}
