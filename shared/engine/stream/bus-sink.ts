/**
 * The sink of the distributed setting: each event into the partitions of its keys, in every lane, control records into all
 * partitions, quarantine entries into their topic. An event that is nobody's goes where its id says: the log has them all.
 */

import type { Bus, BusProducer, BusRecord, IdentityEvent, LogRecord } from '@gatewatch/domain';
import { type CrashHook, noCrash } from './crash-points.ts';
import type { LogItem, Sink } from './intake.ts';
import { createLastingProducer } from './lasting-producer.ts';
import { encodeLogRecord, rawHeader } from './log-codec.ts';
import { type QuarantineEntry, quarantineMessage } from './quarantine-entry.ts';

/** Key → partition, by the bus's own rule. */
export type PartitionOf = (key: string, partitions: number) => number;

export interface LaneTopic {
  readonly topic: string;
  readonly partitions: number;
  /** Names of what the lane keeps under (tenant and key); an event without any is left out, unless the lane takes `all`. */
  readonly keys: (event: IdentityEvent) => readonly string[];
  readonly all: boolean;
}

export interface BusSinkPlan {
  readonly bus: Pick<Bus, 'producer'>;
  readonly lanes: readonly LaneTopic[];
  readonly quarantineTopic: string;
  readonly partitionOf: PartitionOf;
  /** False: the vendor's own text does not travel. */
  readonly sendRaw: boolean;
  readonly crash?: CrashHook;
}

/** Of an event with the raw text beside it: well below what a topic takes (4 MiB). A larger raw text stays behind. */
const mostBytes = 2 * 1024 * 1024;
const mostRawBytes = 64 * 1024;

export function createBusSink(plan: BusSinkPlan): Sink {
  const producer: BusProducer = createLastingProducer(plan.bus);
  const { crash = noCrash } = plan;
  return {
    async append(items, quarantined) {
      const refused = [...quarantined];
      for (const lane of plan.lanes) {
        const records: BusRecord[] = [];
        for (const item of items) addRecords(lane, item, plan, records, lane === plan.lanes[0] ? refused : []);
        if (records.length > 0) await producer.send(lane.topic, records);
      }
      await crash('after-publish');
      if (refused.length > 0) await producer.send(plan.quarantineTopic, refused.map(quarantineMessage));
    },
    [Symbol.asyncDispose]: () => producer[Symbol.asyncDispose](),
  };
}

/** The one partition of a lane in which an event counts, though it may stand in those of two people. */
export function homeOf(
  event: IdentityEvent,
  { keys, partitions }: Pick<LaneTopic, 'keys' | 'partitions'>,
  partitionOf: PartitionOf,
): number {
  return partitionOf(keys(event)[0] ?? ownName(event), partitions);
}

/** Of an event that is nobody's. */
function ownName({ tenant, id }: IdentityEvent): string {
  return `${tenant}\n${id}`;
}

function addRecords(
  lane: LaneTopic,
  { record, raw }: LogItem,
  plan: BusSinkPlan,
  to: BusRecord[],
  refused: QuarantineEntry[],
): void {
  const partitions = partitionsFor(lane, record, plan.partitionOf);
  if (partitions.length === 0) return;
  const value = encodeLogRecord(record);
  if (value.length > mostBytes && record.type === 'event') {
    refused.push(tooLarge(record.event, value.length, raw?.() ?? '', record.at));
    return;
  }
  const bytes = raw === null || !plan.sendRaw ? null : Buffer.from(raw());
  const headers = bytes === null || bytes.length > mostRawBytes ? undefined : { [rawHeader]: bytes };
  for (const { key, partition } of partitions) to.push({ key, value, partition, ...(headers === undefined ? {} : { headers }) });
}

function partitionsFor(
  lane: LaneTopic,
  record: LogRecord,
  partitionOf: PartitionOf,
): readonly { readonly key: string | null; readonly partition: number }[] {
  if (record.type !== 'event') return Array.from({ length: lane.partitions }, (_, partition) => ({ key: null, partition }));
  const { event } = record;
  const keys = lane.keys(event);
  const names = keys.length === 0 && lane.all ? [ownName(event)] : keys;
  const found = new Map<number, string>();
  for (const key of names) {
    const partition = partitionOf(key, lane.partitions);
    if (!found.has(partition)) found.set(partition, key);
  }
  return [...found].map(([partition, key]) => ({ key, partition }));
}

function tooLarge({ tenant, category, recordId }: IdentityEvent, bytes: number, text: string, received: number): QuarantineEntry {
  const detail = `the event of record ${recordId} takes ${bytes} bytes, the log takes ${mostBytes}`;
  return { reason: 'too-large', detail, origin: { source: category, position: 0 }, tenant, received, text };
}
