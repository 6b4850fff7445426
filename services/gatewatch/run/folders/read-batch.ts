/** Reads a batch of files in event-time order into the intake, and marks them as read. What was handed over before is left out. */

import { stat } from 'node:fs/promises';
import { hourMs, type IdentityEvent } from '@gatewatch/domain';
import { compareReleased, externalSort } from '@gatewatch/engine';
import { eventSource, type Reading } from '../../replay/read-events.ts';
import type { BatchFile, KeptBatch } from './batch.ts';
import type { Mark } from './marks.ts';
import { printOf } from './print-of.ts';

export interface BatchReading {
  readonly batch: KeptBatch;
  /** How the files of a folder are read. */
  readonly readingOf: (folder: string) => Reading;
  /** Folder for sorted runs. */
  readonly scratch: string;
  readonly now: () => number;
  /** Resolves when they are durable. */
  readonly hand: (events: readonly IdentityEvent[]) => Promise<void>;
  /** Everything before this event time is handed over. */
  readonly released: (time: number) => Promise<void>;
  readonly reached: (last: IdentityEvent) => Promise<void>;
  readonly signal: AbortSignal;
}

/** The marks of what was read. A file that went meanwhile, or became another, is left out. */
export async function readBatch(of: BatchReading): Promise<readonly { readonly folder: string; readonly mark: Mark }[]> {
  const files: BatchFile[] = [];
  for (const file of of.batch.files) if (await isThere(file)) files.push(file);
  const marks = await Promise.all(files.map((file) => markOf(file, of.now())));
  const sources = files.map(({ folder, path, from, to }) =>
    eventSource({ path, name: path, bytes: to - from, part: [from, to] }, of.readingOf(folder)),
  );
  const { after } = of.batch;
  for await (const sorted of externalSort<IdentityEvent>(sources, { directory: of.scratch })) {
    const events = after === null ? sorted : sorted.filter((event) => compareReleased(event, after) > 0);
    for (const hour of Map.groupBy(events, ({ time }) => Math.floor(time / hourMs)).values()) {
      of.signal.throwIfAborted();
      const last = hour.at(-1);
      if (last === undefined) continue;
      await of.hand(hour);
      await of.reached(last);
      await of.released(last.time); // timelines let go as they go
    }
  }
  return files.flatMap((file, i) => {
    const mark = marks[i];
    return mark === undefined ? [] : [{ folder: file.folder, mark }];
  });
}

async function isThere({ path, node, to }: BatchFile): Promise<boolean> {
  const is = await stat(path).catch(() => null);
  return is !== null && `${is.dev}:${is.ino}` === node && is.size >= to;
}

async function markOf({ path, node, changed, to }: BatchFile, now: number): Promise<Mark> {
  return { ...(await printOf(path, to)), path, node, size: to, changed, seen: now };
}
