/** The indexer, distributed: events and alerts from Kafka into Elasticsearch, how far they are written on Redis. Several share the work. */

import { BusFailed } from '@gatewatch/domain';
import { forEver, LogLost } from '@gatewatch/engine';
import { readTopics } from '@gatewatch/indexer';
import { redisBookmarks } from '@gatewatch/ledger';
import { UserMistake } from '@gatewatch/runtime';
import { bulkLimitsOf, filingOf } from '../index/elasticsearch-settings.ts';
import { keepRetention } from '../index/keep-retention.ts';
import { openIndex } from '../index/open-index.ts';
import type { ServiceParts } from './service-parts.ts';

export async function runIndexer(parts: ServiceParts, signal: AbortSignal): Promise<void> {
  const { config, configFile, servers, vitals, acceptLoss } = parts;
  const { bus, redis, kafka } = servers;
  const { elasticsearch } = config;
  if (elasticsearch === undefined)
    throw new UserMistake(
      `${configFile} names no Elasticsearch: write elasticsearch: { nodes: ["https://host:9200"] } (docs/elasticsearch.md).`,
    );
  await using cluster = await openIndex(elasticsearch, vitals, signal);
  try {
    // Brokers that are away are waited for; a topic that is missing is a person's to make.
    await forEver(() => bus.partitions('-'), { component: 'kafka', vitals, signal });
    await using reader = await readTopics({
      bus,
      bookmarks: redisBookmarks(redis),
      bulk: (body, count, stop) => cluster.bulk(body, count, stop),
      topicPrefix: kafka.topicPrefix,
      filing: filingOf(elasticsearch),
      limits: bulkLimitsOf(elasticsearch),
      vitals,
      acceptLoss,
    });
    await Promise.race([keepRetention(cluster, elasticsearch, vitals, signal), reader.settled]);
  } catch (error) {
    const mistake = error instanceof LogLost || error instanceof BusFailed;
    throw mistake ? new UserMistake(`${error.message}.`, error) : error;
  }
}
