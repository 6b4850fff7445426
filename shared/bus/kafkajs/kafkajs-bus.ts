/** The bus over Apache Kafka by kafkajs: the only folder that knows it. */

import { type Bus, BusFailed } from '@gatewatch/domain';
import type { Admin } from 'kafkajs';
import { ensureTopics } from '../ensure-topics.ts';
import type { KafkaSettings } from '../kafka-settings.ts';
import { recordLimits } from '../record-limits.ts';
import { mostOf } from '../requests.ts';
import { kafkaClient } from './client.ts';
import { kafkajsConsumer } from './consumer.ts';
import { failed } from './failed.ts';
import { kafkajsProducer } from './producer.ts';
import { kafkajsTopics, onceLed, settingsOf } from './topics.ts';

/** Throws BusFailed where no broker answers. */
export async function kafkajsBus(settings: KafkaSettings): Promise<Bus> {
  const kafka = kafkaClient(settings);
  const admin = kafka.admin();
  const open = new Set<AsyncDisposable>();
  const tell = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      throw failed(settings, error);
    }
  };
  await tell(() => look(settings));
  await tell(() => admin.connect());
  const topics = kafkajsTopics(admin);
  // One after the other: what is asked of one topic makes the client forget the others, and an answer on its way becomes a TypeError.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const answer = last.then(
      () => tell(act),
      () => tell(act),
    );
    last = answer;
    return answer;
  };
  const partitions = async (topic: string): Promise<number | null> => {
    const known = await inTurn(() => admin.listTopics());
    if (!known.includes(topic)) return null;
    const { topics } = await inTurn(() => admin.fetchTopicMetadata({ topics: [topic] }));
    return topics[0]?.partitions.length ?? null;
  };
  const offsets = async (topic: string) =>
    [...(await inTurn(() => onceLed(() => admin.fetchTopicOffsets(topic))))].sort((a, b) => a.partition - b.partition);
  const mostBytes = recordLimits((topic) => tell(() => maxRecordBytes(admin, topic)));
  const kept = <T extends AsyncDisposable>(one: T): T => {
    open.add(one);
    return one;
  };
  return {
    ensureTopics: (plans) => tell(() => ensureTopics(topics, plans)),
    partitions,
    starts: async (topic) => (await offsets(topic)).map(({ low }) => Number(low)),
    ends: async (topic) => (await offsets(topic)).map(({ high }) => Number(high)),
    producer: async () => kept(await kafkajsProducer(kafka, settings, mostBytes)),
    async consume(subscription) {
      if ((await partitions(subscription.topic)) === null)
        throw new BusFailed(`there is no topic ${subscription.topic}: run gatewatch setup topics`);
      return kept(await kafkajsConsumer(kafka, settings, subscription));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map((one) => one[Symbol.asyncDispose]()));
      await admin.disconnect();
    },
  };
}

async function look(settings: KafkaSettings): Promise<void> {
  const admin = kafkaClient(settings, 'once').admin();
  try {
    await admin.connect();
  } finally {
    await admin.disconnect();
  }
}

async function maxRecordBytes(admin: Admin, topic: string): Promise<number> {
  return mostOf(await settingsOf(admin, topic, ['max.message.bytes']));
}
