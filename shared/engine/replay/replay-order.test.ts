import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventSource } from './event-source.ts';
import { externalSort } from './external-sort.ts';
import { mergeSources, OutOfOrder } from './merge-sources.ts';
import { compareReleased, type Sortable } from './released.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gatewatch-test-'));
});
afterAll(() => rm(directory, { recursive: true }));

interface Watch {
  open: number;
  most: number;
}

function source(
  name: string,
  events: readonly Sortable[],
  batch = 7,
  watch: Watch = { open: 0, most: 0 },
): EventSource<Sortable> {
  return {
    name,
    async *open() {
      watch.most = Math.max(watch.most, ++watch.open);
      try {
        for (let i = 0; i < events.length; i += batch) yield events.slice(i, i + batch);
      } finally {
        watch.open--;
      }
    },
  };
}

async function all(released: AsyncIterable<readonly Sortable[]>): Promise<readonly Sortable[]> {
  const events: Sortable[] = [];
  for await (const batch of released) for (const event of batch) events.push(event);
  return events;
}

function row(time: number, id = `r${time}`): Sortable {
  return { time, id, processed: null, hash: id };
}

/** U+2028 and a lone surrogate are legal in JSON text and in what an attacker names an application. */
const anyRow = fc.record({
  time: fc.nat(50),
  id: fc.constantFrom('a', 'b', 'c\u2028d', 'e\nf', '\ud800'),
  processed: fc.option(fc.integer({ min: 1, max: 3 })),
  hash: fc.constantFrom('x', 'y\u2029z'),
});
const files = fc.array(fc.array(anyRow, { maxLength: 40 }), { minLength: 1, maxLength: 6 });
const sorted = (rows: readonly Sortable[]) => [...rows].sort(compareReleased);

describe('what a replay releases', () => {
  it('is one sequence, whatever the order of files and rows: sorted', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 2, max: 4 }), async (rows, runEvents, fanIn) => {
        const sources = rows.map((events, i) => source(`f${i}`, events));
        expect(await all(externalSort(sources, { directory, runEvents, fanIn }))).toEqual(sorted(rows.flat()));
      }),
      { numRuns: 60 },
    );
  });

  it('is the same merged, or the merge says that it cannot', async () => {
    let merged = 0;
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 60 }), async (rows, bufferEvents) => {
        const sources = rows.map((events, i) => source(`f${i}`, events, 3));
        try {
          expect(await all(mergeSources(sources, { bufferEvents }))).toEqual(sorted(rows.flat()));
          merged++;
        } catch (error) {
          expect(error).toBeInstanceOf(OutOfOrder);
        }
      }),
      { numRuns: 200 },
    );
    expect(merged).toBeGreaterThan(20);
  });
});

describe('merging', () => {
  const day = (n: number) => Array.from({ length: 100 }, (_, i) => row(n * 100 + i));

  it('reads files named in any order one after the other, without sorting', async () => {
    const watch = { open: 0, most: 0 };
    const sources = [3, 0, 2, 1].map((n) => source(`day-${n}`, day(n), 10, watch));
    const released = await all(mergeSources(sources, { bufferEvents: 20 }));
    expect(released).toEqual([0, 1, 2, 3].flatMap(day));
    expect(watch).toEqual({ open: 0, most: 1 });
  });

  it('refuses rows that are older than its buffer reaches', async () => {
    const rows = [...day(1), row(3)];
    await expect(all(mergeSources([source('late', rows, 10)], { bufferEvents: 50 }))).rejects.toThrow(OutOfOrder);
    expect(await all(mergeSources([source('late', rows, 10)], { bufferEvents: 101 }))).toEqual(sorted(rows));
  });

  it('opens no more sources at a time than it may, and leaves none open', async () => {
    const watch = { open: 0, most: 0 };
    const sources = Array.from({ length: 500 }, (_, i) => source(`user-${i}`, [row(0, `a${i}`), row(900, `b${i}`)], 1, watch));
    await expect(all(mergeSources(sources, { mostOpen: 8 }))).rejects.toThrow(OutOfOrder);
    expect(watch).toEqual({ open: 0, most: 8 });
  });

  it('opens thousands of files that follow one another', async () => {
    const watch = { open: 0, most: 0 };
    const sources = Array.from({ length: 3000 }, (_, i) => source(`file-${i}`, [row(i)], 1, watch));
    expect(await all(mergeSources(sources, { mostOpen: 4 }))).toHaveLength(3000);
    expect(watch.most).toBeLessThanOrEqual(2);
  });

  it('reads sources without a single event too, once', async () => {
    const purposes: string[] = [];
    const empty: EventSource<Sortable> = {
      name: 'empty',
      async *open(purpose) {
        purposes.push(purpose);
        yield [];
      },
    };
    expect(await all(mergeSources([empty, source('one', [row(1)])]))).toHaveLength(1);
    expect(purposes).toEqual(['peek', 'read']);
  });
});

describe('sorting', () => {
  it('leaves nothing behind: at the end, when its reader goes, when a source fails', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => row(100 - i));
    await all(externalSort([source('a', rows)], { directory, runEvents: 10 }));
    for await (const _ of externalSort([source('a', rows)], { directory, runEvents: 10 })) break;
    const failing: EventSource<Sortable> = {
      name: 'failing',
      async *open() {
        yield rows;
        throw new Error('the disk went away');
      },
    };
    await expect(all(externalSort([failing], { directory, runEvents: 10 }))).rejects.toThrow('the disk went away');
    expect(await readdir(directory)).toEqual([]);
  });

  it('holds one run of 300,000 events in memory, not all', { timeout: 300_000 }, async () => {
    const count = 300_000;
    const newestFirst: EventSource<Sortable & { readonly text: string }> = {
      name: 'newest-first',
      async *open() {
        for (let i = count; i > 0; i -= 1000)
          yield Array.from({ length: 1000 }, (_, k) => ({ ...row(i - k), text: `${i}-${k}`.padEnd(1500, 'x') }));
      },
    };
    let last = 0;
    let seen = 0;
    let most = 0;
    for await (const events of externalSort([newestFirst], { directory, runEvents: 10_000 })) {
      for (const event of events) {
        if (event.time !== ++last) throw new Error(`${event.time} came where ${last} was due`);
      }
      if (seen % 20_000 === 0) {
        global.gc?.();
        most = Math.max(most, process.memoryUsage().heapUsed);
      }
      seen += events.length;
    }
    expect(seen).toBe(count);
    expect(most).toBeLessThan(200e6); // the events alone are 450 MB of text
  });
});
