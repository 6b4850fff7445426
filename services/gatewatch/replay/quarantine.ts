/** Quarantined records go to a file as they come: reason, place and bytes; the counts by reason go to the summary. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Quarantined } from '@gatewatch/domain';
import { diskMistake } from '../full-disk.ts';

export interface Quarantine extends AsyncDisposable {
  add(one: Quarantined): void;
  /** Waits where the disk is behind. */
  settle(): Promise<void>;
  counts(): Readonly<Record<string, number>>;
}

export function openQuarantine(path: string): Quarantine {
  const stream = createWriteStream(path);
  const counts = new Map<string, number>();
  let failure: Error | null = null;
  let full = false;
  stream.on('error', (error) => {
    failure = error;
  });
  const refuse = (error: unknown) =>
    diskMistake(error, { files: path, remedy: 'free space or choose another folder with --out' });
  return {
    add(one) {
      counts.set(one.reason, (counts.get(one.reason) ?? 0) + 1);
      full = !stream.write(`${JSON.stringify({ reason: one.reason, detail: one.detail, ...one.origin, text: one.text })}\n`);
    },
    async settle() {
      if (failure !== null) throw refuse(failure);
      if (full)
        await once(stream, 'drain').catch((error) => {
          throw refuse(error);
        });
      full = false;
    },
    counts: () => Object.fromEntries([...counts].sort()),
    async [Symbol.asyncDispose]() {
      if (failure !== null) return;
      stream.end();
      await once(stream, 'close').catch(() => {}); // told by `settle`, or by the results that cannot be written either
    },
  };
}
