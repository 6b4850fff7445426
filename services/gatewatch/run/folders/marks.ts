/** How far each file of a folder was read, kept in bookmarks: a slot a file, used again long after the file went. */

import { type Bookmarks, dayMs } from '@gatewatch/domain';
import type { FilePrint } from './print-of.ts';

export interface Mark extends FilePrint {
  readonly path: string;
  readonly node: string;
  /** Bytes that were read. */
  readonly size: number;
  readonly changed: number;
  /** When it was last seen in the folder, Unix ms, to the day. */
  readonly seen: number;
}

export interface Marks {
  /** Whether anything was ever read. */
  any(): boolean;
  byNode(node: string): Mark | null;
  /** Read to the same size: copies of one another, perhaps. */
  ofSize(size: number): readonly Mark[];
  put(mark: Mark): Promise<void>;
  /** Files that are there: what is gone for long gives up its slot. */
  sawAll(nodes: ReadonlySet<string>, now: number): Promise<void>;
}

/** A file that is moved away may come back. */
const rememberedMs = 30 * dayMs;

/** `scope`: of the folder. The text of a bookmark is a mark as JSON. */
export async function openMarks(bookmarks: Bookmarks, scope: string): Promise<Marks> {
  const slots = new Map<string, { mark: Mark; version: string }>();
  const nodes = new Map<string, string>();
  for (const { name, text, version } of await bookmarks.list(scope)) {
    const mark: Mark = JSON.parse(text); // as `put` wrote it
    slots.set(name, { mark, version });
    nodes.set(mark.node, name);
  }
  const write = async (slot: string, mark: Mark): Promise<void> => {
    const was = slots.get(slot);
    const written = await bookmarks.put(scope, slot, JSON.stringify(mark), was?.version ?? null);
    if (written === null) throw new Error(`${scope}: another process keeps marks of this folder`);
    if (was !== undefined && nodes.get(was.mark.node) === slot) nodes.delete(was.mark.node);
    slots.set(slot, { mark, version: written.version });
    nodes.set(mark.node, slot);
  };
  const free = (now: number): string => {
    for (const [slot, { mark }] of slots) if (now - mark.seen > rememberedMs) return slot;
    return String(slots.size).padStart(9, '0');
  };
  return {
    any: () => slots.size > 0,
    byNode: (node) => slots.get(nodes.get(node) ?? '')?.mark ?? null,
    ofSize: (size) => [...slots.values()].flatMap(({ mark }) => (mark.size === size ? [mark] : [])),
    put: (mark) => write(nodes.get(mark.node) ?? free(mark.seen), mark),
    async sawAll(there, now) {
      for (const [slot, { mark }] of slots)
        if (there.has(mark.node) && now - mark.seen > dayMs) await write(slot, { ...mark, seen: now });
    },
  };
}
