/** What an alert is to an analyst: still to be looked at, closed, closed and changed since, or taken back. */

import type { Alert, Ledger, OutboxRow } from '@gatewatch/domain';

export const statuses = ['open', 'changed', 'closed', 'withdrawn'] as const;
export type Status = (typeof statuses)[number];

/** `revisions` of one alert in order, one or more. */
export function statusOf(revisions: readonly Alert[]): Status {
  const newest = revisions[revisions.length - 1];
  if (newest === undefined || newest.state === 'withdrawn') return 'withdrawn';
  if (newest.disposition === null) return 'open';
  let said = revisions.length - 1;
  while (said > 0 && revisions[said - 1]?.disposition === newest.disposition) said--;
  return said < revisions.length - 1 ? 'changed' : 'closed'; // what was judged is not what stands now
}

const page = 1000;

/** Every revision of every alert, by id. */
export async function revisionsOf(ledger: Ledger): Promise<ReadonlyMap<string, readonly Alert[]>> {
  const all = new Map<string, Alert[]>();
  for (const { name } of await ledger.partitions()) {
    for (let after = 0; ; ) {
      const rows: readonly OutboxRow[] = await ledger.outbox(name, after, page);
      for (const { alert, sequence } of rows) {
        const known = all.get(alert.id) ?? [];
        known.push(alert);
        all.set(alert.id, known);
        after = sequence;
      }
      if (rows.length < page) break;
    }
  }
  for (const revisions of all.values()) revisions.sort((a, b) => a.revision - b.revision);
  return all;
}
