/**
 * How far a partition is written, kept as a bookmark. Several holders may keep one for a moment while the partition changes hands:
 * each keeps only what it has written from a kept position on, so any of their values is true, and the greatest stays.
 */

import type { Bookmark, Bookmarks, Vitals } from '@gatewatch/domain';
import { forEver } from '@gatewatch/engine';

export interface Position {
  /** The next offset to write; 0 where nothing is known. */
  read(): Promise<number>;
  /** Keeps it once it is further than what is kept. Calls come one after the other. */
  keep(next: number): Promise<void>;
}

export function createPosition(bookmarks: Bookmarks, scope: string, name: string, vitals: Vitals, signal: AbortSignal): Position {
  const trying = { component: 'bookmarks', vitals, signal };
  let known: Bookmark | null = null;
  const look = async (): Promise<number> => {
    known = (await bookmarks.list(scope)).find((one) => one.name === name) ?? null;
    return Number(known?.text ?? 0);
  };
  return {
    read: () => forEver(look, trying),
    async keep(next) {
      await forEver(async () => {
        while (Number(known?.text ?? 0) < next) {
          const kept = await bookmarks.put(scope, name, String(next), known?.version ?? null);
          if (kept === null) await look();
          else known = kept;
        }
      }, trying);
    },
  };
}
