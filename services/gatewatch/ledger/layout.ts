/** Where the parts of a backup go: kept where they were, or laid out over another number of partitions (docs/ledger.md). */

import { partitionOf } from '@gatewatch/bus';
import type { Alert } from '@gatewatch/domain';
import { ClocksDiffer, mergeMetas, subjectKey } from '@gatewatch/engine';
import { UserMistake } from '@gatewatch/runtime';
import type { PartitionLine } from './dump-line.ts';

/** Partition of the embedded setting, and of replay. */
const whole = 'replay';
const lanePartition = /^([a-z]+)\/(\d+)$/;

export interface Layout {
  readonly partitions: readonly PartitionLine[];
  /** By the name of a subject or of a counting lane's state; `from`: where it was. */
  subject(key: string, from: string): string;
  alert(alert: Alert, from: string | null): string;
  link(id: string, key: string): string;
  /** Positions are those of the file: its log goes on. Else the log is another one and read from its start. */
  readonly kept: boolean;
}

/** `partitions` null: as many as before; 'one': the embedded setting. Throws UserMistake where it cannot be laid out anew. */
export function layoutOf(was: readonly PartitionLine[], partitions: number | 'one' | null): Layout {
  const lanes = Map.groupBy(was, ({ name }) => laneOf(name));
  const others = lanes.get(null) ?? [];
  const numbers = [...lanes].flatMap(([lane, of]) => (lane === null || lane === whole ? [] : [of.length]));
  const now = lanes.has(whole) || numbers.length === 0 ? 'one' : Math.max(...numbers);
  const wanted = partitions ?? now;
  const home = (lane: string, key: string) => (wanted === 'one' ? whole : `${lane}/${partitionOf(key, wanted)}`);
  const place = (key: string) => home(key.startsWith('\n') ? (key.split('\n')[1] ?? '') : 'person', key);
  const isOther = (name: string | null) => name !== null && laneOf(name) === null;
  return {
    kept: wanted === now,
    partitions: wanted === now ? was : [...others, ...laidOut(lanes, wanted)],
    subject: (key, from) => (isOther(from) || wanted === now ? from : place(key)),
    alert: (alert, from) =>
      from !== null && (isOther(from) || wanted === now) ? from : place(subjectKey(alert.tenant, alert.subject.key)),
    link: (id, key) => place(subjectKey(id.split('\n')[0] ?? '', key)),
  };
}

/** Null: neither a lane's nor the one of the embedded setting, but a partition for itself. */
function laneOf(name: string): string | null {
  return name === whole ? whole : (lanePartition.exec(name)?.[1] ?? null);
}

/** Each new partition knows what all of its lane knew; the embedded one is every lane at once. */
function laidOut(lanes: ReadonlyMap<string | null, readonly PartitionLine[]>, wanted: number | 'one'): readonly PartitionLine[] {
  const metaOf = (lane: string) => merged((lanes.get(lane) ?? lanes.get(whole) ?? []).map(({ meta }) => meta));
  const line = (name: string, lane: string): PartitionLine => ({ kind: 'partition', name, position: 0, meta: metaOf(lane) });
  if (wanted === 'one') return [line(whole, lanes.has(whole) ? whole : 'person')];
  const names = lanes.has(whole) ? ['person', 'address', 'network'] : [...lanes.keys()].filter((lane) => lane !== null);
  return names.flatMap((lane) => Array.from({ length: wanted }, (_, number) => line(`${lane}/${number}`, lane)));
}

function merged(metas: readonly (string | null)[]): string | null {
  try {
    return mergeMetas(metas);
  } catch (error) {
    if (!(error instanceof ClocksDiffer)) throw error;
    throw new UserMistake(`It cannot be laid out over another number of partitions: ${error.message}.`, error);
  }
}
