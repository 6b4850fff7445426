/** Indices whose every document is older than what is kept are deleted whole: nothing else than our own names, by their own period. */

import { alertAlias, endOfIndex, eventAlias } from '@gatewatch/formats';
import { object } from './bulk-answer.ts';
import type { Cluster } from './cluster.ts';

export interface Retention {
  readonly namespace: string;
  /** Ms; null: for ever. */
  readonly events: number | null;
  readonly alerts: number | null;
}

/** Names of what was deleted. Throws what the cluster throws. */
export async function deleteExpired(cluster: Cluster, retention: Retention, now: number): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const [alias, keptMs] of [
    [eventAlias(retention.namespace), retention.events],
    [alertAlias(retention.namespace), retention.alerts],
  ] as const) {
    if (keptMs === null) continue;
    const existing = Object.keys(object(await cluster.ask('GET', `/${alias}-*?features=aliases`)));
    for (const index of expired(existing, alias, now - keptMs)) {
      await cluster.ask('DELETE', `/${index}`);
      gone.push(index);
    }
  }
  return gone;
}

export function expired(indices: readonly string[], alias: string, before: number): readonly string[] {
  return indices.filter((index) => (endOfIndex(alias, index) ?? Number.POSITIVE_INFINITY) <= before).sort();
}
