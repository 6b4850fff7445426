/** A client's receiver on one partition: events from its position on, within the credit it gives. */

import type { Message, Sender } from 'rhea';
import rhea from 'rhea';
import type { HubBody, HubEvent, HubPartition } from './hub.ts';
import { offsetOf } from './hub.ts';

export interface PartitionLink {
  readonly sender: Sender;
  readonly hub: string;
  readonly group: string;
  readonly partition: HubPartition;
  /** Owner level; null: a reader that owns nothing. */
  readonly epoch: number | null;
  /** It wants to know the newest event's properties with each message. */
  readonly informed: boolean;
  /** Sequence number of the next event to send. */
  next: number;
}

const { message, types } = rhea;

/** Sends what the credit allows. */
export function flow(link: PartitionLink, now: number): void {
  const { sender, partition } = link;
  const [first] = partition.events;
  if (first !== undefined && link.next < first.sequence) link.next = first.sequence;
  while (sender.is_open() && sender.sendable()) {
    const event = partition.events[link.next - (partition.events[0]?.sequence ?? 0)];
    if (event === undefined) return;
    link.next += 1;
    sender.send(messageOf(event, link, now));
  }
}

function messageOf(event: HubEvent, { partition, informed }: PartitionLink, now: number): Message {
  return {
    message_annotations: {
      'x-opt-sequence-number': types.wrap_long(event.sequence),
      'x-opt-offset': event.offset,
      'x-opt-enqueued-time': types.wrap_timestamp(event.enqueued),
    },
    ...(informed
      ? {
          delivery_annotations: {
            last_enqueued_sequence_number: types.wrap_long(partition.last),
            last_enqueued_offset: offsetOf(partition.last),
            last_enqueued_time_utc: types.wrap_timestamp(partition.lastEnqueued),
            runtime_info_retrieval_time_utc: types.wrap_timestamp(now),
          },
        }
      : {}),
    body: sectionOf(event.body),
  };
}

function sectionOf(body: HubBody): unknown {
  if (body instanceof Uint8Array) return message.data_section(Buffer.from(body));
  // A sender that has no section of its own for a value writes what it was given as one.
  return 'sequence' in body ? message.sequence_section([...body.sequence]) : body.value;
}
