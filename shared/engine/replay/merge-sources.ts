/**
 * Files merge optimistically: always read on where the least has been reached, hold a bounded buffer, release the oldest. A
 * record older than what was released throws TooOld: the run is then restarted in sort mode.
 */

import type { IdentityEvent } from '@gatewatch/domain';
import { createHeap } from './heap.ts';
import { compareReleased } from './released.ts';

export interface EventSource {
  readonly name: string;
  /** Opened at the first pull and closed at the end; may be opened again from its start. */
  open(): AsyncIterable<readonly IdentityEvent[]>;
}

export class TooOld extends Error {
  constructor(source: string) {
    super(`${source} holds records older than the buffer`);
    this.name = 'TooOld';
  }
}

export interface MergePlan {
  /** Events held back; default 20,000. */
  readonly bufferEvents?: number;
}

interface Reading {
  readonly source: EventSource;
  iterator: AsyncIterator<readonly IdentityEvent[]> | null;
  /** Newest time that was pulled: the source is read up to about here. */
  reached: number;
}

const defaultBuffer = 20_000;
/** Sources whose first records are looked at stay open up to so many; others are closed and opened again in their turn. */
const mostOpen = 64;

export async function* mergeSources(
  sources: readonly EventSource[],
  plan: MergePlan = {},
): AsyncIterable<readonly IdentityEvent[]> {
  const held = createHeap<IdentityEvent>(compareReleased);
  const bufferEvents = plan.bufferEvents ?? defaultBuffer;
  let released: IdentityEvent | null = null;
  const reading = await peeked(sources);

  const hold = (source: EventSource, events: readonly IdentityEvent[]): void => {
    for (const event of events) {
      if (released !== null && compareReleased(event, released) < 0) throw new TooOld(source.name);
      held.push(event);
    }
  };
  const release = (down: number): IdentityEvent[] => {
    const out: IdentityEvent[] = [];
    while (held.size > down) {
      const least = held.pop();
      if (least === undefined) break;
      released = least;
      out.push(least);
    }
    return out;
  };

  const queue = createHeap<Reading>((a, b) => a.reached - b.reached || (a.source.name < b.source.name ? -1 : 1));
  for (const one of reading) queue.push(one);
  try {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      next.iterator ??= next.source.open()[Symbol.asyncIterator]();
      const pulled = await next.iterator.next();
      if (pulled.done === true) continue;
      hold(next.source, pulled.value);
      for (const event of pulled.value) if (event.time > next.reached) next.reached = event.time;
      queue.push(next);
      if (held.size > bufferEvents) yield release(bufferEvents);
    }
    while (held.size > 0) yield release(Math.max(0, held.size - 5000));
  } finally {
    for (const one of reading) await one.iterator?.return?.();
  }
}

/** Where each source begins: the first pull of each, put back by opening it again. */
async function peeked(sources: readonly EventSource[]): Promise<Reading[]> {
  if (sources.length === 1) return sources.map((source) => ({ source, iterator: null, reached: Number.NEGATIVE_INFINITY }));
  const reading: Reading[] = [];
  for (const source of sources) {
    const iterator = source.open()[Symbol.asyncIterator]();
    let first = await iterator.next();
    while (first.done !== true && first.value.length === 0) first = await iterator.next();
    if (first.done === true) {
      reading.push({ source, iterator: iterator, reached: Number.POSITIVE_INFINITY });
      continue;
    }
    const reached = first.value.reduce((least, event) => Math.min(least, event.time), Number.POSITIVE_INFINITY);
    if (reading.length < mostOpen) {
      reading.push({ source, iterator: resumed(first.value, iterator), reached });
    } else {
      await iterator.return?.();
      reading.push({ source, iterator: null, reached });
    }
  }
  return reading;
}

function resumed(
  first: readonly IdentityEvent[],
  rest: AsyncIterator<readonly IdentityEvent[]>,
): AsyncIterator<readonly IdentityEvent[]> {
  let given = false;
  return {
    async next() {
      if (given) return rest.next();
      given = true;
      return { done: false, value: first };
    },
    async return() {
      await rest.return?.();
      return { done: true, value: undefined };
    },
  };
}
