/**
 * An event-time bucket of a counting lane: the records under one key and clock span, idempotent by id and order-free. Kept are
 * the records with the smallest id hashes (a KMV sketch): exact up to the bound, an estimate above it. Records that decide
 * something for a person are kept apart, with a bound of their own, because a signal goes to every one of them.
 */

import { type BucketView, type CountingDetector, hash32, hash64, type IdentityEvent, type Signal } from '@gatewatch/domain';
import { keysOf } from './order.ts';

export interface CountedRecord {
  readonly id: string;
  readonly hash: number;
  readonly version: number;
  readonly tie: string;
  readonly who: string;
  readonly tag: string;
  readonly decisive: boolean;
}

export interface Bucket {
  readonly start: number;
  readonly kept: Map<string, CountedRecord>;
  readonly deciding: Map<string, CountedRecord>;
  /** Greatest hash kept once the bound was passed, else null. */
  edge: number | null;
}

const mostKept = 512;
const mostDeciding = 4096;

export function emptyBucket(start: number): Bucket {
  return { start, kept: new Map(), deciding: new Map(), edge: null };
}

/** `nothing` where the event says nothing here or nothing new; `corrected` where a copy of it was counted before. */
export function insertCount(bucket: Bucket, detector: CountingDetector, event: IdentityEvent): 'nothing' | 'new' | 'corrected' {
  const count = detector.count(event);
  const known = bucket.kept.get(event.id) ?? bucket.deciding.get(event.id);
  if (count === null && known === undefined) return 'nothing';
  const record: CountedRecord = {
    id: event.id,
    hash: hash32(event.id),
    version: event.processed ?? 0,
    tie: event.hash,
    who: count?.who ?? '',
    tag: count?.tag ?? '',
    // Who is no subject of the person lane is counted, and told nothing (SEMANTICS.md 2.4).
    decisive: count?.decisive === true && keysOf(event).includes(count.who),
  };
  if (known !== undefined && (known.version > record.version || (known.version === record.version && known.tie >= record.tie)))
    return 'nothing';
  if (known !== undefined || bucket.edge === null || record.hash < bucket.edge) keep(bucket.kept, record, bucket);
  if (record.decisive) bound(bucket.deciding.set(record.id, record), mostDeciding);
  else bucket.deciding.delete(record.id);
  return known === undefined ? 'new' : 'corrected';
}

function keep(kept: Map<string, CountedRecord>, record: CountedRecord, bucket: Bucket): void {
  kept.set(record.id, record);
  if (kept.size > mostKept) bucket.edge = bound(kept, mostKept);
}

function bound(records: Map<string, CountedRecord>, most: number): number {
  let edge = 0;
  while (records.size > most) {
    let greatest: CountedRecord | null = null;
    for (const record of records.values()) if (greatest === null || record.hash > greatest.hash) greatest = record;
    if (greatest === null) break;
    records.delete(greatest.id);
    edge = greatest.hash;
  }
  return edge;
}

export function viewOf(bucket: Bucket): BucketView {
  const scale = bucket.edge === null ? 1 : 0x1_0000_0000 / Math.max(1, bucket.edge);
  const counted = [...bucket.kept.values()].filter((record) => record.tag !== '');
  const distinct = (records: readonly CountedRecord[]) => Math.round(new Set(records.map((record) => record.who)).size * scale);
  return {
    start: bucket.start,
    records: Math.round(counted.length * scale),
    who: distinct(counted),
    whoOf: (tag) => distinct(counted.filter((record) => record.tag === tag)),
  };
}

/** The signals that stand for the bucket as it is: one to each person with a decisive event, none where it is not hot. */
export function signalsOf(bucket: Bucket, detector: CountingDetector, tenant: string, key: string): readonly Signal[] {
  const view = viewOf(bucket);
  if (!detector.judge(view)) return [];
  const victims = new Set([...bucket.deciding.values()].map((record) => record.who));
  const level = Math.floor(Math.log2(Math.max(1, view.records))); // a power of two: the signal changes ten times, not a thousand
  return [...victims].sort().map((victim) => signal(detector, tenant, key, bucket.start, victim, 2 ** level, false));
}

export function signal(
  detector: CountingDetector,
  tenant: string,
  key: string,
  start: number,
  victim: string,
  count: number,
  withdrawn: boolean,
): Signal {
  const id = `signal:${detector.id}:${hash64(`${tenant}\n${key}\n${start}\n${victim}`)}`;
  return {
    kind: 'signal',
    id,
    recordId: id,
    tenant,
    provider: 'entra',
    category: 'signal',
    time: start + detector.bucketMs,
    processed: null,
    hash: `${count}`,
    gaps: [],
    actor: { key: victim, address: null, id: null, directory: null, name: null, kind: 'unknown' },
    target: null,
    ip: detector.lane === 'address' ? key : null,
    place: null,
    network: null,
    detector: detector.id,
    count,
    withdrawn,
  };
}
