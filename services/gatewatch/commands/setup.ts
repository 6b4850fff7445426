/** `gatewatch setup topics`: the topics of the distributed setting, made where they are missing and set where they differ. */

import { kafkaBus, kafkaSettingsOf, topicPlans } from '@gatewatch/bus';
import { dayMs, hourMs, minuteMs, type TopicChange, type TopicPlan } from '@gatewatch/domain';
import { loadConfig, UserMistake } from '@gatewatch/runtime';
import { say } from '../terminal.ts';

export async function setupTopicsCommand(options: { readonly config: string }): Promise<void> {
  const { kafka } = await loadConfig(options.config);
  if (kafka === undefined)
    throw new UserMistake(`${options.config} names no Kafka: write kafka: { brokers: ["host:port"] } (docs/configuration.md).`);
  const plans = topicPlans(kafka);
  await using bus = await kafkaBus(kafkaSettingsOf(kafka));
  const changes = await bus.ensureTopics(plans);
  for (const plan of plans)
    say(
      `${plan.name}: ${lineOf(
        plan,
        changes.filter(({ topic }) => topic === plan.name),
      )}`,
    );
}

function lineOf(plan: TopicPlan, changes: readonly TopicChange[]): string {
  if (changes.length === 0) return 'as it should be';
  const { partitions, replicas, minInSync, retentionMs, maxRecordBytes } = plan;
  if (changes.some(({ setting }) => setting === null))
    return `made, ${partitions} partitions, copies ${replicas} (in sync ${minInSync}), kept for ${period(retentionMs)}, records up to ${size(maxRecordBytes)}`;
  return changes.map(changed).join(', ');
}

function changed({ setting, from, to }: TopicChange): string {
  const [what, words] =
    setting === 'retentionMs'
      ? (['kept for', period] as const)
      : setting === 'maxRecordBytes'
        ? (['records up to', size] as const)
        : (['copies in sync', String] as const);
  return `${what} ${to === null ? '' : words(to)}, not ${from === null ? 'what the broker says' : words(from)}`;
}

function period(ms: number): string {
  for (const [unit, letter] of [
    [dayMs, 'd'],
    [hourMs, 'h'],
    [minuteMs, 'm'],
  ] as const)
    if (ms > 0 && ms % unit === 0) return `${ms / unit}${letter}`;
  return `${ms} ms`;
}

function size(bytes: number): string {
  return bytes % 1_048_576 === 0 ? `${bytes / 1_048_576} MiB` : `${bytes} bytes`;
}
