/** Answers on the two addresses that take requests: $cbs (tokens) and $management (what hubs and partitions hold). */

import type { Connection, Message, Sender, Typed } from 'rhea';
import rhea from 'rhea';
import type { Hub, HubPartition } from './hub.ts';
import { type Rights, refusalOf } from './tokens.ts';

export interface Answer {
  readonly status: number;
  readonly description: string;
  readonly body?: unknown;
}

const { types } = rhea;
const fine = { status: 200, description: 'OK' } as const;

/** Links that answers go to, by the name that requests call them by. */
export function replyLinks(): {
  add(sender: Sender): void;
  answer(connection: Connection, request: Message, answer: Answer): void;
} {
  const senders = new WeakMap<Connection, Map<string, Sender>>();
  return {
    add(sender) {
      const known = senders.get(sender.connection) ?? new Map<string, Sender>();
      senders.set(sender.connection, known);
      known.set(sender.name, sender);
      if (typeof sender.target?.address === 'string') known.set(sender.target.address, sender);
    },
    answer(connection, request, { status, description, body }) {
      const sender = senders.get(connection)?.get(String(request.reply_to));
      if (sender === undefined || !sender.is_open()) return;
      sender.send({
        to: String(request.reply_to),
        ...(request.message_id === undefined ? {} : { correlation_id: request.message_id }),
        application_properties: { 'status-code': status, 'status-description': description },
        body: body ?? null,
      });
    },
  };
}

export function tokenAnswer(request: Message, rights: Rights, now: number): Answer {
  const refusal = refusalOf(request.body, request.application_properties?.type, rights, now);
  return refusal === null ? { status: 202, description: 'Accepted' } : { status: 401, description: refusal };
}

export function managementAnswer(request: Message, hubs: ReadonlyMap<string, Hub>, now: number): Answer {
  const { name, type, partition: id } = request.application_properties ?? {};
  const hub = hubs.get(String(name));
  if (hub === undefined)
    return { status: 404, description: `The messaging entity 'sb://localhost/${String(name)}' could not be found.` };
  if (type === 'com.microsoft:eventhub') return { ...fine, body: types.wrap_map(hubBody(hub)) };
  const partition = hub.partitions.find((one) => one.id === String(id));
  if (partition === undefined) return { status: 400, description: `The specified partition is invalid: ${String(id)}.` };
  return { ...fine, body: types.wrap_map(partitionBody(hub, partition, now)) };
}

function hubBody(hub: Hub): Readonly<Record<string, Typed | string>> {
  return {
    name: hub.name,
    type: 'com.microsoft:eventhub',
    created_at: types.wrap_timestamp(hub.created),
    partition_count: types.wrap_int(hub.partitions.length),
    partition_ids: types.wrap_array(
      hub.partitions.map(({ id }) => id),
      0xa1, // str8-utf8
      undefined,
    ),
  };
}

function partitionBody(hub: Hub, partition: HubPartition, now: number): Readonly<Record<string, Typed | string>> {
  return {
    name: hub.name,
    type: 'com.microsoft:partition',
    partition: partition.id,
    begin_sequence_number: types.wrap_long(partition.events[0]?.sequence ?? partition.last + 1),
    last_enqueued_sequence_number: types.wrap_long(partition.last),
    last_enqueued_offset: String(partition.last),
    last_enqueued_time_utc: types.wrap_timestamp(partition.lastEnqueued),
    runtime_info_retrieval_time_utc: types.wrap_timestamp(now),
    is_partition_empty: types.wrap_boolean(partition.events.length === 0),
  };
}
