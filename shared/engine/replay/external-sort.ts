/**
 * Sort mode: everything is read into sorted runs in a temporary folder, and the runs are merged. Memory holds one run, or a piece
 * of each of as many runs as are merged at a time.
 */

import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventSource } from './event-source.ts';
import { createHeap } from './heap.ts';
import { compareReleased, type Sortable } from './released.ts';

export interface SortPlan {
  /** Where the runs go; a folder is made inside and always removed. */
  readonly directory: string;
  /** Events of one run; default 10,000, about 25 MB. */
  readonly runEvents?: number;
  /** Runs merged at a time; default 64. More are merged to longer runs first. */
  readonly fanIn?: number;
}

const defaults = { runEvents: 10_000, fanIn: 64 };
const batchEvents = 1000;
const readBytes = 1 << 16;

/** Batches in (time, id) order. Throws what a source throws, and what the file system does (a full disk). */
export async function* externalSort<T extends Sortable>(
  sources: readonly EventSource<T>[],
  plan: SortPlan,
): AsyncGenerator<readonly T[]> {
  const { runEvents, fanIn } = { ...defaults, ...plan };
  const folder = await mkdtemp(join(plan.directory, 'gatewatch-sort-'));
  let written = 0;
  const spill = async (batches: AsyncIterable<readonly T[]>): Promise<string> => {
    const path = join(folder, `run-${written++}.ndjson`);
    await write(path, batches);
    return path;
  };
  try {
    let runs: string[] = [];
    let current: T[] = [];
    for (const source of sources) {
      for await (const events of source.open('read')) {
        for (const event of events) current.push(event);
        if (current.length < runEvents) continue;
        runs.push(await spill(inBatches(current.sort(compareReleased))));
        current = [];
      }
    }
    while (runs.length > fanIn) {
      const group = runs.slice(0, fanIn);
      runs = [...runs.slice(fanIn), await spill(merged(group.map((path) => read<T>(path))))];
      for (const path of group) await rm(path);
    }
    yield* merged([...runs.map((path) => read<T>(path)), inBatches(current.sort(compareReleased))]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* merged<T extends Sortable>(runs: readonly AsyncGenerator<readonly T[]>[]): AsyncGenerator<readonly T[]> {
  interface Head {
    readonly run: AsyncGenerator<readonly T[]>;
    batch: readonly T[];
    at: number;
    event: T;
  }
  const heads = createHeap<Head>((a, b) => compareReleased(a.event, b.event));
  const pull = async (run: AsyncGenerator<readonly T[]>): Promise<void> => {
    const { done, value } = await run.next();
    if (done === true) return;
    const event = value[0];
    if (event !== undefined) heads.push({ run, batch: value, at: 0, event });
  };
  try {
    for (const run of runs) await pull(run);
    let out: T[] = [];
    for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
      out.push(head.event);
      const event = head.batch[++head.at];
      if (event === undefined) await pull(head.run);
      else {
        head.event = event;
        heads.push(head);
      }
      if (out.length < batchEvents) continue;
      yield out;
      out = [];
    }
    if (out.length > 0) yield out;
  } finally {
    for (const run of runs) await run.return(undefined);
  }
}

async function* inBatches<T>(events: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < events.length; at += batchEvents) yield events.slice(at, at + batchEvents);
}

async function write<T>(path: string, batches: AsyncIterable<readonly T[]>): Promise<void> {
  await using file = await open(path, 'wx');
  for await (const events of batches) {
    let text = '';
    for (const event of events) text += `${JSON.stringify(event)}\n`;
    await file.appendFile(text);
  }
}

/** Cut at line feeds alone: JSON text holds none, but it may hold U+2028, at which readline would cut too. */
async function* read<T>(path: string): AsyncGenerator<readonly T[]> {
  let left: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: readBytes })) {
    const bytes: Buffer = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
    const end = bytes.lastIndexOf(10);
    if (end >= 0)
      yield bytes
        .toString('utf8', 0, end)
        .split('\n')
        .map(parsed<T>);
    left = bytes.subarray(end + 1);
  }
}

/** Our own text, written by `write`. */
function parsed<T>(line: string): T {
  return JSON.parse(line);
}
