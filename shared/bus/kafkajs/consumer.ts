/**
 * Reading with kafkajs: whole batches, nothing committed by itself, positions from the reader alone. At each join of the group
 * every partition held before is given up and every one assigned is taken anew: kafkajs forgets positions there, and the
 * reader's fencing decides who may write.
 */

import { setTimeout as pause } from 'node:timers/promises';
import type { BatchContext, BusConsumer, BusMessage, Subscription } from '@gatewatch/domain';
import kafkajs, { type EachBatchPayload, type Kafka, type KafkaMessage } from 'kafkajs';
import type { KafkaSettings } from '../kafka-settings.ts';
import { failed } from './failed.ts';

/** An idle fetch that blocks longer than a session is a member taken for dead. */
const idleFetchMs = 200;
/** Who ends while the group is joined waits for that so long: a broker answers a join once all members have, or their time is over. */
const startMs = 5000;

interface Held {
  /** Null until the reader has said from where. */
  next: number | null;
  /** Told to go elsewhere since the batch in hand was handed out, perhaps to its own beginning. */
  sought: boolean;
  readonly controller: AbortController;
}

export async function kafkajsConsumer(kafka: Kafka, settings: KafkaSettings, subscription: Subscription): Promise<BusConsumer> {
  const { topic, atOnce = 1 } = subscription;
  const consumer = kafka.consumer({
    groupId: subscription.group,
    sessionTimeout: settings.sessionMs,
    rebalanceTimeout: Math.max(settings.sessionMs, 10_000),
    heartbeatInterval: Math.max(200, Math.floor(settings.sessionMs / 5)),
    maxBytesPerPartition: settings.fetchBytes,
    maxWaitTimeInMs: idleFetchMs,
    allowAutoTopicCreation: false,
    retry: {
      initialRetryTime: 100,
      maxRetryTime: 2000,
      retries: Number.MAX_SAFE_INTEGER,
      restartOnFailure: async () => ending === null,
    },
  });
  const held = new Map<number, Held>();
  const paused = new Set<number>();
  const stopped = Promise.withResolvers<void>();
  stopped.promise.catch(() => {});
  let ending: Promise<void> | null = null;
  /** kafkajs does not stop what is still starting: it joins the group behind our back, and reads for ever. */
  let started = Promise.withResolvers<void>();
  /** Why the group is to be joined again: thrown to kafkajs by every batch until it did. */
  let rejoin: unknown = null;

  const giveUp = (): void => {
    for (const [partition, { controller }] of held) {
      controller.abort();
      subscription.revoked(partition);
    }
    held.clear();
  };
  const end = (error?: unknown): Promise<void> => {
    ending ??= (async () => {
      giveUp();
      await Promise.race([started.promise, pause(startMs, undefined, { ref: false })]);
      await consumer.disconnect().catch(() => {});
      if (error === undefined) stopped.resolve();
      else stopped.reject(error);
    })();
    return ending;
  };
  const take = (partition: number): void => {
    const place: Held = { next: null, sought: false, controller: new AbortController() };
    held.set(partition, place);
    consumer.pause([{ topic, partitions: [partition] }]);
    subscription.assigned(partition).then(
      (from) => {
        if (place.controller.signal.aborted) return;
        place.next = Math.max(0, from);
        ifHeld(() => {
          consumer.seek({ topic, partition, offset: String(place.next) });
          if (!paused.has(partition)) consumer.resume([{ topic, partitions: [partition] }]);
        });
      },
      (error) => {
        if (!place.controller.signal.aborted) void end(error);
      },
    );
  };
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    setImmediate(started.resolve); // it calls itself started once those who listen were told
    if (ending !== null) return; // joined while it said farewell: nobody would give up what it took now
    rejoin = null;
    giveUp();
    for (const partition of payload.memberAssignment[topic] ?? []) take(partition);
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (payload.restart) {
      started.resolve();
      started = Promise.withResolvers();
    } else void end(failed(settings, payload.error));
  });

  /** A sign of life failed: whatever is in hand may be another's by now. */
  const lost = (error: unknown): void => {
    if (joinsAgain(error)) {
      rejoin = error;
      for (const { controller } of held.values()) controller.abort();
      return;
    }
    if (ending !== null) return;
    // kafkajs goes on as the member it is, so no join will hand the partitions out again: the reader is asked anew.
    const before = [...held.keys()];
    giveUp();
    before.forEach(take);
  };

  const eachBatch = async ({ batch, heartbeat, resolveOffset }: EachBatchPayload): Promise<void> => {
    if (rejoin !== null) throw rejoin;
    const place = held.get(batch.partition);
    if (place === undefined || place.next === null || place.controller.signal.aborted) return; // read again when its place is known
    const from = place.next;
    place.sought = false;
    const messages = batch.messages
      .filter(({ offset }) => Number(offset) >= from)
      .map((message) => messageOf(batch.partition, message));
    const { signal } = place.controller;
    if (messages.length > 0) {
      let failure: unknown = null;
      const context: BatchContext = {
        signal,
        async heartbeat() {
          if (signal.aborted) return;
          try {
            await heartbeat();
          } catch (error) {
            failure = error; // thrown to kafkajs when the batch has ended
            if (!signal.aborted) lost(error); // else another batch in hand was told already
          }
        },
      };
      try {
        await subscription.batch({ topic, partition: batch.partition, messages, end: Number(batch.highWatermark) }, context);
      } catch (error) {
        if (!signal.aborted) void end(error); // what an aborted batch says no longer matters: another does it again
        return;
      }
      if (failure !== null) throw failure;
      if (signal.aborted) return;
    }
    if (!place.sought) {
      place.next = Number(batch.lastOffset()) + 1;
      resolveOffset(batch.lastOffset());
    }
    await heartbeat();
  };

  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: atOnce, eachBatch });
  } catch (error) {
    started.resolve();
    await end();
    throw failed(settings, error);
  }
  return {
    pause(partition) {
      paused.add(partition);
      ifHeld(() => consumer.pause([{ topic, partitions: [partition] }]));
    },
    resume(partition) {
      paused.delete(partition);
      if (held.get(partition)?.next != null) ifHeld(() => consumer.resume([{ topic, partitions: [partition] }]));
    },
    seek(partition, offset) {
      const place = held.get(partition);
      if (place === undefined || place.next === null) return;
      place.next = offset;
      place.sought = true;
      ifHeld(() => consumer.seek({ topic, partition, offset: String(offset) }));
    },
    async commit(partition, nextOffset) {
      // Information only: a group that is joining anew refuses it, and the next commit says the same.
      await consumer.commitOffsets([{ topic, partition, offset: String(nextOffset) }]).catch(() => {});
    },
    stopped: stopped.promise,
    async [Symbol.asyncDispose]() {
      await end();
    },
  };

  /** Between two memberships kafkajs has no group and throws: at the next join every partition is taken anew. */
  function ifHeld(act: () => void): void {
    if (ending !== null) return;
    try {
      act();
    } catch (error) {
      if (!(error instanceof kafkajs.KafkaJSNonRetriableError)) throw error;
    }
  }
}

/** kafkajs answers these with a join, after which every partition is handed out anew; another failure with the same request again. */
function joinsAgain(error: unknown): boolean {
  const type = error instanceof Error && 'type' in error ? error.type : null;
  return typeof type === 'string' && joining.has(type);
}

const joining: ReadonlySet<string> = new Set([
  'REBALANCE_IN_PROGRESS',
  'NOT_COORDINATOR_FOR_GROUP',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
]);

function messageOf(partition: number, { offset, timestamp, key, value, headers }: KafkaMessage): BusMessage {
  return {
    partition,
    offset: Number(offset),
    at: Number(timestamp),
    key: key === null ? null : key.toString(),
    value,
    headers: headersOf(headers ?? {}),
  };
}

const nothing = new Uint8Array(0);

function headersOf(headers: NonNullable<KafkaMessage['headers']>): Record<string, Uint8Array> {
  const out: Record<string, Uint8Array> = {};
  for (const [name, value] of Object.entries(headers)) {
    const one = Array.isArray(value) ? value.at(-1) : value;
    out[name] = typeof one === 'string' ? Buffer.from(one) : (one ?? nothing); // Java writes null where nothing is said
  }
  return out;
}
