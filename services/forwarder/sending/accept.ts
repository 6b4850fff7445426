/** Revisions of alerts become rows of the outbox of deliveries, together with the position up to which they were read. */

import type { Alert, Deliveries, Delivery } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';
import { flooded, summaryId } from './flood.ts';
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
  for (;;) {
    const { rows, over } = await owedBy(deliveries, rules, published.alerts, now);
    // A sender or another forwarder may have changed one meanwhile: what was told since decides anew.
    if (!(await deliveries.accept(published.partition, published.position, rows, over))) continue;
    const due = new Map<string, number>();
    for (const { destination, state, dueAt } of rows)
      if (state === 'pending') due.set(destination, Math.min(dueAt, due.get(destination) ?? dueAt));
    return due;
  }
}

interface Standing {
  readonly row: Delivery | null;
  readonly version: number;
}

async function owedBy(
  deliveries: Deliveries,
  rules: readonly Rule[],
  alerts: readonly Alert[],
  now: number,
): Promise<{ readonly rows: readonly Delivery[]; readonly over: readonly number[] }> {
  const newest = [...new Map(alerts.map((alert) => [alert.id, alert])).values()];
  const pairs = rules.flatMap((rule) => newest.map((alert) => ({ rule, alert })));
  const known = await standing(
    deliveries,
    pairs.map(({ rule, alert }) => ({ destination: rule.name, id: alert.id })),
  );
  const owed = pairs.flatMap(({ rule, alert }, i) => {
    const row = owe(rule, alert, known[i]?.row ?? null, now);
    return row === null ? [] : [{ rule, row, version: known[i]?.version ?? 0 }];
  });
  const wanted = new Map<string, { readonly destination: string; readonly id: string }>();
  for (const { rule, row } of owed) {
    if (rule.flood === null || row.told !== null) continue;
    const of = { destination: rule.name, id: summaryId(row.parcel.tenant, rule.flood, now) };
    wanted.set(nameOf(of), of);
  }
  const found = await standing(deliveries, [...wanted.values()]);
  const before = new Map([...wanted.keys()].map((name, i) => [name, found[i] ?? { row: null, version: 0 }]));
  const summaries = new Map<string, Delivery>();
  const rows: { readonly row: Delivery; readonly version: number }[] = [];
  for (const { rule, row, version } of owed) {
    const id = rule.flood === null ? '' : summaryId(row.parcel.tenant, rule.flood, now);
    const name = nameOf({ destination: rule.name, id });
    const one = flooded(rule, row, summaries.get(name) ?? before.get(name)?.row ?? null, now);
    rows.push({ row: one.row, version });
    if (one.summary !== null) summaries.set(name, one.summary);
  }
  // Summaries first: of many rows the first ones are written first, and none may be held that no summary names.
  const counted = [...summaries].map(([name, row]) => ({ row, version: before.get(name)?.version ?? 0 }));
  const all = [...counted, ...rows];
  return { rows: all.map(({ row }) => row), over: all.map(({ version }) => version) };
}

async function standing(
  deliveries: Deliveries,
  of: readonly { readonly destination: string; readonly id: string }[],
): Promise<readonly Standing[]> {
  return (await deliveries.rows(of)).map((known) => {
    if (known === null) return { row: null, version: 0 };
    const { version, ...row } = known;
    return { row, version };
  });
}

function nameOf({ destination, id }: { readonly destination: string; readonly id: string }): string {
  return `${destination}\n${id}`;
}
