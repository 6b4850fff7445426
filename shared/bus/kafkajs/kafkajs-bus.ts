/** The bus over Apache Kafka by kafkajs: the only folder that knows it. */

import { setTimeout as wait } from 'node:timers/promises';
import { type Bus, BusFailed, PartitionMismatch } from '@gatewatch/domain';
import kafkajs, { type Admin } from 'kafkajs';
import type { KafkaSettings } from '../kafka-settings.ts';
import { kafkaClient } from './client.ts';
import { kafkajsConsumer } from './consumer.ts';
import { failed } from './failed.ts';
import { kafkajsProducer } from './producer.ts';

/** Throws BusFailed where no broker answers. */
export async function kafkajsBus(settings: KafkaSettings): Promise<Bus> {
  const kafka = kafkaClient(settings);
  const admin = kafka.admin();
  const open = new Set<AsyncDisposable>();
  const most = new Map<string, Promise<number>>();
  const tell = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      throw failed(settings, error);
    }
  };
  await tell(() => admin.connect());
  const partitions = async (topic: string): Promise<number | null> => {
    const known = await tell(() => admin.listTopics());
    if (!known.includes(topic)) return null;
    const { topics } = await tell(() => admin.fetchTopicMetadata({ topics: [topic] }));
    return topics[0]?.partitions.length ?? null;
  };
  const mostBytes = (topic: string): Promise<number> => {
    let asked = most.get(topic);
    if (asked === undefined) most.set(topic, (asked = tell(() => maxMessageBytes(admin, topic))));
    asked.catch(() => most.delete(topic));
    return asked;
  };
  const kept = <T extends AsyncDisposable>(one: T): T => {
    open.add(one);
    return one;
  };
  return {
    async ensureTopics(plans) {
      const made: string[] = [];
      for (const plan of plans) {
        const is = await partitions(plan.name);
        if (is !== null && is !== plan.partitions) throw new PartitionMismatch(plan.name, is, plan.partitions);
        if (is !== null) continue;
        const configEntries = [
          { name: 'min.insync.replicas', value: String(plan.minInSync) },
          { name: 'retention.ms', value: String(plan.retentionMs) },
          { name: 'max.message.bytes', value: String(plan.maxRecordBytes) },
        ];
        const topic = { topic: plan.name, numPartitions: plan.partitions, replicationFactor: plan.replicas, configEntries };
        if (await tell(() => admin.createTopics({ topics: [topic], waitForLeaders: false }))) made.push(plan.name);
        await tell(() => led(admin, plan.name, plan.partitions));
      }
      return made;
    },
    partitions,
    async ends(topic) {
      const offsets = await tell(() => admin.fetchTopicOffsets(topic));
      return [...offsets].sort((a, b) => a.partition - b.partition).map(({ high }) => Number(high));
    },
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

/** A new topic is known here and there before it is everywhere; kafkajs' own wait gives up at the first broker that does not know it. */
async function led(admin: Admin, topic: string, partitions: number): Promise<void> {
  const until = Date.now() + leaderWithinMs;
  for (;;) {
    const metadata = await admin.fetchTopicMetadata({ topics: [topic] }).catch((error: unknown) => {
      if (Date.now() > until) throw error;
      return { topics: [] };
    });
    if (metadata.topics[0]?.partitions.filter(({ leader }) => leader >= 0).length === partitions) return;
    if (Date.now() > until)
      throw new BusFailed(
        `topic ${topic} has no leader for every partition after ${leaderWithinMs / 1000} s: look at the brokers`,
      );
    await wait(100);
  }
}

const leaderWithinMs = 60_000;

/** Bytes of a batch that the topic takes; the value of one record must leave room for key, headers and frame. */
async function maxMessageBytes(admin: Admin, topic: string): Promise<number> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: topicResource, name: topic, configNames: ['max.message.bytes'] }],
  });
  return Number(resources[0]?.configEntries[0]?.configValue ?? 1_048_588) - frameBytes;
}

const frameBytes = 16 * 1024;
const topicResource = kafkajs.ConfigResourceTypes.TOPIC;
