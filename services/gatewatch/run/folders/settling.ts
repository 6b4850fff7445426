/** Whether a file is whole: who wrote it has let it alone for a while. */

import type { FoundFile } from './found-file.ts';

export interface Settling {
  /** `whole`: read it to its end. `growing`: it has been written to for long; what stands there may be read, line by line. */
  look(file: FoundFile, now: number): 'whole' | 'growing' | 'unsettled';
  /** Forgets the files that are not there any more. */
  keep(paths: ReadonlySet<string>): void;
  /** When the oldest of those that are not whole was first seen, Unix ms. */
  waitingSince(): number | null;
}

/** A log that is written to all the time is not waited for longer. */
const patienceMs = 60_000;

export function createSettling(settleMs: number): Settling {
  interface Seen {
    readonly size: number;
    readonly changed: number;
    /** Since when it is as it is, and since when it is not read. */
    readonly same: number;
    readonly first: number;
  }
  const seen = new Map<string, Seen>();
  return {
    look(file, now) {
      const was = seen.get(file.path);
      const same = was !== undefined && was.size === file.size && was.changed === file.changed ? was.same : now;
      const first = was?.first ?? now;
      // Its own time of change counts too, unless it lies ahead of ours: a file of yesterday need not be watched first.
      const still = Math.max(now - same, file.changed <= now && was === undefined ? now - file.changed : 0);
      if (still >= settleMs) {
        seen.delete(file.path);
        return 'whole';
      }
      seen.set(file.path, { size: file.size, changed: file.changed, same, first });
      if (now - first < patienceMs) return 'unsettled';
      seen.set(file.path, { size: file.size, changed: file.changed, same, first: now });
      return 'growing';
    },
    keep(paths) {
      for (const path of seen.keys()) if (!paths.has(path)) seen.delete(path);
    },
    waitingSince: () => (seen.size === 0 ? null : Math.min(...[...seen.values()].map(({ first }) => first))),
  };
}
