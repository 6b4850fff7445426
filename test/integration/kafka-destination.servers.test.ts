/** The Kafka destination against a real broker. */

import { randomUUID } from 'node:crypto';
import { kafkaBus, kafkaDefaults } from '@gatewatch/bus';
import type { Parcel } from '@gatewatch/domain';
import { openDestinations } from '@gatewatch/forwarder';
import { exampleParcels, parcel } from '@gatewatch/testing';
import { expect, inject, test } from 'vitest';
import { readAll } from '../streams/read-all.ts';

const broker = inject('kafka');

async function open(options: object) {
  const [opened] = await openDestinations({ stream: { type: 'kafka', tls: false, insecure: true, ...options } }, (path) => path);
  if (opened === undefined) throw new Error('one destination is configured');
  return opened.destination;
}

test.skipIf(broker === null)('alerts stand in the topic, keyed by alert', async () => {
  const topic = `alerts-${randomUUID()}`;
  await using bus = await kafkaBus({ ...kafkaDefaults, brokers: [broker ?? ''] });
  await bus.ensureTopics([
    { name: topic, partitions: 1, replicas: 1, minInSync: 1, retentionMs: 3_600_000, maxRecordBytes: 1_000_000 },
  ]);
  await using destination = await open({ brokers: [broker], topic });
  const { opened, withdrawn, summary } = exampleParcels;
  const answers = await destination.send([opened, withdrawn, summary], AbortSignal.timeout(30_000));
  expect(answers.map(({ kind }) => kind)).toEqual(['delivered', 'delivered', 'delivered']);
  const keys: (string | null)[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  await using _consumer = await bus.consume({
    group: topic,
    topic,
    assigned: async () => 0,
    revoked: () => {},
    async batch({ messages }) {
      keys.push(...messages.map(({ key }) => key));
      if (keys.length >= 3) resolve();
    },
  });
  await promise;
  expect(keys).toEqual([opened.id, withdrawn.id, summary.id]);
});

test.skipIf(broker === null)('events go to a topic of their own, in the words that were asked for', async () => {
  const [topic, eventTopic] = [`alerts-${randomUUID()}`, `events-${randomUUID()}`];
  await using bus = await kafkaBus({ ...kafkaDefaults, brokers: [broker ?? ''] });
  await bus.ensureTopics(
    [topic, eventTopic].map((name) => ({
      ...{ name, partitions: 1, replicas: 1, minInSync: 1, retentionMs: 3_600_000, maxRecordBytes: 1_000_000 },
    })),
  );
  await using destination = await open({ brokers: [broker], topic, eventTopic, format: 'ocsf' });
  const { event, opened } = exampleParcels;
  const answers = await destination.send([event, opened], AbortSignal.timeout(30_000));
  expect(answers.map(({ kind }) => kind)).toEqual(['delivered', 'delivered']);
  const classes = await Promise.all(
    [topic, eventTopic].map(async (name) => {
      const [message] = await readAll(bus, name);
      return JSON.parse(Buffer.from(message?.value ?? []).toString()).class_uid;
    }),
  );
  expect(classes).toEqual([2004, 3002]);
});

test('brokers that are not there are tried again', async () => {
  await using destination = await open({ brokers: ['127.0.0.1:1'], topic: 'alerts' });
  expect(await destination.send([exampleParcels.opened], AbortSignal.timeout(2000))).toMatchObject([{ kind: 'retry' }]);
});

test.skipIf(broker === null)(
  'a topic that is not there is named; an alert that is too large is rejected, and the others are not held up',
  async () => {
    const absent = `absent-${randomUUID()}`;
    await using lost = await open({ brokers: [broker], topic: absent });
    expect(await lost.send([exampleParcels.opened], AbortSignal.timeout(20_000))).toMatchObject([
      { kind: 'retry', code: 'no-topic', why: expect.stringContaining(`see that the topic ${absent} exists`) },
    ]);

    const topic = `small-${randomUUID()}`;
    await using bus = await kafkaBus({ ...kafkaDefaults, brokers: [broker ?? ''] });
    await bus.ensureTopics([
      { name: topic, partitions: 1, replicas: 1, minInSync: 1, retentionMs: 3_600_000, maxRecordBytes: 40_000 },
    ]);
    await using destination = await open({ brokers: [broker], topic });
    const large = parcel({ id: 'large', because: Array.from({ length: 40 }, (_, i) => `${i} `.repeat(1000)) });
    const kinds = async (...parcels: readonly Parcel[]) =>
      (await destination.send(parcels, AbortSignal.timeout(20_000))).map(({ kind }) => kind);
    // The sender makes the call again in halves, and rejects what is too large alone.
    expect(await kinds(exampleParcels.opened, large)).toEqual(['split', 'split']);
    expect(await kinds(large)).toEqual(['split']);
    expect(await kinds(exampleParcels.opened)).toEqual(['delivered']);
  },
);
