/** `gatewatch deliveries list|show|retry|replay`: what is owed to destinations, and trying it again. */

import { type Deliveries, type Delivery, type DeliveryState, label } from '@gatewatch/domain';
import { sqliteDeliveries } from '@gatewatch/ledger';
import { UserMistake } from '@gatewatch/runtime';
import { say } from '../terminal.ts';
import { refuseNoDatabase } from '../triage/kept.ts';
import { instant } from '../triage/lines.ts';
import { dateOf } from './dates.ts';

const states: readonly DeliveryState[] = ['pending', 'held', 'delivered', 'spared', 'dead'];
const everything = 1_000_000;

export interface DeliveriesOptions {
  readonly db: string;
  readonly destination?: string;
  readonly state?: string;
  readonly format?: string;
}

export async function listDeliveriesCommand(options: DeliveriesOptions): Promise<void> {
  const format = options.format ?? 'table';
  if (format !== 'table' && format !== 'ndjson') throw new UserMistake(`--format ${format} is not known: write table or ndjson.`);
  await using deliveries = openDeliveries(options.db);
  const rows = await deliveries.list({ ...asked(options), limit: everything });
  for (const row of rows) say(format === 'ndjson' ? JSON.stringify(plain(row)) : lineOf(row));
  if (rows.length === 0 && format === 'table') say('Nothing is owed, delivered or dead.');
}

export async function showDeliveryCommand(alert: string, options: DeliveriesOptions): Promise<void> {
  await using deliveries = openDeliveries(options.db);
  const rows = (await deliveries.list({ ...asked(options), limit: everything })).filter(({ parcel }) =>
    parcel.id.startsWith(alert),
  );
  if (rows.length === 0)
    throw new UserMistake(`Nothing is known of alert ${label(alert, 60)}: \`gatewatch deliveries list\` shows what is.`);
  for (const row of rows) {
    say(lineOf(row));
    say(`  owed since ${instant(row.since)}, attempts ${row.attempts}, due ${instant(row.dueAt)}`);
    if (row.told !== null)
      say(`  the other side knows revision ${row.told.revision} (${row.told.severity}) since ${instant(row.told.at)}`);
    if (row.lastError !== null) say(`  last error ${label(row.lastError.code, 60)}: ${label(row.lastError.why, 400)}`);
  }
}

/** Dead ones of a destination, or one of them, become due at once. */
export async function retryCommand(alert: string | undefined, options: DeliveriesOptions): Promise<void> {
  await again(options, ({ state, parcel }) => state === 'dead' && (alert === undefined || parcel.id.startsWith(alert)));
}

/** What was delivered since a time is owed again, such as to a destination that lost its data. */
export async function replayDeliveriesCommand(options: DeliveriesOptions & { readonly since: string }): Promise<void> {
  const since = dateOf('--since', options.since) ?? 0;
  await again(options, ({ state, told }) => state === 'delivered' && told !== null && told.at >= since, true);
}

async function again(options: DeliveriesOptions, which: (row: Delivery) => boolean, forget = false): Promise<void> {
  await using deliveries = openDeliveries(options.db);
  const now = Date.now();
  const rows = (await deliveries.list({ ...asked(options), limit: everything })).filter(which);
  await deliveries.accept(
    'again',
    0,
    rows.map((row) => ({ ...row, state: 'pending', attempts: 0, dueAt: now, since: now, told: forget ? null : row.told })),
  );
  say(`${rows.length} ${rows.length === 1 ? 'is' : 'are'} owed again: \`gatewatch deliver\`, or a running service, sends them.`);
}

function openDeliveries(db: string): Deliveries {
  refuseNoDatabase(db);
  return sqliteDeliveries(db);
}

function asked({ destination, state }: DeliveriesOptions): { readonly destination?: string; readonly state?: DeliveryState } {
  const known = states.find((one) => one === state);
  if (state !== undefined && known === undefined)
    throw new UserMistake(`--state ${label(state, 20)} is not known: there are ${states.join(', ')}.`);
  return { ...(destination === undefined ? {} : { destination }), ...(known === undefined ? {} : { state: known }) };
}

function lineOf({ destination, parcel, state, lastError }: Delivery): string {
  const title = parcel.alert?.title ?? `${parcel.summarised.length} alerts in one notice`;
  const why = lastError === null ? '' : `  ${label(lastError.code, 40)}: ${label(lastError.why, 120)}`;
  return `${destination.padEnd(16)} ${state.padEnd(9)} ${label(parcel.id, 60).padEnd(42)} r${String(parcel.revision).padEnd(4)} ${label(title, 60)}${why}`;
}

function plain({ destination, parcel, state, attempts, dueAt, since, lastError, told }: Delivery): object {
  const { id, revision, tenant, notice } = parcel;
  const iso = (time: number) => new Date(time).toISOString();
  return {
    destination,
    state,
    alert: id,
    revision,
    tenant,
    notice,
    attempts,
    dueAt: iso(dueAt),
    since: iso(since),
    lastError,
    told,
  };
}
