/** Sort mode: everything is read into sorted runs in a temporary folder, and the runs are merged. Memory holds one run at a time. */

import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { IdentityEvent } from '@gatewatch/domain';
import { createHeap } from './heap.ts';
import type { EventSource } from './merge-sources.ts';
import { compareReleased } from './released.ts';

export interface SortPlan {
  /** Where the runs go; a folder is made inside and always removed. */
  readonly directory: string;
  /** Events of one run; default 60,000 (about 100 MB in memory). */
  readonly runEvents?: number;
}

const defaultRun = 60_000;
const batch = 2000;

export async function* externalSort(sources: readonly EventSource[], plan: SortPlan): AsyncIterable<readonly IdentityEvent[]> {
  const most = plan.runEvents ?? defaultRun;
  const folder = await mkdtemp(join(plan.directory, 'gatewatch-sort-'));
  try {
    const runs: string[] = [];
    let current: IdentityEvent[] = [];
    const spill = async (): Promise<void> => {
      const path = join(folder, `run-${runs.length}.ndjson`);
      await write(path, current.sort(compareReleased));
      runs.push(path);
      current = [];
    };
    for (const source of sources) {
      for await (const events of source.open()) {
        for (const event of events) current.push(event);
        if (current.length >= most) await spill();
      }
    }
    current.sort(compareReleased);
    yield* mergeRuns(runs, current);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function write(path: string, events: readonly IdentityEvent[]): Promise<void> {
  await using file = await open(path, 'wx');
  for (let i = 0; i < events.length; i += batch) {
    await file.write(
      `${events
        .slice(i, i + batch)
        .map((event) => JSON.stringify(event))
        .join('\n')}\n`,
    );
  }
}

async function* mergeRuns(paths: readonly string[], last: readonly IdentityEvent[]): AsyncIterable<readonly IdentityEvent[]> {
  const runs = [...paths.map(read), inMemory(last)];
  const heads = createHeap<{ readonly event: IdentityEvent; readonly run: AsyncIterator<IdentityEvent> }>((a, b) =>
    compareReleased(a.event, b.event),
  );
  for (const run of runs) {
    const first = await run.next();
    if (first.done !== true) heads.push({ event: first.value, run });
  }
  let out: IdentityEvent[] = [];
  try {
    for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
      out.push(head.event);
      const next = await head.run.next();
      if (next.done !== true) heads.push({ event: next.value, run: head.run });
      if (out.length < batch) continue;
      yield out;
      out = [];
    }
    if (out.length > 0) yield out;
  } finally {
    for (const run of runs) await run.return(undefined);
  }
}

async function* inMemory(events: readonly IdentityEvent[]): AsyncGenerator<IdentityEvent> {
  yield* events;
}

async function* read(path: string): AsyncGenerator<IdentityEvent> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) yield JSON.parse(line); // our own text, written above
  } finally {
    lines.close();
  }
}
