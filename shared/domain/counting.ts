/** A counting lane's question: event-time buckets of distinct records and persons under a key (SEMANTICS.md 6). */

import type { IdentityEvent } from './identity-event.ts';

/** What one event adds to a bucket. */
export interface Count {
  /** Subject or typed name the event is about, hashed where no account exists. */
  readonly who: string;
  /** A word to count by: `wrong-password`, `success` … */
  readonly tag: string;
  /** The person has a decisive event of their own here: a finding is signalled to them. */
  readonly decisive: boolean;
}

/** Exact up to the bound of 512 records, an estimate from the smallest hashes above it. */
export interface BucketView {
  readonly start: number;
  readonly records: number;
  readonly who: number;
  /** Distinct persons under a tag. */
  whoOf(tag: string): number;
}

export interface CountingDetector {
  readonly id: string;
  readonly lane: 'address' | 'network';
  readonly bucketMs: number;
  count(event: IdentityEvent): Count | null;
  /** True: everyone with a decisive event in the bucket gets a signal. */
  judge(bucket: BucketView): boolean;
}
