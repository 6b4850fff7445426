/** The loops that are compared, in this process: CPU time of all its threads, and wall time. */

import { partitionOf, type TopicNames } from '@gatewatch/bus';
import { openDetector } from '@gatewatch/detector';
import { type Bus, type BusConsumer, dayMs, noVitals } from '@gatewatch/domain';
import { createBusSink, createIntake, personKeys } from '@gatewatch/engine';
import { type RedisStore, redisLedger, redisLinks } from '@gatewatch/ledger';
import type { Organisation } from '../streams/organisation.ts';
import type { BenchInput } from './input.ts';

export const partitions = 8;

export interface LoopRun {
  readonly messages: number;
  /** Seconds. */
  readonly cpu: number;
  readonly wall: number;
}

const source = { name: 'bench/0', tenant: 'acme', provider: 'entra' } as const;

/** The records as an ingestor sends them, with their raw text beside, and a tick every now and then. */
export async function fillLog(
  bus: Bus,
  of: Organisation,
  store: RedisStore,
  input: BenchInput,
  topics: TopicNames,
): Promise<LoopRun> {
  const lanes = [{ topic: topics.lane('person'), partitions, keys: personKeys, all: true }];
  const sink = createBusSink({ bus, lanes, quarantineTopic: topics.quarantine, partitionOf, sendRaw: true });
  await using intake = createIntake({
    ...of,
    reading: { ...of.reading, belongs: () => true },
    links: redisLinks(store),
    sink,
    writer: 'bench',
  });
  return timed(input.records, async () => {
    for (const [position, { bytes, at }] of input.chunks.entries()) {
      await intake.take(source, [{ position, received: at + dayMs, bytes }]);
      await intake.progress(source, at);
    }
  });
}

export async function bareLoop(bus: Bus, from: string, to: string, messages: number): Promise<LoopRun> {
  const producer = await bus.producer();
  let consumer: BusConsumer | null = null;
  const done = Promise.withResolvers<void>();
  let read = 0;
  return timed(messages, async () => {
    consumer = await bus.consume({
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
  return timed(messages, async () => {
    const done = Promise.withResolvers<void>();
    const { settings, configured } = of.judging;
    await using _ = await openDetector({
      bus,
      ledger: redisLedger(store),
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

async function timed(messages: number, act: () => Promise<void>): Promise<LoopRun> {
  const begun = performance.now();
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return { messages, cpu: (user + system) / 1e6, wall: (performance.now() - begun) / 1000 };
}
