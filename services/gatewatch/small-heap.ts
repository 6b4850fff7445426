/**
 * Keeps the heap near what is alive. V8 left alone lets garbage grow to several times that before it collects, and young space to
 * 96 MB: some 700 MB where 80 are alive. Both flags are read at each collection, so they may change in a running process.
 */

import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';

/** Young space is let grow to here, doubling: smaller, and rows that live for one batch are promoted. */
const youngBytes = 8 << 20;
const lookEveryMs = 50;

/**
 * For the life of the process. Old space may grow by `bytes`, or by `percent` of what is alive where that is more, before it is collected
 * again.
 */
export function keepHeapSmall(most: { readonly bytes: number; readonly percent: number }): void {
  grow(most);
  new PerformanceObserver(() => grow(most)).observe({ entryTypes: ['gc'] });
  const looking = setInterval(() => {
    const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0;
    if (young < youngBytes) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(looking);
  }, lookEveryMs);
  looking.unref();
}

/**
 * At each collection, of young space too: of what is used then, so that a heap that has grown counts before it is found to be alive. A
 * small heap that is collected at each few megabytes does little else.
 */
function grow({ bytes, percent: least }: { readonly bytes: number; readonly percent: number }): void {
  const percent = Math.max(Math.round(least), Math.round((bytes / getHeapStatistics().used_heap_size) * 100));
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
