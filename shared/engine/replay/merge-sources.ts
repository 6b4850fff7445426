/**
 * Files merge optimistically: read on where the least has been reached, hold a bounded buffer, release the oldest. What the buffer
 * cannot put in order throws OutOfOrder: the run is then restarted in sort mode.
 */

import type { EventSource } from './event-source.ts';
import { createHeap } from './heap.ts';
import { compareReleased, type Sortable } from './released.ts';

/** The sources are too far from event-time order to be merged as they stand. */
export class OutOfOrder extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'OutOfOrder';
  }
}

export interface MergePlan {
  /** Events held back; default 6,000: about 15 MB, and more than an export's page is out of order. */
  readonly bufferEvents?: number;
  /** Sources open at a time; default 64: each holds a file descriptor and a decoder's buffer of 1 MiB. */
  readonly mostOpen?: number;
}

interface Reading<T> {
  readonly name: string;
  readonly open: () => AsyncIterator<readonly T[]>;
  iterator: AsyncIterator<readonly T[]> | null;
  /** Greatest time that was read, before that the least of the first batch: the source is read up to about here. */
  reached: number;
}

const defaults = { bufferEvents: 6000, mostOpen: 64 };
const releasedAtOnce = 2000;

/** Batches in (time, id) order. Throws OutOfOrder, and what a source throws. */
export async function* mergeSources<T extends Sortable>(
  sources: readonly EventSource<T>[],
  plan: MergePlan = {},
): AsyncGenerator<readonly T[]> {
  const { bufferEvents, mostOpen } = { ...defaults, ...plan };
  const held = createHeap<T>(compareReleased);
  let released: T | null = null;
  let open = 0;

  const release = (downTo: number): T[] => {
    const out: T[] = [];
    for (let least = held.pop(); least !== undefined; least = held.pop()) {
      out.push(least);
      if (held.size <= downTo) break;
    }
    released = out.at(-1) ?? released;
    return out;
  };

  const reading = await begun(sources);
  const queue = createHeap<Reading<T>>((a, b) => a.reached - b.reached || (a.name < b.name ? -1 : 1));
  for (const one of reading) queue.push(one);
  try {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next.iterator === null) {
        if (++open > mostOpen) throw new OutOfOrder(`more than ${mostOpen} sources speak of the same time`);
        next.iterator = next.open();
      }
      const pulled = await next.iterator.next();
      if (pulled.done === true) {
        open--;
        continue;
      }
      for (const event of pulled.value) {
        if (released !== null && compareReleased(event, released) < 0)
          throw new OutOfOrder(`${next.name} holds events older than the buffer reaches`);
        held.push(event);
        if (event.time > next.reached) next.reached = event.time;
      }
      queue.push(next);
      while (held.size > bufferEvents) yield release(Math.max(bufferEvents, held.size - releasedAtOnce));
    }
    while (held.size > 0) yield release(Math.max(0, held.size - releasedAtOnce));
  } finally {
    for (const one of reading) await one.iterator?.return?.();
  }
}

/** Where each source begins. Each is looked into and closed again: thousands of files need no thousand descriptors. */
async function begun<T extends Sortable>(sources: readonly EventSource<T>[]): Promise<readonly Reading<T>[]> {
  const all: Reading<T>[] = [];
  for (const source of sources) {
    const reached = sources.length === 1 ? Number.NEGATIVE_INFINITY : await least(source);
    const open = () => source.open('read')[Symbol.asyncIterator]();
    all.push({ name: source.name, open, iterator: null, reached });
  }
  return all;
}

/** A source without events is read too, last: what it quarantines must be counted. */
async function least<T extends Sortable>(source: EventSource<T>): Promise<number> {
  for await (const events of source.open('peek')) {
    if (events.length > 0) return events.reduce((time, event) => Math.min(time, event.time), Number.POSITIVE_INFINITY);
  }
  return Number.POSITIVE_INFINITY;
}
