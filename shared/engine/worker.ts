/**
 * A worker holds one partition: it applies log records to subjects in memory, and commits changed subjects, position and
 * outbox in one fenced step. Between commits nothing costs a round trip; cold keys cost one read a batch.
 */

import {
  type Alert,
  hourMs,
  type IdentityEvent,
  isOfAnyTime,
  keepStringsFast,
  type LogRecord,
  type Partition,
} from '@gatewatch/domain';
import {
  type Clock,
  changedFacts,
  decodeClock,
  encodeClock,
  furthestOf,
  horizonOf,
  idle,
  isFresh,
  lastTold,
  learnFact,
  newClock,
  progressOf,
  sawRow,
  tick,
} from './clock.ts';
import { asRow } from './copies.ts';
import { HeldLanes } from './held-lanes.ts';
import { HeldSubjects, type Named } from './held-subjects.ts';
import type { Judging } from './judging.ts';
import { JudgingPending } from './judging-pending.ts';
import { actorKeyOf, targetKeyOf } from './order.ts';
import { Pending, type Standing } from './pending.ts';
import { type EngineSettings, judgingOf } from './settings.ts';
import { signInRow } from './sign-in-row.ts';
import { createSilences } from './silences.ts';

export interface WorkerStats {
  readonly events: number;
  readonly repeats: number;
  readonly joined: number;
  readonly thinned: number;
  readonly late: number;
  readonly silent: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Encoded bytes of subjects as they were last committed. */
  readonly stateBytes: { readonly p50: number; readonly p99: number; readonly max: number };
}

export interface Worker {
  /**
   * Applies records in order; commits by itself where a batch has a finding. `next`: the log's place behind them, where places may be
   * left out; default: one place a record.
   */
  apply(records: readonly LogRecord[], next?: number): Promise<void>;
  /** Judges what waits (`judgeTogether`). May be called again after it threw. */
  judge(): Promise<void>;
  /** Judges what waits, and commits. May be called again after it threw: what was not committed is still to be. */
  commit(): Promise<void>;
  /** Of what was judged. */
  stats(): WorkerStats;
  readonly position: number;
  /** Sequence of the last outbox row that is committed; 0: none yet. */
  readonly said: number;
  /** Revisions that wait for the next commit. */
  readonly waiting: number;
  /** What the log has told so far. */
  readonly told: Told;
}

export interface Told {
  readonly epoch: string;
  /** The last value, whenever it applies from. */
  fact(tenant: string, name: string): string | null;
  /** −∞ where nothing was told. */
  progress(tenant: string): number;
}

export interface WorkerInput {
  readonly partition: Partition;
  readonly settings: EngineSettings;
  /** Where reading begins, if not at the ledger's position. */
  readonly from?: number;
  /** Which subjects are this partition's; default all. */
  readonly owns?: (key: string, tenant: string) => boolean;
  /** Where signals go; default: applied here at once, in the place of the record that caused them. */
  readonly send?: (signal: IdentityEvent, at: number) => void;
  /** Links that were decided since the last commit: they move with it. */
  readonly links?: () => readonly { readonly id: string; readonly key: string }[];
}

/** What waits was to be judged as the worker was told before. A fact of another name applies behind every row that came so far. */
function changesJudging(record: LogRecord): boolean {
  return record.type === 'epoch' || (record.type === 'fact' && isOfAnyTime(record.name));
}

/** What waits of an event: of a sign-in its row, which is small beside it; each subject has one of its own. */
function rowOf(event: IdentityEvent): IdentityEvent {
  return event.kind === 'sign-in' ? signInRow(event) : event;
}

const defaultHot = 20_000;
/** So far ahead of the progress subjects with timers are read, where they are asked for at each tick. */
const dueAheadMs = hourMs;
/** So many subjects that wait are read from the ledger at once, where memory allows. */
const mostAtOnce = 500;
/** What an event that waits takes in memory, about. */
export const eventBytes = 800;
/** What its subject takes once it is read, where it is not in memory: with the rows of a person of simulated ones, about. */
const coldBytes = 12_000;

export async function createWorker({
  partition,
  settings,
  from = partition.position,
  owns = () => true,
  send,
  links = () => [],
}: WorkerInput): Promise<Worker> {
  keepStringsFast();
  const silences = createSilences();
  const clock: Clock = partition.meta === null ? newClock(settings.epoch) : decodeClock(partition.meta, partition.facts);
  let judging: Judging = judgingOf(settings, clock.epoch, silences.count);
  const most = settings.hotSubjects ?? defaultHot;
  const mostBytes = settings.hotBytes ?? Number.POSITIVE_INFINITY;
  const held = new HeldSubjects(partition, { most, mostBytes });
  const lanes = new HeldLanes(partition, settings.counting);
  const together = settings.judgeTogether ?? 0;
  const ahead = together > 0 && partition.ahead !== undefined ? partition.ahead : null;
  const atOnce = Math.max(1, Math.min(mostAtOnce, Math.floor(mostBytes / coldBytes)));
  const pending = new Pending((tenant, key) => !held.has(tenant, key));
  /** What waits takes, with what its subjects will where they are not let go of meanwhile. */
  const bytesWaiting = () => pending.events * eventBytes + (ahead === null ? held.bytes + pending.cold * coldBytes : 0);
  const outbox: Alert[] = [];
  const unwritten: { readonly id: string; readonly key: string }[] = [];
  /** Alerts that verdicts which wait name, as committed. */
  const named = new Map<string, Alert>();
  const counted = { events: 0, repeat: 0, joined: 0, thinned: 0, late: 0, new: 0 };
  const judge = new JudgingPending({
    ...{ pending, held, clock },
    count: (inserted) => void counted[inserted]++,
    standing: (id) => outbox.findLast((alert) => alert.id === id) ?? named.get(id),
  });
  let position = from;
  let said = partition.said;
  let uncommitted = 0;

  const ours = (key: string | null, tenant: string): string | null => (key !== null && owns(key, tenant) ? key : null);

  /** Where nothing may wait, all that the records need is here before the first is applied: they may be tried again. */
  async function prepare(records: readonly LogRecord[]): Promise<void> {
    const events: IdentityEvent[] = [];
    let progress = Number.NEGATIVE_INFINITY;
    for (const record of records) {
      if (record.type === 'event') events.push(record.event);
      if (record.type === 'tick') progress = Math.max(progress, record.progress);
      if (record.type === 'source-idle') progress = Math.max(progress, furthestOf(clock, record.tenant));
    }
    const victims = await lanes.read(events);
    const verdicts = events.flatMap((event) => (event.kind === 'verdict' ? event.alert : []));
    if (verdicts.length > 0) for (const alert of await partition.alerts(verdicts)) named.set(alert.id, alert);
    if (together > 0) return;
    const needed: Named[] = [...victims];
    const need = (key: string | null, tenant: string): void => {
      if (key !== null && !held.has(tenant, key)) needed.push({ tenant, key });
    };
    for (const event of events) {
      need(ours(actorKeyOf(event), event.tenant), event.tenant);
      need(ours(targetKeyOf(event), event.tenant), event.tenant);
    }
    await held.read([...needed, ...(await held.dueUntil(progress, dueAheadMs))]);
  }

  function applyEvent(event: IdentityEvent, at: number): void {
    sawRow(clock, event.tenant, event.time);
    const now = standingOf(event.tenant, at);
    const actor = ours(actorKeyOf(event), event.tenant);
    const target = ours(targetKeyOf(event), event.tenant);
    if (actor !== null) pending.add(actor, rowOf(event), now);
    if (target !== null) pending.add(target, rowOf(event), now);
    if (settings.counting.length === 0 || event.kind === 'signal') return;
    for (const signal of lanes.count(asRow(event), horizonOf(clock, event.tenant))) {
      if (send === undefined) applyEvent(signal, at);
      else send(signal, at);
    }
  }

  /** Puts a record where it is judged; what it tells of the log is told at once. */
  function applyOne(record: LogRecord): void {
    if ('stamp' in record && record.stamp !== undefined && !isFresh(clock, record.stamp)) return;
    switch (record.type) {
      case 'event':
        counted.events++;
        applyEvent(record.event, record.at);
        break;
      case 'tick':
        tick(clock, record.tenant, record.source, record.progress, settings.latenessMs);
        ticked(record.tenant, record.at);
        break;
      case 'source-idle':
        idle(clock, record.tenant, record.source, settings.latenessMs);
        ticked(record.tenant, record.at);
        break;
      case 'fact':
        learnFact(clock, record.tenant, record.name, record.value, record.time);
        judge.told();
        break;
      case 'epoch':
        clock.epoch = record.epoch;
        judging = judgingOf(settings, record.epoch, silences.count);
        judge.told();
        break;
      default:
        record satisfies never;
    }
  }

  function ticked(tenant: string, at: number): void {
    pending.tick(tenant, standingOf(tenant, at));
  }

  function standingOf(tenant: string, at: number): Standing {
    return { at, progress: progressOf(clock, tenant), horizon: horizonOf(clock, tenant) };
  }

  async function judgePending(writing: boolean): Promise<void> {
    if (pending.events === 0 && pending.ticks.length === 0) return;
    for (let some = pending.some(atOnce); some.length > 0; some = pending.some(atOnce)) {
      if (together > 0) await held.read(some);
      for (const one of some) {
        pending.done(one);
        judge.judge(one, judging, writing);
      }
      if (ahead !== null && held.bytes > mostBytes) await putAhead(ahead);
    }
    if (pending.ticks.length > 0) {
      if (together > 0) await held.read(await held.dueUntil(pending.furthest(), 0));
      for (const subject of held.timed()) judge.fire(subject, judging);
    }
    pending.clear();
    for (const alert of judge.said()) outbox.push(alert);
    named.clear();
  }

  /** So many persons are not held until the commit, where the ledger takes them before it. */
  async function putAhead(put: NonNullable<Partition['ahead']>): Promise<void> {
    const puts = held.changed();
    if (puts.length > 0) await put(puts);
    held.written();
  }

  async function commit(): Promise<void> {
    await judgePending(true);
    const puts = [...held.changed(), ...lanes.changed()];
    if (uncommitted === 0 && puts.length === 0) return;
    unwritten.push(...links());
    const facts = changedFacts(clock);
    said = await partition.commit({ position, meta: encodeClock(clock), facts, puts, deletes: [], outbox, links: unwritten });
    clock.changed.clear();
    outbox.length = 0;
    unwritten.length = 0;
    uncommitted = 0;
    held.written();
    lanes.written(most);
  }

  return {
    async apply(records, next = position + records.length) {
      await prepare(records);
      for (const record of records) {
        if (changesJudging(record)) await judgePending(false);
        applyOne(record);
      }
      uncommitted += next - position;
      position = next;
      if (together === 0) await judgePending(false);
      const every = settings.commitEvery ?? 0;
      if (every > 0 ? uncommitted >= every || bytesWaiting() > mostBytes : outbox.length > 0) await commit();
      else if (together > 0 && pending.events >= together) await judgePending(false);
    },
    judge: () => judgePending(false),
    commit,
    stats() {
      const { repeat, new: _new, ...counts } = counted;
      return { ...counts, repeats: repeat, silent: silences.counted(), stateBytes: held.sizes() };
    },
    get position() {
      return position;
    },
    get said() {
      return said;
    },
    get waiting() {
      return outbox.length;
    },
    told: {
      get epoch() {
        return clock.epoch;
      },
      fact: (tenant, name) => lastTold(clock, tenant, name),
      progress: (tenant) => progressOf(clock, tenant),
    },
  };
}
