import { getHeapStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { leastMegabytes, memoryOf } from './memory.ts';

const mostHeap = getHeapStatistics().heap_size_limit;

test('what a replay may take beyond the least is divided, and no more than that', () => {
  const least = memoryOf(leastMegabytes);
  for (const megabytes of [500, 800, 1500, 3000]) {
    const { recordsAtOnce, hotBytes, garbage } = memoryOf(megabytes);
    const more = (megabytes - leastMegabytes) * 1e6;
    const alive = (recordsAtOnce - least.recordsAtOnce) * 800 + (hotBytes - least.hotBytes) * 2;
    expect(hotBytes).toBeGreaterThan(least.hotBytes);
    expect(alive + Math.max(garbage.bytes, (alive * garbage.percent) / 100)).toBeLessThan(more + 20e6);
  }
});

test('more than V8 lets a heap take is not planned with', () => {
  const { hotBytes, recordsAtOnce, garbage } = memoryOf(1_000_000);
  expect((2 * hotBytes + recordsAtOnce * 800) * (1 + garbage.percent / 100)).toBeLessThan(mostHeap);
});
