/** Section `elasticsearch` of a configuration in the words of the indexer. */

import type { TemplateOptions } from '@gatewatch/formats';
import type { BulkLimits, ClusterSettings, Filing, Retention } from '@gatewatch/indexer';
import type { Config } from '@gatewatch/runtime';

export type ElasticsearchSection = NonNullable<Config['elasticsearch']>;

const megabyte = 1_000_000;

export function clusterSettingsOf({ nodes, apiKey, username, password, ca, patience }: ElasticsearchSection): ClusterSettings {
  return { nodes, apiKey, username, password, ca, requestMs: patience };
}

export function templateOptionsOf({ namespace, shards, replicas, refresh }: ElasticsearchSection): TemplateOptions {
  return { namespace, shards, replicas, refreshMs: refresh };
}

export function filingOf({ namespace, period }: ElasticsearchSection): Filing {
  return { namespace, period };
}

export function bulkLimitsOf({ bulk }: ElasticsearchSection): BulkLimits {
  const { megabytes, documents, within, concurrency, heldMegabytes } = bulk;
  return { bytes: megabytes * megabyte, documents, withinMs: within, concurrency, heldBytes: heldMegabytes * megabyte };
}

export function retentionOf({ namespace, retention }: ElasticsearchSection): Retention {
  return { namespace, events: retention.events ?? null, alerts: retention.alerts ?? null };
}
