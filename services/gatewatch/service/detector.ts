/** The detector, distributed: partitions of the log on Kafka to alerts on Kafka, state on Redis. */

import { openDetector } from '@gatewatch/detector';
import { BusFailed, PartitionMismatch } from '@gatewatch/domain';
import { forEver, LogLost } from '@gatewatch/engine';
import { redisLedger } from '@gatewatch/ledger';
import { UserMistake } from '@gatewatch/runtime';
import { identityRulesOf } from '../identity-rules.ts';
import { type LiveJudging, liveJudging } from '../live/live-judging.ts';
import { keepPlacesFresh } from '../run/fresh-places.ts';
import type { ServiceParts } from './service-parts.ts';

export async function runDetector(parts: ServiceParts, signal: AbortSignal): Promise<void> {
  const { config, geo, servers, vitals, acceptLoss } = parts;
  const { bus, redis, kafka } = servers;
  const rules = identityRulesOf(config);
  let judging = liveJudging(config, rules, geo.version);
  const { settings } = judging;
  try {
    // Brokers that are away are waited for; a topic that is missing or of another size is a person's to mend.
    await forEver(() => bus.partitions('-'), { component: 'kafka', vitals, signal });
    await using detector = await openDetector({
      bus,
      ledger: redisLedger(redis),
      topicPrefix: kafka.topicPrefix,
      partitions: kafka.partitions,
      settings,
      configured: { toSay: (told, at) => judging.configured.toSay(told, at) },
      vitals,
      acceptLoss,
    });
    const changed = (newer: LiveJudging): void => {
      judging = newer;
    };
    const stopped = keepPlacesFresh({ config, rules, geo, vitals, changed }, signal);
    await Promise.race([stopped, detector.settled]);
  } catch (error) {
    const mistake = error instanceof LogLost || error instanceof PartitionMismatch || error instanceof BusFailed;
    throw mistake ? new UserMistake(`${error.message}.`, error) : error;
  }
}
