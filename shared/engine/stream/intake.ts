/**
 * The intake: bytes of a source become events with keys, facts and quarantine entries, and go into a sink that makes them durable.
 * The same for a log that many processes share and for a ledger in this one: only the sink differs.
 */

import {
  hourMs,
  type Intake,
  type Links,
  type LiveSource,
  type LogRecord,
  noVitals,
  type RawBody,
  type Stamp,
  type Taken,
  type Vitals,
} from '@gatewatch/domain';
import { createLinkedIdentities } from '../identity/linked-identities.ts';
import type { IdentityRules } from '../identity/normal-address.ts';
import { createSnapshotFacts } from '../snapshot-facts.ts';
import { type CrashHook, noCrash } from './crash-points.ts';
import { forEver } from './for-ever.ts';
import type { QuarantineEntry } from './quarantine-entry.ts';
import { type ReadEvent, type RecordReading, readBody } from './read-body.ts';

export interface LogItem {
  readonly record: LogRecord;
  /** The vendor's own text beside an event. */
  readonly raw: (() => string) | null;
}

export interface Sink extends AsyncDisposable {
  /** Resolves when all of it is durable; what is handed over again is the same events again. Throws where it is to be tried again. */
  append(items: readonly LogItem[], quarantined: readonly QuarantineEntry[]): Promise<void>;
}

export interface IntakePlan {
  readonly reading: RecordReading;
  readonly rules: IdentityRules;
  readonly links: Links;
  readonly sink: Sink;
  /** Names this process among all that write control records; the same after a restart where that is possible. */
  readonly writer: string;
  /** Facts on which the operator has spoken, as tenant + line feed + name: no snapshot says otherwise. */
  readonly fixed?: ReadonlySet<string>;
  readonly vitals?: Vitals;
  readonly now?: () => number;
  readonly crash?: CrashHook;
}

/** Events handed to the sink at once: a hand-over of any size takes the memory of so many. */
const mostAtOnce = 1000;

/** For a source that reads, checks and orders its records by itself. */
export interface OpenIntake extends Intake {
  /** Resolves when all of them are durable, as `take` does. */
  hand(
    source: LiveSource,
    events: readonly ReadEvent[],
    refused: readonly QuarantineEntry[],
    signal?: AbortSignal,
  ): Promise<void>;
}

export function createIntake(plan: IntakePlan): OpenIntake {
  const { reading, sink, writer, vitals = noVitals, now = Date.now, crash = noCrash } = plan;
  const identities = createLinkedIdentities(plan.rules, plan.links);
  const snapshots = createSnapshotFacts(plan.fixed ?? new Set(), false);
  const told = new Map<string, { readonly progress: number; readonly idle: boolean }>();
  let sequence = now() * 1000; // beyond every earlier start's, unless that wrote a thousand control records each millisecond
  let forgetAt = now() + hourMs;
  const stamp = (): Stamp => ({ writer, sequence: ++sequence });

  const append = (items: readonly LogItem[], quarantined: readonly QuarantineEntry[], signal?: AbortSignal): Promise<void> =>
    forEver(() => sink.append(items, quarantined), { component: 'log', vitals, signal });

  async function hand(
    source: LiveSource,
    read: readonly ReadEvent[],
    refused: readonly QuarantineEntry[],
    signal?: AbortSignal,
  ): Promise<void> {
    const events = await forEver(() => identities.resolve(read.map(({ event }) => event)), {
      component: 'links',
      vitals,
      signal,
    });
    await crash('after-links');
    const at = now();
    // Another process may have said otherwise meanwhile: once an hour everything is said again.
    if (at >= forgetAt) {
      snapshots.forget();
      forgetAt = at + hourMs;
    }
    const items: LogItem[] = [];
    events.forEach((event, i) => {
      if (event.kind === 'snapshot')
        for (const fact of snapshots.newIn(event, at)) items.push({ record: { ...fact, stamp: stamp() }, raw: null });
      items.push({ record: { type: 'event', at, event }, raw: read[i]?.raw ?? null });
    });
    await append(items, refused, signal).catch((error: unknown) => {
      snapshots.forget(); // nobody was told
      throw error;
    });
    vitals.count('gatewatch_events_sent_total', { tenant: source.tenant, source: source.name }, events.length);
    for (const { reason } of refused)
      vitals.count('gatewatch_records_quarantined_total', { tenant: source.tenant, source: source.name, reason });
  }

  return {
    hand,
    async take(source, bodies: readonly RawBody[], signal) {
      const taken: { -readonly [K in keyof Taken]: number } = { records: 0, events: 0, quarantined: 0 };
      let events: ReadEvent[] = [];
      let refused: QuarantineEntry[] = [];
      const flush = async (): Promise<void> => {
        if (events.length === 0 && refused.length === 0) return;
        await hand(source, events, refused, signal);
        events = [];
        refused = [];
      };
      for (const body of bodies) {
        signal?.throwIfAborted();
        const read = await readBody(source, body, reading);
        vitals.count('gatewatch_records_received_total', { tenant: source.tenant, source: source.name }, read.records);
        taken.records += read.records;
        taken.events += read.events.length;
        taken.quarantined += read.refused.length;
        events.push(...read.events);
        refused.push(...read.refused);
        if (events.length + refused.length >= mostAtOnce) await flush();
      }
      await flush();
      await crash('after-hand-over');
      return taken;
    },
    async progress(source, progress, signal) {
      const last = told.get(source.name);
      if (last !== undefined && !last.idle && last.progress >= progress) return;
      const tick: LogRecord = { type: 'tick', at: now(), tenant: source.tenant, source: source.name, progress };
      await append([{ record: tick, raw: null }], [], signal);
      told.set(source.name, { progress, idle: false });
      const labels = { tenant: source.tenant, source: source.name };
      vitals.set('gatewatch_source_progress_seconds', labels, progress / 1000);
    },
    async idle(source, signal) {
      const last = told.get(source.name);
      if (last?.idle === true) return;
      const record: LogRecord = { type: 'source-idle', at: now(), tenant: source.tenant, source: source.name };
      await append([{ record, raw: null }], [], signal);
      told.set(source.name, { progress: last?.progress ?? Number.NEGATIVE_INFINITY, idle: true });
    },
    async control(records, signal) {
      const items = records.map((record): LogItem => {
        const once = record.type === 'fact' || record.type === 'epoch' ? { stamp: stamp(), ...record } : record;
        return { record: once, raw: null };
      });
      await append(items, [], signal);
    },
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  };
}
