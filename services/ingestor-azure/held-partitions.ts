/** The partitions of one hub that are read here, each from when the client opens it until what was under way has ended. */

import type { CheckpointStore, EventHubConsumerClient, PartitionContext } from '@azure/event-hubs';
import type { Intake, LiveSource, Vitals } from '@gatewatch/domain';
import { type BackOff, within } from './back-off.ts';
import { anew } from './bookmark-store.ts';
import { type Checkpointer, checkpointer } from './checkpointer.ts';
import { type PartitionReader, partitionReader } from './partition-reader.ts';
import type { LocalClock, ServiceTime } from './service-time.ts';
import type { Timing } from './timing.ts';

export interface HeldParts {
  readonly sourceOf: (partition: string) => LiveSource;
  readonly client: () => EventHubConsumerClient;
  readonly store: CheckpointStore;
  readonly intake: Intake;
  readonly vitals: Vitals;
  readonly clock: LocalClock;
  readonly service: ServiceTime;
  readonly timing: Timing;
  readonly backOff: BackOff;
  readonly signal: AbortSignal;
  /** Of a checkpoint that could not be written, and null once one was. */
  readonly checkpointed: (error: unknown | null) => void;
}

export interface HeldPartitions {
  open(context: PartitionContext): Promise<void>;
  close(context: PartitionContext): Promise<void>;
  /** Null: it was closed. */
  reader(context: PartitionContext): PartitionReader | null;
  current(partition: string): PartitionReader | null;
  /** Where reading goes on when the partition is next opened. */
  place(partition: string, sequence: number): void;
  /** Takes nothing more, and lets what is under way end. */
  finish(): Promise<void>;
  drop(): void;
}

interface Held {
  readonly reader: PartitionReader;
  readonly checkpointer: Checkpointer;
}

export function heldPartitions(parts: HeldParts): HeldPartitions {
  const { clock, service, timing, signal, vitals } = parts;
  // The client makes one context for each time that it opens a partition.
  const byContext = new Map<PartitionContext, Held>();
  const newest = new Map<string, Held>();
  const places = new Map<string, number>();
  const end = async ({ reader, checkpointer }: Held): Promise<void> => {
    reader.close();
    await reader.settled;
    await within(timing.grace, checkpointer.flush());
    checkpointer[Symbol.dispose]();
  };
  return {
    async open(context) {
      const { partitionId, fullyQualifiedNamespace, eventHubName, consumerGroup } = context;
      const before = newest.get(partitionId);
      if (before !== undefined) await end(before); // calls of one source come one after the other
      const source = parts.sourceOf(partitionId);
      const labels = { tenant: source.tenant, source: source.name };
      const checkpoints = checkpointer(parts.store, timing.checkpoint, parts.backOff, (error) => {
        if (error === null) vitals.set('gatewatch_checkpoint_seconds', labels, Date.now() / 1000);
        parts.checkpointed(error);
      });
      const reader = partitionReader({
        ...{ source, intake: parts.intake, checkpointer: checkpoints, clock, service, signal, tick: timing.tick },
        properties: () => parts.client().getPartitionProperties(partitionId, { abortSignal: signal }),
        position: places.get(partitionId) ?? anew,
        checkpointOf: ({ sequenceNumber, offset }) => ({
          ...{ fullyQualifiedNamespace, eventHubName, consumerGroup, partitionId },
          ...{ sequenceNumber, offset },
        }),
        progressed: (progress) => vitals.set('gatewatch_source_progress_seconds', labels, progress / 1000),
      });
      const held = { reader, checkpointer: checkpoints };
      byContext.set(context, held);
      newest.set(partitionId, held);
    },
    async close(context) {
      const held = byContext.get(context);
      if (held === undefined) return;
      await end(held);
      byContext.delete(context);
      if (newest.get(context.partitionId) === held) newest.delete(context.partitionId);
    },
    reader(context) {
      const reader = byContext.get(context)?.reader;
      return reader === undefined || reader.closed ? null : reader;
    },
    current(partition) {
      const reader = newest.get(partition)?.reader;
      return reader === undefined || reader.closed ? null : reader;
    },
    place: (partition, sequence) => void places.set(partition, sequence),
    async finish() {
      const all = [...byContext.values()];
      for (const { reader } of all) reader.close();
      await within(timing.grace, Promise.all(all.map(({ reader }) => reader.settled)));
      await within(timing.grace, Promise.all(all.map(({ checkpointer }) => checkpointer.flush())));
    },
    drop() {
      for (const { checkpointer } of byContext.values()) checkpointer[Symbol.dispose]();
    },
  };
}
