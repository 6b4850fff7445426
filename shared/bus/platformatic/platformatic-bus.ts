/** The bus over Apache Kafka by @platformatic/kafka: the only folder that knows it. */

import { type Bus, BusFailed } from '@gatewatch/domain';
import { Admin, ListOffsetTimestamps } from '@platformatic/kafka';
import { ensureTopics } from '../ensure-topics.ts';
import type { KafkaSettings } from '../kafka-settings.ts';
import { recordLimits } from '../record-limits.ts';
import { mostOf } from '../requests.ts';
import { clientOptions } from './client.ts';
import { platformaticConsumer } from './consumer.ts';
import { failed } from './failed.ts';
import { platformaticProducer } from './producer.ts';
import { platformaticTopics, settingsOf } from './topics.ts';

/** Throws BusFailed where no broker answers. */
export async function platformaticBus(settings: KafkaSettings): Promise<Bus> {
  const open = new Set<AsyncDisposable>();
  const tell = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      throw failed(settings, error);
    }
  };
  await tell(() => look(settings));
  const admin = new Admin(clientOptions(settings));
  const topics = platformaticTopics(admin);
  const partitions = async (topic: string): Promise<number | null> =>
    tell(async () => (await topics.find(topic, []))?.partitions ?? null);
  const mostBytes = recordLimits((topic) => tell(() => maxRecordBytes(admin, topic)));
  const kept = <T extends AsyncDisposable>(one: T): T => {
    open.add(one);
    return one;
  };
  const missing = (topic: string) => new BusFailed(`there is no topic ${topic}: run gatewatch setup topics`);
  const offsets = async (topic: string, timestamp: bigint): Promise<readonly number[]> => {
    const count = await partitions(topic);
    if (count === null) throw missing(topic);
    const asked = Array.from({ length: count }, (_, partitionIndex) => ({ partitionIndex, timestamp }));
    const [found] = await tell(() => admin.listOffsets({ topics: [{ name: topic, partitions: asked }] }));
    const each = [...(found?.partitions ?? [])].sort((a, b) => a.partitionIndex - b.partitionIndex);
    return each.map(({ offset }) => Number(offset));
  };
  return {
    ensureTopics: (plans) => tell(() => ensureTopics(topics, plans)),
    partitions,
    starts: (topic) => offsets(topic, ListOffsetTimestamps.EARLIEST),
    ends: (topic) => offsets(topic, ListOffsetTimestamps.LATEST),
    producer: async () => kept(platformaticProducer(settings, mostBytes)),
    async consume(subscription) {
      if ((await partitions(subscription.topic)) === null) throw missing(subscription.topic);
      return kept(await platformaticConsumer(settings, subscription));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map((one) => one[Symbol.asyncDispose]()));
      await admin.close();
    },
  };
}

async function look(settings: KafkaSettings): Promise<void> {
  const admin = new Admin(clientOptions(settings, 'once'));
  try {
    await admin.metadata({ topics: [] });
  } finally {
    await admin.close();
  }
}

async function maxRecordBytes(admin: Admin, topic: string): Promise<number> {
  return mostOf(await settingsOf(admin, topic, ['max.message.bytes']));
}
