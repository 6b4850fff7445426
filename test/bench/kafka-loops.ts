/** The loops that are compared, in this process: CPU time of all its threads, and wall time. */

import { partitionOf, type TopicNames } from '@gatewatch/bus';
import { openDetector } from '@gatewatch/detector';
import { type Bus, type BusConsumer, type BusRecord, dayMs, noVitals } from '@gatewatch/domain';
import { createBusSink, createIntake, personKeys } from '@gatewatch/engine';
import { type RedisStore, redisLedger, redisLinks } from '@gatewatch/ledger';
import type { Organisation } from '../streams/organisation.ts';
import type { BenchInput } from './input.ts';
import { createWaits, type Told, type Waits } from './kafka-waits.ts';

export const partitions = 8;

export interface LoopRun extends Told {
  readonly messages: number;
  /** Seconds of processor time, of all of it. */
  readonly cpu: number;
}

const source = { name: 'bench/0', tenant: 'acme', provider: 'entra' } as const;

/** A log to be filled: its topics, and where its keys stand. */
export interface Filling {
  readonly bus: Bus;
  readonly of: Organisation;
  readonly store: RedisStore;
  readonly topics: TopicNames;
}

/** The records as an ingestor sends them, with their raw text beside, and a tick every now and then. `sent`: what was sent at a time. */
export async function ingestLoop(
  { bus, of, store, topics }: Filling,
  { records, chunks }: BenchInput,
  sent?: (records: readonly BusRecord[]) => void,
): Promise<LoopRun> {
  return timed(records, async (waits) => {
    const watched = waits.bus(bus, sent);
    const lanes = [{ topic: topics.lane('person'), partitions, keys: personKeys, all: true }];
    const sink = createBusSink({ bus: watched, lanes, quarantineTopic: topics.quarantine, partitionOf, sendRaw: true });
    await using intake = createIntake({
      ...of,
      reading: { ...of.reading, belongs: () => true },
      links: redisLinks(store),
      sink,
      writer: 'bench',
    });
    waits.begin();
    for (const [position, { bytes, at }] of chunks.entries()) {
      await intake.take(source, [{ position, received: at + dayMs, bytes }]);
      await intake.progress(source, at);
    }
  });
}

/** The same messages in the same requests, and nothing else. */
export async function bareProduceLoop(
  bus: Bus,
  to: string,
  sends: readonly (readonly BusRecord[])[],
  records: number,
): Promise<LoopRun> {
  return timed(records, async (waits) => {
    await using producer = await waits.bus(bus).producer();
    waits.begin();
    for (const messages of sends) await producer.send(to, messages);
  });
}

/** `atOnce` as Subscription's. */
export async function bareLoop(bus: Bus, from: string, to: string, messages: number, atOnce = 1): Promise<LoopRun> {
  return timed(messages, async (waits) => {
    const watched = waits.bus(bus);
    const producer = await watched.producer();
    let consumer: BusConsumer | null = null;
    const done = Promise.withResolvers<void>();
    let read = 0;
    consumer = await watched.consume({
      group: `bare-${process.pid}-${performance.now()}`,
      topic: from,
      assigned: async () => 0,
      revoked() {},
      async batch({ partition, messages: batch }) {
        await producer.send(
          to,
          batch.map(({ key, value }) => ({ key, value, partition })),
        );
        await consumer?.commit(partition, (batch.at(-1)?.offset ?? 0) + 1);
        read += batch.length;
        if (read >= messages) done.resolve();
      },
      atOnce,
    });
    await Promise.race([done.promise, consumer.stopped]);
    await consumer[Symbol.asyncDispose]();
    await producer[Symbol.asyncDispose]();
  });
}

/** The same service as in production; it has ended when every partition's last record is committed. */
export async function detectorLoop(
  bus: Bus,
  store: RedisStore,
  of: Organisation,
  topicPrefix: string,
  messages: number,
): Promise<LoopRun> {
  let lag = Number.POSITIVE_INFINITY;
  const lags = new Map<string, number>();
  return timed(messages, async (waits) => {
    const done = Promise.withResolvers<void>();
    const { settings, configured } = of.judging;
    await using _ = await openDetector({
      bus: waits.bus(bus),
      ledger: waits.ledger(redisLedger(store)),
      topicPrefix,
      partitions,
      settings,
      configured,
      vitals: {
        ...noVitals,
        set(metric, labels, value) {
          if (metric !== 'gatewatch_lag_records' || !('partition' in labels)) return;
          lags.set(String(labels.partition), value);
          lag = lags.size < partitions ? lag : [...lags.values()].reduce((sum, one) => sum + one, 0);
          if (lag === 0) done.resolve();
        },
      },
    });
    await done.promise;
  }); // closing commits what waited
}

async function timed(messages: number, act: (waits: Waits) => Promise<void>): Promise<LoopRun> {
  const waits = createWaits();
  const before = process.cpuUsage();
  await act(waits);
  const { user, system } = process.cpuUsage(before);
  return { messages, cpu: (user + system) / 1e6, ...waits.told() };
}
