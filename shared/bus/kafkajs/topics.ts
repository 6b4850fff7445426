/** Topics by kafkajs' admin client. */

import { setTimeout as wait } from 'node:timers/promises';
import { BusFailed } from '@gatewatch/domain';
import kafkajs, { type Admin } from 'kafkajs';
import type { TopicAdmin } from '../ensure-topics.ts';

export function kafkajsTopics(admin: Admin): TopicAdmin {
  return {
    brokers: async () => (await admin.describeCluster()).brokers.length,
    async find(topic, names) {
      if (!(await admin.listTopics()).includes(topic)) return null;
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      const partitions = topics[0]?.partitions ?? [];
      return {
        partitions: partitions.length,
        replicas: partitions[0]?.replicas.length ?? 0,
        settings: await settingsOf(admin, topic, names),
      };
    },
    async make({ name, partitions, replicas }, settings) {
      const topic = { topic: name, numPartitions: partitions, replicationFactor: replicas, configEntries: entriesOf(settings) };
      const made = await admin.createTopics({ topics: [topic], waitForLeaders: false });
      await led(admin, name, partitions);
      return made;
    },
    async set(topic, settings) {
      // AlterConfigs puts the topic's whole list in place: what the operator set besides is named again.
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: topicResource, name: topic }],
      });
      const own = (resources[0]?.configEntries ?? []).filter(({ configSource }) => configSource === topicSource);
      const kept = Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue]));
      const configEntries = entriesOf({ ...kept, ...settings });
      await admin.alterConfigs({ validateOnly: false, resources: [{ type: topicResource, name: topic, configEntries }] });
    },
  };
}

function entriesOf(settings: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(settings).map(([name, value]) => ({ name, value }));
}

export async function settingsOf(admin: Admin, topic: string, names: readonly string[]): Promise<Record<string, string>> {
  const resource = { type: topicResource, name: topic, configNames: [...names] };
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [resource] });
  return Object.fromEntries((resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]));
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

/** A broker that just became the leader of a partition says for a moment that it is not; kafkajs does not ask again. */
export async function onceLed<T>(ask: () => Promise<T>): Promise<T> {
  const until = Date.now() + leaderWithinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const type = error instanceof Error && 'type' in error ? error.type : null;
      if (type !== 'NOT_LEADER_FOR_PARTITION' || Date.now() > until) throw error;
      await wait(100);
    }
  }
}

const leaderWithinMs = 60_000;
const topicResource = kafkajs.ConfigResourceTypes.TOPIC;
/** DescribeConfigs' source of what was set on the topic itself. */
const topicSource = kafkajs.ConfigSource.TOPIC_CONFIG;
