/** Buckets of counting lanes (SEMANTICS.md 6): the reference counts with the very same code, so its numbers are shown here. */

import { type CountingDetector, hourMs, type SignIn } from '@gatewatch/domain';
import { dayOne, signIn, toySharedAddress } from '@gatewatch/testing';
import { describe, expect, test } from 'vitest';
import { emptyBucket, insertCount, signalsOf, viewOf } from './bucket.ts';
import { createLane, laneKeyOf } from './lane.ts';

const bucketStart = dayOne + 9 * hourMs;
const row = (n: number, more: Partial<SignIn> = {}): SignIn => ({
  ...signIn({ at: '1 09:00', who: `p${n}`, recordId: `r${n}`, ip: '198.18.0.1' }),
  ...more,
});
const failed = (n: number, more: Partial<SignIn> = {}) => row(n, { outcome: 'failure', failure: 'wrong-password', ...more });
const hot: CountingDetector = { ...toySharedAddress, judge: () => true };
function bucketOf(rows: readonly SignIn[], detector: CountingDetector = hot) {
  const bucket = emptyBucket(bucketStart);
  for (const one of rows) insertCount(bucket, detector, one);
  return bucket;
}
const victims = (rows: readonly SignIn[], detector: CountingDetector = hot) =>
  signalsOf(bucketOf(rows, detector), detector, 'default', '198.18.0.1').map(({ actor }) => actor?.key);
const many = (count: number) => Array.from({ length: count }, (_, n) => failed(n));

describe('a bucket', () => {
  test('counts records and persons exactly up to 512 records', () => {
    const view = viewOf(bucketOf([...many(500), ...many(500), row(500), row(501)]));
    expect([view.records, view.who, view.whoOf('failed'), view.whoOf('success')]).toEqual([502, 502, 500, 2]);
  });

  test('estimates above them, within a tenth, and the same in any order', () => {
    const rows = many(20_000);
    const view = viewOf(bucketOf(rows));
    expect(Math.abs(view.who - 20_000)).toBeLessThan(2000);
    expect(Math.abs(view.records - 20_000)).toBeLessThan(2000);
    const backward = bucketOf(rows.toReversed());
    expect([viewOf(backward).who, backward.kept.size]).toEqual([view.who, 512]);
  });

  test('takes the newest copy of a record, in any order, and says where a copy corrected one', () => {
    const first = failed(1, { processed: 1 });
    const newer = row(1, { processed: 2 });
    for (const rows of [
      [first, newer],
      [newer, first],
      [first, newer, first],
    ])
      expect(viewOf(bucketOf(rows)).whoOf('success')).toBe(1);
    const bucket = emptyBucket(bucketStart);
    expect([first, first, newer, first].map((one) => insertCount(bucket, hot, one))).toEqual([
      'new',
      'nothing',
      'corrected',
      'nothing',
    ]);
    const ties = [failed(1, { hash: 'a' }), row(1, { hash: 'b' })];
    expect(ties.map((_, n) => viewOf(bucketOf(n === 0 ? ties : ties.toReversed())).whoOf('success'))).toEqual([1, 1]);
  });
});

describe('a signal', () => {
  test('goes to each person with a decisive record of their own, and to none whose record was corrected', () => {
    expect(victims([row(2), failed(3), row(1)])).toEqual(['p1@example.com', 'p2@example.com']);
    expect(victims([row(1, { processed: 1 }), failed(1, { processed: 2 })])).toEqual([]);
    expect(victims([row(1)], toySharedAddress)).toEqual([]);
  });

  test('goes to every one of them, also where thousands of others are counted', () => {
    const decisive = Array.from({ length: 1000 }, (_, n) => row(100_000 + n));
    expect(victims([...decisive, ...many(5000)])).toHaveLength(1000);
  });

  test('stands at the end of its bucket, and its count is a power of two: it changes ten times, not a thousand', () => {
    const one = (count: number) => signalsOf(bucketOf([row(9999), ...many(count - 1)]), hot, 'default', '198.18.0.1')[0];
    expect(one(1)?.time).toBe(bucketStart + hourMs);
    expect([1, 2, 3, 4, 500].map((count) => one(count)?.count)).toEqual([1, 2, 2, 4, 256]);
    expect(one(1)?.id).toBe(one(500)?.id);
  });
});

describe('a lane', () => {
  const lane = () => createLane(laneKeyOf(hot, row(1)) ?? '', null);

  test('counts in a bucket up to the horizon, and not in one that closed', () => {
    const end = bucketStart + hourMs;
    expect([lane().count(hot, row(1), end).length, lane().count(hot, row(1), end + 1).length]).toEqual([1, 0]);
  });

  test('forgets buckets that closed, so that an address that is seen for ever takes no more', () => {
    const of = lane();
    const sizes = Array.from({ length: 200 }, (_, n) => {
      const time = bucketStart + n * hourMs;
      of.count(hot, row(n, { time }), time - 24 * hourMs);
      return of.encode().length;
    });
    expect(sizes[199]).toBeLessThan(1.1 * (sizes[50] ?? 0));
  });

  test('takes a signal back where a correction leaves no reason for it, and says nothing twice', () => {
    const of = lane();
    const count = (one: SignIn) => of.count(hot, one, bucketStart).map(({ actor, withdrawn }) => `${actor?.key} ${withdrawn}`);
    expect(count(row(1, { processed: 1 }))).toEqual(['p1@example.com false']);
    expect(count(row(1, { processed: 1 }))).toEqual([]);
    expect(count(failed(1, { processed: 2 }))).toEqual(['p1@example.com true']);
  });
});
