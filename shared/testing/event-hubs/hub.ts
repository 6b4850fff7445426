/** What stands in an event hub: events of each partition in order, with what the service notes of them. */

/** As an AMQP body: a data section, one value, or a sequence of them. */
export type HubBody = Uint8Array | { readonly value: unknown } | { readonly sequence: readonly unknown[] };

export interface HubEvent {
  readonly sequence: number;
  /** Opaque, as since geo-replication: neither a number nor comparable. */
  readonly offset: string;
  /** Service time, Unix ms. */
  readonly enqueued: number;
  readonly body: HubBody;
}

export interface HubPartition {
  readonly id: string;
  /** Those still kept, oldest first. */
  readonly events: HubEvent[];
  /** Sequence number of the newest event there ever was; −1 where there was none. */
  last: number;
  lastEnqueued: number;
}

export interface Hub {
  readonly name: string;
  readonly created: number;
  readonly groups: readonly string[];
  readonly partitions: readonly HubPartition[];
}

export function newHub(name: string, partitions: number, groups: readonly string[], created: number): Hub {
  const empty = (_: unknown, id: number): HubPartition => ({ id: String(id), events: [], last: -1, lastEnqueued: 0 });
  return { name, created, groups, partitions: Array.from({ length: partitions }, empty) };
}

export function append(partition: HubPartition, body: HubBody, enqueued: number): HubEvent {
  const sequence = partition.last + 1;
  const event = { sequence, offset: offsetOf(sequence), enqueued, body };
  partition.events.push(event);
  partition.last = sequence;
  partition.lastEnqueued = enqueued;
  return event;
}

export function offsetOf(sequence: number): string {
  return `1:${(sequence + 1) * 4096}:${sequence}`;
}

/** Retention: events before the sequence number leave. */
export function expire(partition: HubPartition, before: number): void {
  const kept = partition.events.findIndex(({ sequence }) => sequence >= before);
  partition.events.splice(0, kept < 0 ? partition.events.length : kept);
}
