/** Bookmarks in memory: for tests, and for sources that begin anew with each run. */

import { randomUUID } from 'node:crypto';
import type { Bookmark, Bookmarks } from '@gatewatch/domain';

/** `now`: the store's clock, Unix ms. */
export function memoryBookmarks(now: () => number = Date.now): Bookmarks {
  const scopes = new Map<string, Map<string, Bookmark>>();
  return {
    scopes: async () => [...scopes.keys()].sort(),
    list: async (scope) => [...(scopes.get(scope)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
    async put(scope, name, text, was) {
      const held = scopes.get(scope) ?? new Map<string, Bookmark>();
      if ((held.get(name)?.version ?? null) !== was) return null;
      const bookmark: Bookmark = { name, text, version: randomUUID(), at: now() };
      scopes.set(scope, held.set(name, bookmark));
      return bookmark;
    },
    now: async () => now(),
    async [Symbol.asyncDispose]() {},
  };
}
