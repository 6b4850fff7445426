/** A reader of a topic that keeps what it gets. */

import type { Bus, BusConsumer, BusMessage } from '@gatewatch/domain';

export interface Reading extends AsyncDisposable {
  readonly consumer: BusConsumer;
  readonly messages: readonly BusMessage[];
  /** Resolves when so many messages have come; rejects when the consumer stops before. */
  readonly done: Promise<void>;
}

let readers = 0;

export async function readFrom(bus: Bus, topic: string, until: number): Promise<Reading> {
  const messages: BusMessage[] = [];
  const done = Promise.withResolvers<void>();
  const consumer = await bus.consume({
    group: `${topic}-reader-${process.pid}-${readers++}`,
    topic,
    assigned: async () => 0,
    revoked() {},
    async batch(batch) {
      messages.push(...batch.messages);
      if (messages.length >= until) done.resolve();
    },
  });
  consumer.stopped.catch(done.reject);
  done.promise.catch(() => {});
  return { consumer, messages, done: done.promise, [Symbol.asyncDispose]: () => consumer[Symbol.asyncDispose]() };
}

export function planOf(name: string, partitions: number) {
  return { name, partitions, replicas: 1, minInSync: 1, retentionMs: 3_600_000, maxRecordBytes: 1_048_588 } as const;
}

export const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString());
