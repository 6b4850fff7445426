/** The values of a vendor's records that differ from record to record, by the path at which they stand. */

import { type Cut, Hole } from './cut.ts';

/** Where each stands among the holes of a record; -1 where there is no hole, and the first record holds. */
export type Holes<P extends string> = Readonly<Record<P, number>>;

export interface Places<P extends string> {
  isHole(path: string, kind: number): boolean;
  holesOf(cut: Cut): Holes<P>;
}

/** `read`: values that are read where they are plain text; `unread`: those of any kind that nobody reads, or for which a record is parsed. */
export function createPlaces<P extends string>(read: Readonly<Record<P, string>>, unread: readonly string[]): Places<P> {
  const places = Object.entries(read) as [P, string][];
  const readPaths = new Set(places.map(([, path]) => path));
  const unreadPaths = new Set(unread);
  return {
    isHole: (path, kind) => unreadPaths.has(path) || (kind === Hole.text && readPaths.has(path)),
    holesOf: ({ holes }) =>
      Object.fromEntries(
        places.map(([place, path]) => [place, holes.findIndex((hole) => hole.path === path && hole.kind === Hole.text)]),
      ) as Holes<P>,
  };
}
