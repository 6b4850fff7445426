/** A member that is silent for longer than its session, and a broker that goes away: nothing is lost, the reader's position counts. */

import { setTimeout as wait } from 'node:timers/promises';
import { type KafkaSettings, kafkaBus, kafkaDefaults } from '@gatewatch/bus';
import { openRedis, redisDefaults, redisLedger } from '@gatewatch/ledger';
import { describe, expect, test } from 'vitest';
import type { KafkaServer } from '../servers/kafka.ts';
import { startMember } from './members.ts';
import { planOf, readFrom, text } from './reading.ts';

const partitions = 4;
/** GATEWATCH_LONG=1: the orderly stop too, beside the kill. */
const long = process.env.GATEWATCH_LONG !== undefined;

export function absenceSuite(client: KafkaSettings['client'], kafka: KafkaServer, redis: string | null): void {
  const open = (sessionMs: number) => kafkaBus({ ...kafkaDefaults, client, brokers: [kafka.address], sessionMs });
  const name = (of: string) => `${of}-${client}-${process.pid}`;
  const numbered = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({ key: `k${(from + i) % 50}`, value: Buffer.from(`${from + i}`) }));

  describe(`by ${client}`, () => {
    test('a batch that takes several sessions keeps its partition, as long as it says that it lives', async () => {
      const topic = name('long');
      await using bus = await open(600);
      await bus.ensureTopics([planOf(topic, 1)]);
      await using producer = await bus.producer();
      await producer.send(topic, numbered(0, 5));
      const begun = Date.now();
      const seen: [number, boolean][] = [];
      const done = Promise.withResolvers<void>();
      await using _consumer = await bus.consume({
        group: `${topic}-group`,
        topic,
        assigned: async () => 0,
        revoked() {},
        async batch({ messages }, { signal, heartbeat }) {
          while (Date.now() - begun < 2500 && !signal.aborted) {
            await heartbeat();
            await wait(20); // as work would take it
          }
          for (const { offset } of messages) seen.push([offset, signal.aborted]);
          if (seen.length >= 5) done.resolve();
        },
      });
      await done.promise;
      expect(seen).toEqual([0, 1, 2, 3, 4].map((offset) => [offset, false]));
    });

    test('a member that fell silent hears of it within its batch, and reads again from where the reader says', async () => {
      const topic = name('silent');
      await using bus = await open(600);
      await bus.ensureTopics([planOf(topic, 1)]);
      await using producer = await bus.producer();
      await producer.send(topic, numbered(0, 10));
      const asked: number[] = [];
      const batches: (readonly number[])[] = [];
      const again = Promise.withResolvers<void>();
      await using _consumer = await bus.consume({
        group: `${topic}-group`,
        topic,
        async assigned() {
          asked.push(asked.length === 0 ? 0 : 4);
          return asked.at(-1) ?? 0;
        },
        revoked() {},
        async batch({ messages }, { signal, heartbeat }) {
          batches.push(messages.map(({ offset }) => offset));
          if (asked.length > 1) return again.resolve();
          for (let i = 0; i < 20 && !signal.aborted; i++) {
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 900); // nothing in this thread runs, its timers neither
            await heartbeat();
          }
          expect(signal.aborted).toBe(true);
        },
      });
      await again.promise;
      expect(batches[1]).toEqual([4, 5, 6, 7, 8, 9]);
    });

    test.skipIf(redis === null)(
      'a member that is stopped (SIGSTOP) for longer than its session loses nothing, writes nothing that is stale, and joins again',
      async () => {
        const topic = name('stopped');
        await using bus = await open(3000);
        await bus.ensureTopics([planOf(topic, partitions)]);
        await using producer = await bus.producer();
        await using store = await openRedis(
          { ...redisDefaults, servers: [new URL(redis ?? '').host], prefix: topic },
          { warn() {} },
        );
        const ledger = redisLedger(store);
        const seen = async (): Promise<number> => {
          const values = new Set<string>();
          for (let partition = 0; partition < partitions; partition++)
            for await (const { key } of ledger.subjects(`${topic}/${partition}`)) values.add(key);
          return values.size;
        };
        const args = [kafka.address, client, topic, redis ?? '', topic];
        await using first = startMember(...args);
        await producer.send(topic, numbered(0, 400));
        await until(async () => (await seen()) === 400);
        // The next wave finds it at work, or about to be.
        const wave = producer.send(topic, numbered(400, 400));
        await until(() => first.told.filter(({ what }) => what === 'committed').length > 0);
        first.signal('SIGSTOP');
        await wave;
        const before = first.told.length;
        await using second = startMember(...args);
        await until(
          () => new Set(second.told.flatMap((one) => (one.what === 'assigned' ? [one.partition] : []))).size === partitions,
        );
        await until(async () => (await seen()) === 800);
        first.signal('SIGCONT');
        await until(() => first.told.slice(before).some((one) => one.what === 'assigned' && one.position > 0));
        await producer.send(topic, numbered(800, 400));
        await until(async () => (await seen()) === 1200);
        const ends = await bus.ends(topic);
        expect(ends.reduce((sum, end) => sum + end, 0)).toBe(1200);
        const positions = [];
        for (let partition = 0; partition < partitions; partition++)
          positions.push((await ledger.acquire(`${topic}/${partition}`)).position);
        expect(positions).toEqual(ends);
      },
    );

    test('a broker that stops, or is killed, and comes back loses nothing and turns no order round', async () => {
      const topic = name('restart');
      await using bus = await open(3000);
      await bus.ensureTopics([planOf(topic, partitions)]);
      await using producer = await bus.producer();
      await using reading = await readFrom(bus, topic, Number.POSITIVE_INFINITY);
      let sent = 0;
      let going = true;
      const writing = (async () => {
        while (going) {
          await producer.send(topic, numbered(sent, 100));
          sent += 100;
          await wait(5); // other work of the thread
        }
      })();
      const beyond = (count: number) => until(() => reading.messages.length >= count);
      await beyond(500);
      if (long) {
        await kafka.stop();
        await kafka.start();
        await beyond(reading.messages.length + 500);
      }
      await kafka.kill();
      await kafka.start();
      await beyond(reading.messages.length + 500);
      going = false;
      await writing;
      const values = () => new Set(reading.messages.map(({ value }) => Number(text(value))));
      await until(() => values().size >= sent);
      expect([...values()].sort((a, b) => a - b)).toEqual(Array.from({ length: sent }, (_, i) => i));
      const firsts = new Map<string, number[]>();
      for (const { key, value } of reading.messages) {
        const of = firsts.get(key ?? '') ?? [];
        const number = Number(text(value));
        if (!of.includes(number)) of.push(number);
        firsts.set(key ?? '', of);
      }
      for (const numbers of firsts.values()) expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    });
  });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come to pass within 30 s');
    await wait(30);
  }
}
