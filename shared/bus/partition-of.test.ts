import { expect, test } from 'vitest';
import { murmur2, partitionOf } from './partition-of.ts';

test.each([
  // Cases of org.apache.kafka.common.utils.UtilsTest.testMurmur2
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
])('murmur2 of %s is what the Java client computes', (key, hash) => {
  expect(murmur2(Buffer.from(key)) | 0).toBe(hash);
});

test('bytes that do not begin at the beginning of their buffer give the same', () => {
  expect(murmur2(Buffer.from('xxfoobar').subarray(2)) | 0).toBe(-790332482);
});

test('every key has one partition within the count', () => {
  for (let i = 0; i < 1000; i++) {
    const partition = partitionOf(`user${i}@example.com`, 48);
    expect(partition).toBeGreaterThanOrEqual(0);
    expect(partition).toBeLessThan(48);
  }
});
