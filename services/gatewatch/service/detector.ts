/** The detector, distributed: partitions of the log on Kafka to alerts on Kafka, state on Redis. */

import { partitionOf, topicNames } from '@gatewatch/bus';
import { PartitionMismatch } from '@gatewatch/domain';
import { detect, forEver } from '@gatewatch/engine';
import { redisLedger } from '@gatewatch/ledger';
import { UserMistake } from '@gatewatch/runtime';
import { identityRulesOf } from '../identity-rules.ts';
import { liveJudging } from '../live/live-judging.ts';
import type { ServiceParts } from './service-parts.ts';

export async function runDetector({ config, geo, servers, vitals }: ServiceParts, signal: AbortSignal): Promise<void> {
  const { bus, redis, kafka } = servers;
  const names = topicNames(kafka.topicPrefix);
  const topic = names.lane('person');
  const partitions = await forEver(() => bus.partitions(topic), { component: 'kafka', vitals, signal });
  if (partitions === null) throw new UserMistake(`Kafka has no topic ${topic}: make it with \`gatewatch setup topics\`.`);
  if (partitions !== kafka.partitions)
    throw new UserMistake(`${new PartitionMismatch(topic, partitions, kafka.partitions).message}.`);
  const { settings, configured } = liveJudging(config, identityRulesOf(config), geo.version);
  await using stage = await detect({
    bus,
    ledger: redisLedger(redis),
    group: `${kafka.topicPrefix}-detector`,
    lane: { name: 'person', topic },
    alertsTopic: names.alerts,
    quarantineTopic: names.quarantine,
    signalsTopic: null,
    partitionOf,
    settings,
    configured,
    vitals,
  });
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await Promise.race([ended, stage.stopped]);
}
