/** What every bus must do: each implementation runs this suite. */

import type { BatchContext, Bus, BusBatch, BusConsumer, BusMessage, BusRecord, Subscription } from '@gatewatch/domain';
import { PartitionMismatch, RecordTooLarge } from '@gatewatch/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partitionOf } from './partition-of.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const text = (value: Uint8Array | null): string | null => (value === null ? null : Buffer.from(value).toString());

/** `open` gives a bus over the same records each time it is called. */
export function busContract(name: string, open: () => Promise<Bus>): void {
  describe(name, () => {
    let bus: Bus;
    let made = 0;
    const run = Date.now().toString(36);
    beforeAll(async () => {
      bus = await open();
    });
    afterAll(() => bus[Symbol.asyncDispose]());

    const topic = async (partitions = 4, maxRecordBytes = 1_048_588): Promise<string> => {
      const of = `contract-${run}-${made++}`;
      await bus.ensureTopics([{ name: of, partitions, replicas: 1, minInSync: 1, retentionMs: 3_600_000, maxRecordBytes }]);
      return of;
    };
    const send = async (to: string, records: readonly BusRecord[]): Promise<void> => {
      await using producer = await bus.producer();
      await producer.send(to, records);
    };
    const numbered = (count: number, from = 0): BusRecord[] =>
      Array.from({ length: count }, (_, i) => ({ key: `k${(i + from) % 7}`, value: bytes(String(i + from)) }));

    test('makes topics once, sets what differs, and refuses another number of partitions before it does anything', async () => {
      const of = `contract-${run}-${made++}`;
      const plan = { name: of, partitions: 3, replicas: 1, minInSync: 1, retentionMs: 3_600_000, maxRecordBytes: 1_048_588 };
      expect(await bus.partitions(of)).toBeNull();
      expect(await bus.ensureTopics([plan])).toEqual([{ topic: of, setting: null, from: null, to: null }]);
      expect(await bus.partitions(of)).toBe(3);
      expect(await bus.ensureTopics([plan])).toEqual([]);
      const longer = { ...plan, retentionMs: 7_200_000 };
      const change = { topic: of, setting: 'retentionMs', from: 3_600_000, to: 7_200_000 };
      expect(await bus.ensureTopics([longer])).toEqual([change]);
      await until(async () => (await bus.ensureTopics([longer])).length === 0); // a broker tells of it a moment later
      const again = { ...longer, maxRecordBytes: 2_000_000 };
      expect(await bus.ensureTopics([again])).toEqual([
        { topic: of, setting: 'maxRecordBytes', from: 1_048_588, to: 2_000_000 }, // and the retention is as it was set
      ]);
      const other = { ...plan, name: `${of}-other` };
      await expect(bus.ensureTopics([other, { ...again, partitions: 4 }])).rejects.toThrow(PartitionMismatch);
      expect(await bus.partitions(other.name)).toBeNull();
    });

    test('keeps the order of a key, in the partition that its hash says', async () => {
      const of = await topic();
      await send(of, numbered(500));
      await using reader = await read(bus, of, { until: 500 });
      await reader.done;
      for (const key of ['k0', 'k3', 'k6']) {
        const got = reader.messages.filter((message) => message.key === key);
        expect(got.map(({ value }) => Number(text(value)))).toEqual(
          got.map(({ value }) => Number(text(value))).sort((a, b) => a - b),
        );
        expect(new Set(got.map(({ partition }) => partition))).toEqual(new Set([partitionOf(key, 4)]));
      }
      expect((await bus.ends(of)).reduce((sum, end) => sum + end, 0)).toBe(500);
      expect(await bus.starts(of)).toEqual([0, 0, 0, 0]);
    });

    test('says of several topics how far they reach, all asked for at once', async () => {
      const all = [await topic(3), await topic(3), await topic(3)];
      const ask = (of: string) => [bus.starts(of), bus.partitions(of), bus.ends(of)];
      const said = await Promise.all(all.flatMap((of) => [...ask(of), ...ask(of)]));
      expect(said).toEqual(all.flatMap(() => [[0, 0, 0], 3, [0, 0, 0], [0, 0, 0], 3, [0, 0, 0]]));
    });

    test('hands over tombstones, headers, records without key and named partitions', async () => {
      const of = await topic();
      await send(of, [
        { key: 'gone', value: null, partition: 2 },
        { key: null, value: bytes('free'), partition: 2, headers: { raw: bytes('{"a":1}'), v: bytes('1') } },
      ]);
      await using reader = await read(bus, of, { until: 2 });
      await reader.done;
      expect(reader.messages.map(({ partition, key, value }) => [partition, key, text(value)])).toEqual([
        [2, 'gone', null],
        [2, null, 'free'],
      ]);
      expect(text(reader.messages[1]?.headers.raw ?? null)).toBe('{"a":1}');
    });

    test('carries a record near the size that the topic takes, and refuses one above it before anything is sent', async () => {
      const of = await topic(1, 2_000_000);
      const large = Buffer.alloc(1_900_000, 'x');
      await send(of, [{ key: 'k', value: large }]);
      await expect(
        send(of, [
          { key: 'k', value: bytes('small') },
          { key: 'k', value: Buffer.alloc(2_100_000) },
        ]),
      ).rejects.toThrow(RecordTooLarge);
      const raw = Buffer.alloc(1_200_000);
      await expect(send(of, [{ key: 'k', value: Buffer.alloc(1_000_000), headers: { raw } }])).rejects.toThrow(RecordTooLarge);
      await using reader = await read(bus, of, { until: 1 });
      await reader.done;
      expect(reader.messages.length).toBe(1);
      expect(reader.messages[0]?.value?.length).toBe(large.length);
    });

    test('starts where the reader says, not where the group stood', async () => {
      const of = await topic(1);
      await send(of, numbered(20));
      const group = `${of}-group`;
      {
        await using first = await read(bus, of, { until: 20, group });
        await first.done;
        await first.consumer.commit(0, 20);
      }
      await using again = await read(bus, of, { until: 8, group, from: 12 });
      await again.done;
      expect(again.messages.map(({ offset }) => offset)).toEqual([12, 13, 14, 15, 16, 17, 18, 19]);
    });

    test('gives a partition to nobody twice: one batch of it at a time', async () => {
      const of = await topic(2);
      await send(of, numbered(300));
      const busy = new Set<number>();
      let overlaps = 0;
      await using reader = await read(bus, of, {
        until: 300,
        async each({ partition }) {
          if (busy.has(partition)) overlaps++;
          busy.add(partition);
          await new Promise((resolve) => setImmediate(resolve));
          busy.delete(partition);
        },
      });
      await reader.done;
      expect(overlaps).toBe(0);
    });

    test('hands out of other partitions while one waits, as many at once as the reader says and no more', async () => {
      const of = await topic(6);
      const partitions = [0, 1, 2, 3, 4, 5];
      for (const round of [0, 1]) {
        await send(
          of,
          partitions.map((partition) => ({ key: null, partition, value: bytes(`${partition}`) })),
        );
        for (const [atOnce, expected] of [
          [undefined, 1],
          [3, 3],
        ] as const) {
          const busy = new Set<number>();
          let most = 0;
          let twice = 0;
          await using reader = await read(bus, of, {
            until: 6 * (round + 1),
            ...(atOnce === undefined ? {} : { atOnce }),
            async each({ partition }) {
              if (busy.has(partition)) twice++;
              busy.add(partition);
              most = Math.max(most, busy.size);
              const end = performance.now() + 300;
              do await new Promise((resolve) => setTimeout(resolve, 5));
              while (most < expected && performance.now() < end);
              busy.delete(partition);
            },
          });
          await reader.done;
          expect([most, twice]).toEqual([expected, 0]);
          for (const partition of partitions)
            expect(reader.messages.filter((one) => one.partition === partition).map(({ offset }) => offset)).toEqual(
              round === 0 ? [0] : [0, 1],
            );
        }
      }
    });

    test('hands out nothing of a paused partition until it is resumed', async () => {
      const of = await topic(1);
      await send(of, numbered(5));
      await using reader = await read(bus, of, { until: 5 });
      await reader.done;
      reader.consumer.pause(0);
      await send(of, numbered(5, 5));
      await until(async () => (await bus.ends(of))[0] === 10);
      await new Promise((resolve) => setTimeout(resolve, 300)); // longer than an idle fetch
      expect(reader.messages.length).toBe(5);
      reader.consumer.resume(0);
      await until(() => reader.messages.length === 10);
    });

    test('goes back when told to', async () => {
      const of = await topic(1);
      await send(of, numbered(10));
      await using reader = await read(bus, of, { until: 10 });
      await reader.done;
      reader.consumer.seek(0, 6);
      await until(() => reader.messages.length >= 14);
      expect(reader.messages.slice(10).map(({ offset }) => offset)).toEqual([6, 7, 8, 9]);
    });

    test('goes back to the beginning of the batch in hand', async () => {
      const of = await topic(1);
      let refused = 0;
      const reader: Reader = await read(bus, of, {
        until: 10,
        async each({ messages }) {
          if (refused++ > 0) return;
          reader.consumer.seek(0, messages[0]?.offset ?? 0);
        },
      });
      await using _ = reader;
      await send(of, numbered(10));
      await until(() => reader.messages.length >= 11);
      const offsets = reader.messages.map(({ offset }) => offset);
      expect(offsets.slice(offsets.lastIndexOf(0))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    test('shares partitions among the members of a group, and tells who loses one', async () => {
      const of = await topic(4);
      const group = `${of}-group`;
      const revoked: number[] = [];
      await using first = await read(bus, of, { until: 0, group, revoked: (partition) => revoked.push(partition) });
      await until(() => first.assigned.size === 4);
      await using second = await read(bus, of, { until: 0, group });
      await until(() => second.assigned.size === 2 && first.assigned.size === 2);
      expect(revoked.length).toBeGreaterThanOrEqual(2);
      expect([...first.assigned, ...second.assigned].sort()).toEqual([0, 1, 2, 3]);
      await send(of, numbered(100));
      await until(() => first.messages.length + second.messages.length >= 100);
      await second.consumer[Symbol.asyncDispose]();
      await until(() => first.assigned.size === 4);
    });

    test('ends with the error that a batch throws, and hands the batch to the next reader', async () => {
      const of = await topic(1);
      await send(of, numbered(3));
      const group = `${of}-group`;
      const failing = await read(bus, of, {
        until: 99,
        group,
        each: () => Promise.reject(new Error('the disk is full')),
      });
      await expect(failing.consumer.stopped).rejects.toThrow('the disk is full');
      await using next = await read(bus, of, { until: 3, group });
      await next.done;
    });

    test('leaves the group where its first place cannot be said: all goes to the next reader, and stays there', async () => {
      const of = await topic(4);
      const group = `${of}-group`;
      const failing = await read(bus, of, { until: 99, group, places: () => Promise.reject(new Error('the store is away')) });
      await expect(failing.consumer.stopped).rejects.toThrow('the store is away');
      await send(of, numbered(100));
      await using next = await read(bus, of, { until: 100, group });
      await until(() => next.messages.length >= 100);
    });

    test('keeps what was sent for a bus that is opened later', async () => {
      const of = await topic(1);
      await send(of, numbered(4));
      const other = await open();
      try {
        await using reader = await read(other, of, { until: 4 });
        await reader.done;
      } finally {
        if (other !== bus) await other[Symbol.asyncDispose]();
      }
    });

    test('refuses a topic that is not there', async () => {
      await expect(read(bus, `contract-${run}-none`, { until: 0 })).rejects.toThrow('there is no topic');
    });
  });
}

interface Reading {
  readonly until: number;
  readonly group?: string;
  readonly from?: number;
  readonly places?: () => Promise<number>;
  readonly atOnce?: number;
  readonly each?: (batch: BusBatch, context: BatchContext) => Promise<void>;
  readonly revoked?: (partition: number) => void;
}

interface Reader extends AsyncDisposable {
  readonly consumer: BusConsumer;
  readonly messages: BusMessage[];
  readonly assigned: Set<number>;
  /** Resolves when `until` messages have come. */
  readonly done: Promise<void>;
}

let readers = 0;

async function read(bus: Bus, topic: string, plan: Reading): Promise<Reader> {
  const messages: BusMessage[] = [];
  const assigned = new Set<number>();
  const done = Promise.withResolvers<void>();
  const subscription: Subscription = {
    group: plan.group ?? `${topic}-reader-${readers++}`,
    topic,
    ...(plan.atOnce === undefined ? {} : { atOnce: plan.atOnce }),
    assigned(partition) {
      assigned.add(partition);
      return plan.places?.() ?? Promise.resolve(plan.from ?? 0);
    },
    revoked(partition) {
      assigned.delete(partition);
      plan.revoked?.(partition);
    },
    async batch(batch, context) {
      await plan.each?.(batch, context);
      messages.push(...batch.messages);
      if (messages.length >= plan.until) done.resolve();
    },
  };
  const consumer = await bus.consume(subscription);
  return { consumer, messages, assigned, done: done.promise, [Symbol.asyncDispose]: () => consumer[Symbol.asyncDispose]() };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come to pass within 60 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
