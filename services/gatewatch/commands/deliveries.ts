/** `gatewatch deliveries list|show|retry|replay`: what is owed to destinations, and trying it again. */

import { join } from 'node:path';
import { type Deliveries, type Delivery, type DeliveryState, label } from '@gatewatch/domain';
import { openRedis, redisDeliveries, sqliteDeliveries } from '@gatewatch/ledger';
import { loadConfig, UserMistake } from '@gatewatch/runtime';
import { databaseFile } from '../run/state-folder.ts';
import { hint, say } from '../terminal.ts';
import { refuseNoDatabase } from '../triage/kept.ts';
import { instant } from '../triage/lines.ts';
import { dateOf } from './dates.ts';

const states: readonly DeliveryState[] = ['pending', 'held', 'delivered', 'spared', 'dead'];
const everything = 1_000_000;
const page = 100;

export interface DeliveriesOptions {
  readonly db: string;
  readonly config?: string;
  readonly destination?: string;
  readonly state?: string;
  readonly format?: string;
}

export async function listDeliveriesCommand(options: DeliveriesOptions): Promise<void> {
  const format = options.format ?? 'table';
  if (format !== 'table' && format !== 'ndjson') throw new UserMistake(`--format ${format} is not known: write table or ndjson.`);
  await using deliveries = await openDeliveries(options);
  const rows = await deliveries.list({ ...asked(options), limit: everything });
  for (const row of rows) say(format === 'ndjson' ? JSON.stringify(plain(row)) : lineOf(row));
  if (rows.length === 0 && format === 'table') say('Nothing is owed, delivered or dead.');
}

export async function showDeliveryCommand(alert: string, options: DeliveriesOptions): Promise<void> {
  await using deliveries = await openDeliveries(options);
  for (const row of rowsOf(alert, await deliveries.list({ ...asked(options), limit: everything }))) {
    say(lineOf(row));
    say(`  owed since ${instant(row.since)}, attempts ${row.attempts}, due ${instant(row.dueAt)}`);
    if (row.told !== null)
      say(`  the other side knows revision ${row.told.revision} (${row.told.severity}) since ${instant(row.told.at)}`);
    if (row.lastError !== null) say(`  last error ${label(row.lastError.code, 60)}: ${label(row.lastError.why, 400)}`);
  }
}

/** Throws UserMistake where there are none. */
function rowsOf(alert: string, all: readonly Delivery[]): readonly Delivery[] {
  const rows = all.filter(({ parcel }) => parcel.id.startsWith(alert));
  if (rows.length > 0) return rows;
  throw new UserMistake(`Nothing is known of alert ${label(alert, 60)}: \`gatewatch deliveries list\` shows what is.`);
}

/** Dead ones of a destination, or one of them, become due at once. */
export async function retryCommand(alert: string | undefined, options: DeliveriesOptions): Promise<void> {
  await again(options, { which: ({ state }) => state === 'dead', ...(alert === undefined ? {} : { alert }) });
}

/** What was delivered since a time is owed again, such as to a destination that lost its data. */
export async function replayDeliveriesCommand(options: DeliveriesOptions & { readonly since: string }): Promise<void> {
  const since = dateOf('--since', options.since) ?? 0;
  await again(options, { which: ({ state, told }) => state === 'delivered' && told !== null && told.at >= since, forget: true });
}

interface Again {
  readonly which: (row: Delivery) => boolean;
  readonly alert?: string;
  /** True: as if the other side had never been told. */
  readonly forget?: boolean;
}

async function again(options: DeliveriesOptions, { which, alert, forget = false }: Again): Promise<void> {
  await using deliveries = await openDeliveries(options);
  const now = Date.now();
  const all = await deliveries.list({ ...asked(options), limit: everything });
  const pairs = (alert === undefined ? all : rowsOf(alert, all))
    .filter(which)
    .map(({ destination, parcel }) => ({ destination, id: parcel.id }));
  let owed = 0;
  for (let from = 0; from < pairs.length; ) {
    // Beside a running service: what changed since it was listed is read again.
    const known = (await deliveries.rows(pairs.slice(from, from + page))).filter((row) => row !== null && which(row));
    const rows = known.flatMap((one) => {
      if (one === null) return [];
      const { version: _, ...row } = one;
      const due: Delivery = { ...row, state: 'pending', attempts: 0, dueAt: now, since: now, told: forget ? null : row.told };
      return [due];
    });
    const versions = known.flatMap((row) => row?.version ?? []);
    if (!(await deliveries.accept('again', 0, rows, versions))) continue;
    owed += rows.length;
    from += page;
  }
  say(`${owed} ${owed === 1 ? 'is' : 'are'} owed again: \`gatewatch deliver\`, or a running service, sends them.`);
}

/** The rows of the database, or, with a configuration that names Redis, those that the services share. */
async function openDeliveries({ db, config: path }: DeliveriesOptions): Promise<Deliveries> {
  const config = path === undefined ? null : await loadConfig(path);
  if (config?.redis === undefined) {
    const database = config === null ? db : join(config.state.folder, databaseFile);
    refuseNoDatabase(database);
    return sqliteDeliveries(database);
  }
  const store = await openRedis(config.redis, { warn: hint, waits: hint });
  return { ...redisDeliveries(store), [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

function asked({ destination, state }: DeliveriesOptions): { readonly destination?: string; readonly state?: DeliveryState } {
  const known = states.find((one) => one === state);
  if (state !== undefined && known === undefined)
    throw new UserMistake(`--state ${label(state, 20)} is not known: there are ${states.join(', ')}.`);
  return { ...(destination === undefined ? {} : { destination }), ...(known === undefined ? {} : { state: known }) };
}

function lineOf({ destination, parcel, state, lastError }: Delivery): string {
  const { alert, event, summarised } = parcel;
  const title = alert?.title ?? (event === undefined ? `${summarised.length} alerts in one notice` : `event: ${event.kind}`);
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
