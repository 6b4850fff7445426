/**
 * A worker holds one partition: it applies log records to subjects in memory, and commits changed subjects, position and
 * outbox in one fenced step. Between commits nothing costs a round trip; cold keys cost one read a batch.
 */

import {
  type Alert,
  type CountingDetector,
  hourMs,
  type IdentityEvent,
  isOfAnyTime,
  keepStringsFast,
  type LogRecord,
  type Partition,
  type StoredSubject,
} from '@gatewatch/domain';
import { clipped } from './clipping.ts';
import {
  type Clock,
  changedFacts,
  decodeClock,
  encodeClock,
  factAt,
  furthestOf,
  horizonOf,
  idle,
  isFresh,
  lastTold,
  learnedUntil,
  learnFact,
  newClock,
  progressOf,
  sawRow,
  tick,
} from './clock.ts';
import { decodeSubject, encodeSubject } from './codec.ts';
import { asRow } from './copies.ts';
import { createHotSubjects } from './hot-subjects.ts';
import { fireTimers, insertRow } from './inserting.ts';
import type { Judging } from './judging.ts';
import { createLane, isLaneKey, type Lane, laneKeyOf } from './lane.ts';
import { actorKeyOf, targetKeyOf } from './order.ts';
import { Pending, type PendingSubject, type Standing } from './pending.ts';
import { type EngineSettings, judgingOf } from './settings.ts';
import { dueOf, type Moment, newSubject, type Subject, subjectKey } from './subject.ts';
import { pronounce } from './verdict.ts';

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

interface News {
  readonly alert: Alert;
  /** Place in the log of what decided; where that is a tick, when which subject's timer was due. */
  readonly order: number;
  readonly due: number;
  readonly key: string;
}

function inOrder(a: News, b: News): number {
  return a.order - b.order || a.due - b.due || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

const defaultHot = 20_000;
/** Where hot subjects take too much memory, so much of it stays theirs. */
const keptShare = 0.5;
/** What a subject and each of its rows take in memory, about: measured with heap snapshots of simulated people. */
const subjectBytes = 5000;
const rowBytes = 700;
/** So far ahead of the progress subjects with timers are loaded: the ledger is not asked at every tick. */
const dueAheadMs = hourMs;
/** So many subjects that wait are read from the ledger at once, where memory allows. */
const mostAtOnce = 500;
/** What an event that waits takes in memory, about. */
const eventBytes = 800;
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
  const silences = new Map<string, Map<string, number>>();
  const silence = (detector: string, reason: string) => {
    let reasons = silences.get(detector);
    if (reasons === undefined) silences.set(detector, (reasons = new Map()));
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  };
  const clock: Clock = partition.meta === null ? newClock(settings.epoch) : decodeClock(partition.meta, partition.facts);
  let judging: Judging = judgingOf(settings, clock.epoch, silence);
  const hot = createHotSubjects();
  const mostBytes = settings.hotBytes ?? Number.POSITIVE_INFINITY;
  let rowsHeld = 0;
  const together = settings.judgeTogether ?? 0;
  const ahead = together > 0 && partition.ahead !== undefined ? partition.ahead : null;
  const atOnce = Math.max(1, Math.min(mostAtOnce, Math.floor(mostBytes / coldBytes)));
  const pending = new Pending((tenant, key) => hot.get(tenant, key) === undefined);
  const bytesHeld = () => hot.size * subjectBytes + rowsHeld * rowBytes;
  /** What waits takes, with what its subjects will where they are not let go of meanwhile. */
  const bytesWaiting = () => pending.events * eventBytes + (ahead === null ? bytesHeld() + pending.cold * coldBytes : 0);
  /** Earliest timers of hot subjects. */
  const due = new Map<Subject, number>();
  /** Every subject with a timer up to then is hot. */
  let dueLoaded = Number.NEGATIVE_INFINITY;
  const lanes = new Map<string, Lane>();
  const dirty = new Set<Subject>();
  /** Texts of subjects that were put into it when they were judged. */
  const texts = new Map<Subject, string>();
  const outbox: Alert[] = [];
  /** Revisions of what is being judged, with the place in the log of what decided: it goes one subject after another. */
  const news: News[] = [];
  const deciding = { order: 0, due: 0, key: '' };
  const unwritten: { readonly id: string; readonly key: string }[] = [];
  /** Alerts that a batch's verdicts name, as committed. */
  const named = new Map<string, Alert>();
  const sizes: number[] = [];
  const counted = { events: 0, repeat: 0, joined: 0, thinned: 0, late: 0, new: 0 };
  let position = from;
  let said = partition.said;
  let uncommitted = 0;

  const ours = (key: string | null, tenant: string): string | null => (key !== null && owns(key, tenant) ? key : null);
  /** By tenant, as of now. */
  const standings = new Map<string, { -readonly [K in keyof Standing]: Standing[K] }>();
  const moments = new Map<string, { -readonly [K in keyof Moment]: Moment[K] }>();
  const momentOf = (tenant: string, { at, progress, horizon }: Standing, cause: string): Moment => {
    let kept = moments.get(tenant);
    if (kept === undefined) {
      kept = {
        at,
        cause,
        horizon,
        progress,
        epoch: clock.epoch,
        fact: (name, time) => factAt(clock, tenant, name, time),
        learnUntil: learnedUntil(clock, tenant),
        publish: (alert) => news.push({ alert, ...deciding }),
      };
      moments.set(tenant, kept);
    }
    kept.at = at;
    kept.progress = progress;
    kept.horizon = horizon;
    kept.cause = cause;
    return kept;
  };

  /** `names`: the ledger's, of subjects that are not hot. */
  async function load(names: ReadonlySet<string>): Promise<void> {
    if (names.size === 0) return;
    for (const stored of await partition.load([...names])) {
      if (isLaneKey(stored.key)) continue;
      const subject = decodeSubject(stored.key, stored.state);
      hot.add(subject);
      rowsHeld += subject.rows.length;
      if (stored.due !== null) due.set(subject, stored.due);
    }
  }

  async function loadLanes(keys: ReadonlySet<string>): Promise<void> {
    const cold = [...keys].filter((key) => !lanes.has(key));
    if (cold.length === 0) return;
    const stored = new Map((await partition.load(cold)).map((one) => [one.key, one.state]));
    for (const key of cold) lanes.set(key, createLane(key, stored.get(key) ?? null));
  }

  /** Where nothing may wait, all that the records need is here before the first is applied: they may be tried again. */
  async function prepare(records: readonly LogRecord[]): Promise<void> {
    const cold = new Set<string>();
    const need = (tenant: string, key: string | null): void => {
      if (key !== null && hot.get(tenant, key) === undefined) cold.add(subjectKey(tenant, key));
    };
    const laneKeys = new Set<string>();
    let progress = Number.NEGATIVE_INFINITY;
    for (const record of records) {
      if (record.type === 'tick') progress = Math.max(progress, record.progress);
      if (record.type === 'source-idle') progress = Math.max(progress, furthestOf(clock, record.tenant));
      if (record.type !== 'event') continue;
      const { event } = record;
      for (let i = 0; i < settings.counting.length; i++) {
        const counting = settings.counting[i];
        const key = counting === undefined ? null : laneKeyOf(counting, event);
        if (key !== null) laneKeys.add(key);
      }
      if (together > 0) continue;
      need(event.tenant, ours(actorKeyOf(event), event.tenant));
      need(event.tenant, ours(targetKeyOf(event), event.tenant));
    }
    if (laneKeys.size > 0) await loadLanes(laneKeys);
    if (together > 0) return;
    await needDue(progress, need);
    for (const key of laneKeys) {
      const lane = lanes.get(key);
      for (const victim of lane?.victims() ?? []) need(lane?.tenant ?? '', victim);
    }
    await load(cold);
  }

  /** Alerts that verdicts name, as committed. */
  async function loadNamed(records: readonly LogRecord[]): Promise<void> {
    const verdicts: string[] = [];
    for (const record of records)
      if (record.type === 'event' && record.event.kind === 'verdict' && !named.has(record.event.alert))
        verdicts.push(record.event.alert);
    if (verdicts.length > 0) for (const alert of await partition.alerts(verdicts)) named.set(alert.id, alert);
  }

  /** Subjects with a timer up to then, and some ahead. */
  async function needDue(progress: number, need: (tenant: string, key: string) => void): Promise<void> {
    if (progress <= dueLoaded) return;
    const until = together > 0 ? progress : progress + dueAheadMs;
    for (const name of await partition.due(until)) {
      const at = name.indexOf('\n');
      need(name.slice(0, at), name.slice(at + 1));
    }
    dueLoaded = until;
  }

  function applyEvent(event: IdentityEvent, at: number): void {
    sawRow(clock, event.tenant, event.time);
    const now = standingOf(event.tenant, at);
    const actor = ours(actorKeyOf(event), event.tenant);
    const target = ours(targetKeyOf(event), event.tenant);
    if (actor !== null) pending.add(actor, event, now);
    if (target !== null) pending.add(target, event, now);
    if (settings.counting.length > 0 && event.kind !== 'signal') {
      const row = asRow(event);
      for (const counting of settings.counting) countIn(counting, row, at);
    }
  }

  function countIn(counting: CountingDetector, row: IdentityEvent, at: number): void {
    const key = laneKeyOf(counting, row);
    const lane = key === null ? undefined : lanes.get(key);
    if (lane === undefined) return;
    for (const signal of lane.count(counting, row, horizonOf(clock, row.tenant))) {
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
        moments.delete(record.tenant);
        break;
      case 'epoch':
        clock.epoch = record.epoch;
        judging = judgingOf(settings, record.epoch, silence);
        moments.clear();
        break;
      default:
        record satisfies never;
    }
  }

  function ticked(tenant: string, at: number): void {
    standings.delete(tenant);
    pending.tick(tenant, standingOf(tenant, at));
  }

  function standingOf(tenant: string, at: number): Standing {
    let standing = standings.get(tenant);
    if (standing === undefined) {
      standing = { at, progress: progressOf(clock, tenant), horizon: horizonOf(clock, tenant) };
      standings.set(tenant, standing);
    }
    standing.at = at;
    return standing;
  }

  /** `writing`: each subject is put into text while it is near. */
  async function judgePending(writing: boolean): Promise<void> {
    if (pending.events === 0 && pending.ticks.length === 0) return;
    const need = async (some: readonly Pick<PendingSubject, 'tenant' | 'key'>[]): Promise<void> => {
      const cold = new Set<string>();
      for (const { tenant, key } of some) if (hot.get(tenant, key) === undefined) cold.add(subjectKey(tenant, key));
      await load(cold);
    };
    for (let some = pending.some(atOnce); some.length > 0; some = pending.some(atOnce)) {
      if (together > 0) await need(some);
      for (const one of some) {
        pending.done(one);
        judgeOne(one, writing);
      }
      if (ahead !== null && bytesHeld() > mostBytes) await putAhead(ahead);
    }
    if (together > 0) {
      const asleep: { readonly tenant: string; readonly key: string }[] = [];
      let progress = Number.NEGATIVE_INFINITY;
      for (const one of pending.ticks) progress = Math.max(progress, one.progress);
      await needDue(progress, (tenant, key) => asleep.push({ tenant, key }));
      await need(asleep);
    }
    if (pending.ticks.length > 0) for (const subject of [...due.keys()]) fire(subject, -1, Number.POSITIVE_INFINITY);
    pending.clear();
    news.sort(inOrder);
    for (const { alert } of news) outbox.push(alert);
    news.length = 0;
    named.clear();
  }

  function judgeOne(one: PendingSubject, writing: boolean): void {
    const { tenant, key } = one;
    let subject = hot.get(tenant, key);
    if (subject === undefined) hot.add((subject = newSubject(tenant, key)));
    let before = -1;
    for (let place = one.first; place >= 0; place = pending.nextOf(place)) {
      const order = pending.orderOf(place);
      fire(subject, before, order);
      before = order;
      insert(subject, pending.eventOf(place), pending.standingOf(place), order);
    }
    fire(subject, before, Number.POSITIVE_INFINITY);
    if (writing && subject.dirty) texts.set(subject, encodeSubject(subject));
  }

  function insert(subject: Subject, event: IdentityEvent, standing: Standing, order: number): void {
    const row = event.kind === 'sign-in' ? subject.writer.signIn(event) : clipped(event);
    const moment = momentOf(row.tenant, standing, row.id);
    const had = subject.rows.length;
    deciding.order = order;
    const inserted = insertRow(subject, row, judging, moment);
    counted[inserted]++;
    if (row.kind === 'verdict' && inserted === 'new') pronounce(subject, standingAlert(row.alert), moment);
    settle(subject, had, standing.progress);
  }

  /** Its newest revision. */
  function standingAlert(id: string): Alert | undefined {
    return news.findLast(({ alert }) => alert.id === id)?.alert ?? outbox.findLast((alert) => alert.id === id) ?? named.get(id);
  }

  /** `had`: its rows before. */
  function settle(subject: Subject, had: number, progress: number): void {
    rowsHeld += subject.rows.length - had;
    if (!subject.dirty) return;
    dirty.add(subject);
    texts.delete(subject);
    const next = dueOf(subject, progress);
    if (next !== null) due.set(subject, next);
    else if (due.size > 0) due.delete(subject);
  }

  /** Its timers that became due with the ticks between two places of the log. */
  function fire(subject: Subject, after: number, before: number): void {
    let at = due.get(subject);
    if (at === undefined) return;
    for (let i = pending.ticksUntil(after); i < pending.ticks.length; i++) {
      const one = pending.ticks[i];
      if (one === undefined || one.order >= before) return;
      if (one.tenant !== subject.tenant || at > one.progress) continue;
      const had = subject.rows.length;
      Object.assign(deciding, { order: one.order, due: at, key: subject.key });
      fireTimers(subject, judging, momentOf(subject.tenant, one, `tick ${one.progress}`));
      settle(subject, had, one.progress);
      at = due.get(subject);
      if (at === undefined) return;
    }
  }

  function changedSubjects(): StoredSubject[] {
    const puts: StoredSubject[] = [];
    for (const subject of dirty) {
      const state = texts.get(subject) ?? encodeSubject(subject);
      sizes.push(state.length);
      puts.push({ key: subjectKey(subject.tenant, subject.key), state, due: due.get(subject) ?? null });
    }
    return puts;
  }

  /** They are in the ledger, or will be with the commit. */
  function written(): void {
    for (const subject of dirty) subject.dirty = false;
    dirty.clear();
    texts.clear();
    cool();
  }

  /** So many persons are not held until the commit, where the ledger takes them before it. */
  async function putAhead(put: NonNullable<Partition['ahead']>): Promise<void> {
    if (dirty.size === 0) return;
    await put(changedSubjects());
    written();
  }

  async function commit(): Promise<void> {
    await judgePending(true);
    const puts = changedSubjects();
    for (const lane of lanes.values()) if (lane.dirty) puts.push({ key: lane.key, state: lane.encode(), due: null });
    if (uncommitted === 0 && puts.length === 0) return;
    unwritten.push(...links());
    const facts = changedFacts(clock);
    said = await partition.commit({ position, meta: encodeClock(clock), facts, puts, deletes: [], outbox, links: unwritten });
    clock.changed.clear();
    outbox.length = 0;
    unwritten.length = 0;
    uncommitted = 0;
    written();
  }

  /** Lets go of the subjects that were loaded first, once more are in memory than may be. None of them is dirty. */
  function cool(): void {
    const most = settings.hotSubjects ?? defaultHot;
    const bytes = bytesHeld() > mostBytes ? mostBytes * keptShare : mostBytes;
    for (const subject of hot.coolest()) {
      if (hot.size <= most && bytesHeld() <= bytes) break;
      hot.remove(subject);
      rowsHeld -= subject.rows.length;
      if (due.delete(subject)) dueLoaded = Number.NEGATIVE_INFINITY;
    }
    for (const [key, lane] of lanes) {
      if (lanes.size <= most) break;
      if (!lane.dirty) lanes.delete(key);
    }
    if (sizes.length > 200_000) sizes.splice(0, sizes.length - 100_000);
  }

  return {
    async apply(records, next = position + records.length) {
      await prepare(records);
      await loadNamed(records);
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
      const sorted = [...sizes].sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      const silent = Object.fromEntries([...silences].map(([detector, reasons]) => [detector, Object.fromEntries(reasons)]));
      return {
        events: counted.events,
        repeats: counted.repeat,
        joined: counted.joined,
        thinned: counted.thinned,
        late: counted.late,
        silent,
        stateBytes: { p50: at(0.5), p99: at(0.99), max: sorted[sorted.length - 1] ?? 0 },
      };
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
