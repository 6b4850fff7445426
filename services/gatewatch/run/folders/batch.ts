/** The files that are read together, in event-time order: which, how much of each, and how far that has come. A restart goes on there. */

import type { Bookmark, Bookmarks } from '@gatewatch/domain';
import type { Sortable } from '@gatewatch/engine';

export interface BatchFile {
  /** Name of the folder in the configuration. */
  readonly folder: string;
  readonly path: string;
  readonly node: string;
  readonly changed: number;
  readonly from: number;
  readonly to: number;
}

export interface KeptBatch {
  readonly files: readonly BatchFile[];
  /** Everything up to here is handed over; null: nothing yet. */
  readonly after: Sortable | null;
}

export interface BatchStore {
  begun(): KeptBatch | null;
  begin(files: readonly BatchFile[]): Promise<void>;
  reached(last: Sortable): Promise<void>;
  end(): Promise<void>;
}

const scope = 'folders';

export async function openBatchStore(bookmarks: Bookmarks): Promise<BatchStore> {
  const kept = new Map<string, Bookmark>((await bookmarks.list(scope)).map((one) => [one.name, one]));
  const write = async (name: string, value: unknown): Promise<void> => {
    const written = await bookmarks.put(scope, name, JSON.stringify(value), kept.get(name)?.version ?? null);
    if (written === null) throw new Error('another process reads the watched folders');
    kept.set(name, written);
  };
  const read = <T>(name: string): T | null => JSON.parse(kept.get(name)?.text ?? 'null'); // as `write` wrote it
  return {
    begun() {
      const files = read<readonly BatchFile[]>('files');
      return files === null ? null : { files, after: read<Sortable>('after') };
    },
    async begin(files) {
      await write('after', null);
      await write('files', files);
    },
    reached: ({ time, id, processed, hash }) => write('after', { time, id, processed, hash }),
    end: () => write('files', null),
  };
}
