/** Old indices deleted once an hour, where the configuration says for how long they are kept. */

import { hourMs, type Vitals } from '@gatewatch/domain';
import { forEver } from '@gatewatch/engine';
import { type Cluster, deleteExpired } from '@gatewatch/indexer';
import { pausing } from '../run/pausing.ts';
import { type ElasticsearchSection, retentionOf } from './elasticsearch-settings.ts';

/** Ends with the signal. */
export async function keepRetention(
  cluster: Cluster,
  section: ElasticsearchSection,
  vitals: Vitals,
  signal: AbortSignal,
): Promise<void> {
  const retention = retentionOf(section);
  for (;;) {
    await forEver(() => deleteExpired(cluster, retention, Date.now()), { component: 'retention of the index', vitals, signal });
    await pausing(hourMs, signal);
  }
}
