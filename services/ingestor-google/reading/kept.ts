/** The store of bookmarks as a reader of Google sees it: whatever goes wrong there is trouble outside, and tried again. */

import type { Bookmark, Bookmarks } from '@gatewatch/domain';

/** The store did not answer; `message` is one plain sentence. */
export class StoreFailed extends Error {
  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`the store of cursors does not answer (${why.replaceAll(/\s+/g, ' ').slice(0, 200)}).`, { cause });
    this.name = 'StoreFailed';
  }
}

export type Kept = Pick<Bookmarks, 'list' | 'put' | 'now'>;

export function kept(bookmarks: Bookmarks): Kept {
  return {
    list: (scope) => told(bookmarks.list(scope)),
    put: (scope, name, text, was): Promise<Bookmark | null> => told(bookmarks.put(scope, name, text, was)),
    now: () => told(bookmarks.now()),
  };
}

async function told<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    throw new StoreFailed(cause);
  }
}
