/** Revisions of alerts become rows of the outbox of deliveries, together with the position up to which they were read. */

import type { Alert, Deliveries, Delivery } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';
import { capped, summaryId } from './flood.ts';
import { owe } from './owing.ts';

export interface Published {
  /** Name of the log partition or of the ledger's outbox. */
  readonly partition: string;
  /** Position after these alerts. */
  readonly position: number;
  /** In the order of their revisions. */
  readonly alerts: readonly Alert[];
}

/** Resolves with what came to be owed: destination → when it is due, at the earliest. */
export async function accept(
  deliveries: Deliveries,
  rules: readonly Rule[],
  published: Published,
  now: number,
): Promise<ReadonlyMap<string, number>> {
  const newest = [...new Map(published.alerts.map((alert) => [alert.id, alert])).values()];
  const pairs = rules.flatMap((rule) => newest.map((alert) => ({ rule, alert })));
  const known = await deliveries.rows(pairs.map(({ rule, alert }) => ({ destination: rule.name, id: alert.id })));
  const owed = pairs.flatMap(({ rule, alert }, i) => {
    const row = owe(rule, alert, known[i] ?? null, now);
    return row === null ? [] : [{ rule, row }];
  });
  const rows: Delivery[] = [];
  const summaries = await summariesOf(deliveries, owed, now);
  for (const { rule, row } of owed) {
    const name = nameOf(rule, row, now);
    const one = capped(rule, row, summaries.get(name) ?? null, now);
    rows.push(one.row);
    if (one.summary !== null) summaries.set(name, one.summary);
  }
  const counted = [...summaries.values()].flatMap((summary) => summary ?? []);
  await deliveries.accept(published.partition, published.position, [...rows, ...counted]);
  const due = new Map<string, number>();
  for (const { destination, state, dueAt } of [...rows, ...counted])
    if (state === 'pending') due.set(destination, Math.min(dueAt, due.get(destination) ?? dueAt));
  return due;
}

async function summariesOf(
  deliveries: Deliveries,
  owed: readonly { readonly rule: Rule; readonly row: Delivery }[],
  now: number,
): Promise<Map<string, Delivery | null>> {
  const wanted = new Map<string, { destination: string; id: string }>();
  for (const { rule, row } of owed) {
    if (rule.cap === null || row.told !== null) continue;
    wanted.set(nameOf(rule, row, now), { destination: rule.name, id: summaryId(row.parcel.tenant, now, rule.cap.windowMs) });
  }
  const found = await deliveries.rows([...wanted.values()]);
  return new Map([...wanted.keys()].map((name, i) => [name, found[i] ?? null]));
}

function nameOf(rule: Rule, row: Delivery, now: number): string {
  return `${rule.name}\n${rule.cap === null ? '' : summaryId(row.parcel.tenant, now, rule.cap.windowMs)}`;
}
