/** Topics as they are planned: everything is looked at first, so that a plan that cannot be met changes nothing. */

import { BusFailed, PartitionMismatch, type TopicChange, type TopicPlan } from '@gatewatch/domain';

export interface FoundTopic {
  readonly partitions: number;
  /** Copies of its first partition. */
  readonly replicas: number;
  /** Settings by Kafka's names, those of the broker where the topic has none of its own. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What a client library can do to topics. */
export interface TopicAdmin {
  brokers(): Promise<number>;
  /** Null where there is no such topic. `names`: which settings are asked for. */
  find(topic: string, names: readonly string[]): Promise<FoundTopic | null>;
  /** Resolves when every partition has a leader. False: it was there already. */
  make(plan: TopicPlan, settings: Readonly<Record<string, string>>): Promise<boolean>;
  /** Changes these settings and leaves the others as they are. */
  set(topic: string, settings: Readonly<Record<string, string>>): Promise<void>;
}

const kafkaNames = {
  minInSync: 'min.insync.replicas',
  retentionMs: 'retention.ms',
  maxRecordBytes: 'max.message.bytes',
} as const;
type Setting = keyof typeof kafkaNames;
const settingNames: readonly Setting[] = ['minInSync', 'retentionMs', 'maxRecordBytes'];

export async function ensureTopics(admin: TopicAdmin, plans: readonly TopicPlan[]): Promise<readonly TopicChange[]> {
  const brokers = await admin.brokers();
  const found = new Map<TopicPlan, FoundTopic | null>();
  for (const plan of plans) {
    const is = await admin.find(plan.name, Object.values(kafkaNames));
    found.set(plan, is);
    const problem = problemOf(plan, is, brokers);
    if (problem !== null) throw problem;
  }
  const changes: TopicChange[] = [];
  for (const [plan, is] of found) changes.push(...(is === null ? await make(admin, plan) : await adapt(admin, plan, is)));
  return changes;
}

function problemOf(plan: TopicPlan, is: FoundTopic | null, brokers: number): Error | null {
  if (is !== null && is.partitions !== plan.partitions) return new PartitionMismatch(plan.name, is.partitions, plan.partitions);
  if (is !== null && is.replicas < plan.minInSync)
    return new BusFailed(
      `topic ${plan.name} has ${count(is.replicas, 'copy', 'copies')}, so ${plan.minInSync} can never be in sync: set kafka.minInSync lower, or give the topic more copies`,
    );
  if (is === null && brokers < plan.replicas)
    return new BusFailed(
      `topic ${plan.name} shall have ${plan.replicas} copies and the cluster has ${count(brokers, 'broker', 'brokers')}: set kafka.replicas and kafka.minInSync lower, or start more brokers`,
    );
  return null;
}

async function make(admin: TopicAdmin, plan: TopicPlan): Promise<readonly TopicChange[]> {
  const settings = Object.fromEntries(settingNames.map((name) => [kafkaNames[name], String(plan[name])]));
  return (await admin.make(plan, settings)) ? [{ topic: plan.name, setting: null, from: null, to: null }] : [];
}

async function adapt(admin: TopicAdmin, plan: TopicPlan, is: FoundTopic): Promise<readonly TopicChange[]> {
  const changes = settingNames.flatMap((setting): TopicChange[] => {
    const from = is.settings[kafkaNames[setting]];
    const to = plan[setting];
    return from === String(to) ? [] : [{ topic: plan.name, setting, from: from === undefined ? null : Number(from), to }];
  });
  const settings = Object.fromEntries(
    changes.flatMap(({ setting, to }) => (setting === null ? [] : [[kafkaNames[setting], String(to)]])),
  );
  if (changes.length > 0) await admin.set(plan.name, settings);
  return changes;
}

function count(many: number, one: string, more: string): string {
  return `${many} ${many === 1 ? one : more}`;
}
