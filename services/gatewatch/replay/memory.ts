/** How a replay divides the memory that it may take; docs/memory.md has what came of it. */

import { getHeapStatistics } from 'node:v8';
import { eventBytes } from '@gatewatch/engine';

export interface ReplayMemory {
  /** Records between commits, and rows that wait to be judged together. */
  readonly recordsAtOnce: number;
  /** Bytes of persons, as they are counted: in memory up to twice that. */
  readonly hotBytes: number;
  /** Garbage may grow by so many bytes, or by this share of what is alive where that is more, before it is collected. */
  readonly garbage: { readonly bytes: number; readonly percent: number };
}

/** MB of resident memory. Less cannot be kept: Node, code and data on places take 250, and the least that is held 100. */
export const leastMegabytes = 400;

const least: ReplayMemory = { recordsAtOnce: 6_000, hotBytes: 5e6, garbage: { bytes: 8e6, percent: 10 } };
/** More that wait bring nothing: a person then has enough rows at a time. */
const mostRecords = 40_000;
/** What is beyond the least goes to rows, persons and garbage in these parts; persons take twice what is counted. */
const parts = { rows: 0.15, persons: 0.2, garbage: 0.2 };
const mostPercent = 60;
/** So much of V8's own bound of the heap may be filled. */
const heapShare = 0.7;

/** Of MB of resident memory, at most what V8 lets a heap take. */
export function memoryOf(megabytes: number): ReplayMemory {
  const more = Math.min((megabytes - leastMegabytes) * 1e6, getHeapStatistics().heap_size_limit * heapShare);
  return {
    recordsAtOnce: Math.min(mostRecords, least.recordsAtOnce + Math.floor((more * parts.rows) / eventBytes)),
    hotBytes: least.hotBytes + more * parts.persons,
    garbage: {
      bytes: least.garbage.bytes + more * parts.garbage,
      percent: Math.min(mostPercent, least.garbage.percent + more / 10e6),
    },
  };
}
