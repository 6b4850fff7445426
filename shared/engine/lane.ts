/** A counting lane's state under one key: its open buckets, and the signals it has sent (SEMANTICS.md 6). */

import type { CountingDetector, IdentityEvent, Signal } from '@gatewatch/domain';
import { type Bucket, type CountedRecord, emptyBucket, insertCount, signal, signalsOf } from './bucket.ts';

export interface Lane {
  readonly key: string;
  readonly tenant: string;
  dirty: boolean;
  /** Persons with a decisive event in any open bucket. */
  victims(): readonly string[];
  /** Counts a row and says what changed for whom. */
  count(detector: CountingDetector, row: IdentityEvent, horizon: number): readonly Signal[];
  encode(): string;
}

interface Open {
  readonly detector: string;
  readonly bucket: Bucket;
  /** Victim → count last signalled. */
  readonly sent: Map<string, number>;
}

/** Null where the row says nothing under this lane. */
export function laneKeyOf(detector: CountingDetector, row: IdentityEvent): string | null {
  const key = detector.lane === 'address' ? row.ip : row.network?.asn == null ? null : `AS${row.network.asn}`;
  return key === null ? null : `\n${detector.lane}\n${row.tenant}\n${key}`; // no subject's name begins with a line feed
}

export function isLaneKey(stored: string): boolean {
  return stored.startsWith('\n');
}

export function createLane(key: string, stored: string | null): Lane {
  const open: Open[] = stored === null ? [] : decode(stored);
  const [, , tenant = '', value = ''] = key.split('\n');
  const lane: Lane = {
    key,
    tenant,
    dirty: false,
    victims: () => open.flatMap(({ bucket }) => [...bucket.deciding.values()].map((record) => record.who)),
    count(detector, row, horizon) {
      const start = Math.floor(row.time / detector.bucketMs) * detector.bucketMs;
      for (let i = open.length - 1; i >= 0; i--) {
        const old = open[i];
        if (old !== undefined && old.detector === detector.id && old.bucket.start + detector.bucketMs < horizon)
          open.splice(i, 1);
      }
      if (start + detector.bucketMs < horizon) return []; // closed: the findings of the bucket are final
      let current = open.find((one) => one.detector === detector.id && one.bucket.start === start);
      if (current === undefined) open.push((current = { detector: detector.id, bucket: emptyBucket(start), sent: new Map() }));
      const counted = insertCount(current.bucket, detector, row);
      if (counted === 'nothing') return [];
      lane.dirty = true;
      const standing = signalsOf(current.bucket, detector, tenant, value);
      // Beyond the bound counts are estimates and may fall: only a corrected record takes a finding back (SEMANTICS.md 5.4).
      if (standing.length === 0 && counted === 'new') return [];
      return changed(current, standing, detector, tenant, value);
    },
    encode() {
      return JSON.stringify(
        open.map(({ detector, bucket, sent }) => [
          detector,
          bucket.start,
          bucket.edge,
          [...bucket.kept.values()],
          [...bucket.deciding.values()],
          [...sent],
        ]),
      );
    },
  };
  return lane;
}

function changed(
  open: Open,
  standing: readonly Signal[],
  detector: CountingDetector,
  tenant: string,
  key: string,
): readonly Signal[] {
  const changes: Signal[] = [];
  const now = new Set<string>();
  for (const one of standing) {
    const victim = one.actor?.key ?? '';
    now.add(victim);
    if (open.sent.get(victim) === one.count) continue;
    open.sent.set(victim, one.count);
    changes.push(one);
  }
  for (const victim of [...open.sent.keys()]) {
    if (now.has(victim)) continue;
    open.sent.delete(victim);
    changes.push(signal(detector, tenant, key, open.bucket.start, victim, 0, true));
  }
  return changes;
}

function decode(text: string): Open[] {
  const parsed = JSON.parse(text) as [string, number, number | null, CountedRecord[], CountedRecord[], [string, number][]][];
  return parsed.map(([detector, start, edge, kept, deciding, sent]) => ({
    detector,
    bucket: {
      start,
      edge,
      kept: new Map(kept.map((record) => [record.id, record])),
      deciding: new Map(deciding.map((record) => [record.id, record])),
    },
    sent: new Map(sent),
  }));
}
