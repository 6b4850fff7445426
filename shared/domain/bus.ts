/**
 * Port: keyed records in ordered partitions. At least once: a record that was sent is read, perhaps twice; the reader's own
 * store says from where (SEMANTICS.md 1.1, 7.1), never the bus. One contract suite, every implementation runs it.
 */

export interface BusRecord {
  /** Records with the same key go to the same partition, in order. Null: any partition. */
  readonly key: string | null;
  /** Null is a tombstone. */
  readonly value: Uint8Array | null;
  readonly headers?: Readonly<Record<string, Uint8Array>>;
  /** Instead of the key's own. */
  readonly partition?: number;
}

export interface BusMessage {
  readonly partition: number;
  readonly offset: number;
  /** Unix ms of the log, not of the record's content. */
  readonly at: number;
  readonly key: string | null;
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, Uint8Array>>;
}

export interface BusBatch {
  readonly topic: string;
  readonly partition: number;
  /** In offset order, one or more. */
  readonly messages: readonly BusMessage[];
  /** Offset of the next record that will be written. */
  readonly end: number;
}

export interface BatchContext {
  /** Aborted when the partition is taken away or the consumer stops: what is done after that is done by another too. */
  readonly signal: AbortSignal;
  /** Tells the group that this member lives: to be called at least every few seconds within a long batch. */
  heartbeat(): Promise<void>;
}

export interface Subscription {
  readonly group: string;
  readonly topic: string;
  /** The next offset to read of a partition that was assigned; 0 or less: from its beginning. */
  assigned(partition: number): Promise<number>;
  /** The partition belongs to another member from now on. Not awaited by every implementation: fencing keeps the peace. */
  revoked(partition: number): void;
  /** In order: the next batch of a partition comes after this one. A throw stops the consumer. */
  batch(batch: BusBatch, context: BatchContext): Promise<void>;
  /** So many partitions may have a batch in hand at a time: while one waits for a store, another goes on. Default: one. */
  readonly atOnce?: number;
}

export interface BusConsumer extends AsyncDisposable {
  /** Back-pressure: nothing of the partition is handed out until `resume`. */
  pause(partition: number): void;
  resume(partition: number): void;
  /** Hands out from `offset` again, whatever was handed out before. */
  seek(partition: number, offset: number): void;
  /** Information for lag tools, never the truth about the position. */
  commit(partition: number, nextOffset: number): Promise<void>;
  /** Settles when the consumer has stopped: rejects with the error that a batch threw, or with BusFailed. */
  readonly stopped: Promise<void>;
}

export interface BusProducer extends AsyncDisposable {
  /** Resolves when every record is durable on all in-sync replicas. Throws RecordTooLarge before anything is sent. */
  send(topic: string, records: readonly BusRecord[]): Promise<void>;
}

export interface TopicPlan {
  readonly name: string;
  readonly partitions: number;
  /** Copies; 1 on a single broker. */
  readonly replicas: number;
  readonly minInSync: number;
  readonly retentionMs: number;
  /** Of a record with key and headers. */
  readonly maxRecordBytes: number;
}

/** What was done to a topic so that it is as planned. */
export interface TopicChange {
  readonly topic: string;
  /** Null: the topic is new. */
  readonly setting: 'minInSync' | 'retentionMs' | 'maxRecordBytes' | null;
  /** Null: the topic is new, or the setting was that of the broker. */
  readonly from: number | null;
  readonly to: number | null;
}

export interface Bus extends AsyncDisposable {
  /**
   * Makes what is missing, sets what differs, and says what it did; a second time it does nothing. Throws PartitionMismatch
   * where a topic has another number of partitions, BusFailed where the copies cannot be had; nothing is changed then.
   */
  ensureTopics(plans: readonly TopicPlan[]): Promise<readonly TopicChange[]>;
  /** Number of partitions; null where there is no such topic. */
  partitions(topic: string): Promise<number | null>;
  /** Offset of the oldest record that each partition still has, or of the next one where it has none. */
  starts(topic: string): Promise<readonly number[]>;
  /** Offset of the next record of each partition. */
  ends(topic: string): Promise<readonly number[]>;
  producer(): Promise<BusProducer>;
  consume(subscription: Subscription): Promise<BusConsumer>;
}

/** The bus gives up: unreachable, refused, or a bug. Transient faults are retried inside and never surface. */
export class BusFailed extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'BusFailed';
  }
}

export class RecordTooLarge extends Error {
  constructor(topic: string, bytes: number, most: number) {
    super(`a record of ${bytes} bytes is larger than the ${most} that ${topic} takes`);
    this.name = 'RecordTooLarge';
  }
}

export class PartitionMismatch extends Error {
  constructor(topic: string, is: number, should: number) {
    super(
      `topic ${topic} has ${is} partitions and the configuration says ${should}: subjects would move between partitions, so set the configuration back, or make new topics and read the log again`,
    );
    this.name = 'PartitionMismatch';
  }
}
