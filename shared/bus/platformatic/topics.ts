/** Topics by the admin client of @platformatic/kafka. */

import { setTimeout as wait } from 'node:timers/promises';
import { BusFailed } from '@gatewatch/domain';
import { type Admin, ConfigResourceTypes, findErrorBy, IncrementalAlterConfigOperationTypes } from '@platformatic/kafka';
import type { TopicAdmin } from '../ensure-topics.ts';

export function platformaticTopics(admin: Admin): TopicAdmin {
  return {
    brokers: async () => (await admin.metadata({ topics: [], forceUpdate: true })).brokers.size,
    async find(topic, names) {
      if (!(await admin.listTopics()).includes(topic)) return null;
      const { topics } = await admin.metadata({ topics: [topic], forceUpdate: true });
      const partitions = topics.get(topic)?.partitions ?? [];
      return {
        partitions: partitions.length,
        replicas: partitions[0]?.replicas.length ?? 0,
        settings: await settingsOf(admin, topic, names),
      };
    },
    async make({ name, partitions, replicas }, settings) {
      const configs = Object.entries(settings).map(([key, value]) => ({ name: key, value }));
      let made = true;
      try {
        await admin.createTopics({ topics: [name], partitions, replicas, configs });
      } catch (error) {
        made = false;
        if (!(error instanceof Error) || findErrorBy(error, 'apiId', 'TOPIC_ALREADY_EXISTS') === null) throw error;
      }
      await led(admin, name, partitions);
      return made;
    },
    async set(topic, settings) {
      const configOperation = IncrementalAlterConfigOperationTypes.SET;
      const configs = Object.entries(settings).map(([name, value]) => ({ name, value, configOperation }));
      await admin.incrementalAlterConfigs({ resources: [{ resourceType: topicResource, resourceName: topic, configs }] });
    },
  };
}

export async function settingsOf(admin: Admin, topic: string, names: readonly string[]): Promise<Record<string, string>> {
  const resource = { resourceType: topicResource, resourceName: topic, configurationKeys: [...names] };
  const [found] = await admin.describeConfigs({ resources: [resource] });
  return Object.fromEntries((found?.configs ?? []).flatMap(({ name, value }) => (value == null ? [] : [[name, value]])));
}

/** A new topic is known here and there before it is everywhere. */
async function led(admin: Admin, topic: string, partitions: number): Promise<void> {
  const until = Date.now() + leaderWithinMs;
  for (;;) {
    const known = (await admin.listTopics()).includes(topic);
    const metadata = known ? await admin.metadata({ topics: [topic], forceUpdate: true }) : null;
    const leaders = metadata?.topics.get(topic)?.partitions.filter(({ leader }) => leader >= 0).length;
    if (leaders === partitions) return;
    if (Date.now() > until)
      throw new BusFailed(
        `topic ${topic} has no leader for every partition after ${leaderWithinMs / 1000} s: look at the brokers`,
      );
    await wait(100);
  }
}

const leaderWithinMs = 60_000;
const topicResource = ConfigResourceTypes.TOPIC;
