/** The detector, distributed: partitions of the log on Kafka to alerts on Kafka, state on Redis. */

import { openDetector } from '@gatewatch/detector';
import { BusFailed, PartitionMismatch } from '@gatewatch/domain';
import { forEver, LogLost } from '@gatewatch/engine';
import { redisLedger } from '@gatewatch/ledger';
import { UserMistake } from '@gatewatch/runtime';
import { identityRulesOf } from '../identity-rules.ts';
import { liveJudging } from '../live/live-judging.ts';
import { keepPlacesFresh } from './fresh-places.ts';
import type { ServiceParts } from './service-parts.ts';

export async function runDetector(parts: ServiceParts, signal: AbortSignal): Promise<void> {
  const { config, geo, servers, vitals, acceptLoss } = parts;
  const { bus, redis, kafka } = servers;
  const rules = identityRulesOf(config);
  const { settings } = liveJudging(config, rules, geo.version);
  try {
    // Brokers that are away are waited for; a topic that is missing or of another size is a person's to mend.
    await forEver(() => bus.partitions('-'), { component: 'kafka', vitals, signal });
    await using detector = await openDetector({
      bus,
      ledger: redisLedger(redis),
      topicPrefix: kafka.topicPrefix,
      partitions: kafka.partitions,
      settings,
      configured: { toSay: (told, at) => liveJudging(config, rules, geo.version).configured.toSay(told, at) },
      vitals,
      acceptLoss,
    });
    const stopped = keepPlacesFresh({ config, rules, geo, vitals, intake: null }, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    await Promise.race([stopped, detector.settled]);
  } catch (error) {
    const mistake = error instanceof LogLost || error instanceof PartitionMismatch || error instanceof BusFailed;
    throw mistake ? new UserMistake(`${error.message}.`, error) : error;
  }
}
