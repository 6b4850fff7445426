/**
 * The reference: naive, slow, obviously right. Sorts everything, joins copies, judges every row against everything before it;
 * no horizon, no bounds, no batches, no storage. Every law is an equality with it.
 */

import {
  type Alert,
  type CountingDetector,
  type Detector,
  dayMs,
  hash64,
  type IdentityEvent,
  newestOf,
  type Options,
  type Past,
  type PastFinding,
  withOwnOptions,
} from '@gatewatch/domain';
import { emptyBucket, insertCount, signalsOf } from './bucket.ts';
import { type AlertContent, type Case, caseKey, contentOf, fold, type Standing } from './case.ts';
import { asRow, joinCopies } from './copies.ts';
import { compareRows, keysOf } from './order.ts';
import { emptyProfile, mergeRow } from './profile.ts';
import { isRoutine, routineSlot } from './routine.ts';
import { subjectKey } from './subject.ts';
import { timerRow } from './timer.ts';

export interface ReferenceSettings {
  readonly detectors: readonly { readonly detector: Detector; readonly options: Options }[];
  readonly counting?: readonly CountingDetector[];
  /** In order of effect; without a tenant: every tenant's. */
  readonly facts?: readonly {
    readonly tenant?: string;
    readonly name: string;
    readonly value: string | null;
    readonly time: number;
  }[];
  /** Timers beyond it never fire; default: the newest event's time. */
  readonly end?: number;
  readonly judgeFrom?: number | null;
  readonly epoch?: string;
}

/** An alert as it stands at the end, without what arrival decides. */
export type Outcome = AlertContent & Pick<Alert, 'disposition'>;

/** Verdicts among the events stand at their own time, which lies behind the rows that were judged when they were given. */
export function reference(events: readonly IdentityEvent[], settings: ReferenceSettings): readonly Outcome[] {
  const end = settings.end ?? Math.max(...events.map((event) => event.time), 0);
  const joined = joinAll(events);
  const all = [...joined, ...signals(joined, settings.counting ?? [])];
  const subjects = new Map(all.flatMap((event) => keysOf(event).map((key) => [subjectKey(event.tenant, key), { event, key }])));
  return [...subjects.values()]
    .flatMap(({ event: { tenant }, key }) => {
      const rows = all.filter((event) => event.tenant === tenant && keysOf(event).includes(key));
      return judgeSubject(key, thinned(rows), end, settings);
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function joinAll(events: readonly IdentityEvent[]): readonly IdentityEvent[] {
  const byId = new Map<string, IdentityEvent>();
  for (const event of events) {
    const row = asRow(event);
    const old = byId.get(row.id);
    byId.set(row.id, old === undefined ? row : joinCopies(old, row));
  }
  return [...byId.values()].sort(compareRows);
}

function thinned(rows: readonly IdentityEvent[]): readonly IdentityEvent[] {
  const slots = new Set<string>();
  return rows.filter((row) => {
    if (!isRoutine(row)) return true;
    const slot = routineSlot(row);
    if (slots.has(slot)) return false;
    slots.add(slot);
    return true;
  });
}

function signals(rows: readonly IdentityEvent[], counting: readonly CountingDetector[]): readonly IdentityEvent[] {
  return counting.flatMap((detector) => {
    const buckets = new Map<string, { key: string; start: number; rows: IdentityEvent[] }>();
    for (const row of rows) {
      const key = detector.lane === 'address' ? row.ip : row.network?.asn === null ? null : `AS${row.network?.asn}`;
      if (key === null || key === undefined) continue;
      const start = Math.floor(row.time / detector.bucketMs) * detector.bucketMs;
      const id = `${row.tenant}|${key}|${start}`;
      const bucket = buckets.get(id) ?? { key, start, rows: [] };
      bucket.rows.push(row);
      buckets.set(id, bucket);
    }
    return [...buckets.values()].flatMap(({ key, start, rows: inside }) => {
      const bucket = emptyBucket(start);
      for (const row of inside) insertCount(bucket, detector, row);
      return signalsOf(bucket, detector, inside[0]?.tenant ?? '', key);
    });
  });
}

function judgeSubject(
  subject: string,
  events: readonly IdentityEvent[],
  end: number,
  settings: ReferenceSettings,
): readonly Outcome[] {
  const waiting = [...events].sort(compareRows);
  const done: IdentityEvent[] = [];
  const standing: Standing[] = [];
  for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
    const judged = settings.judgeFrom === undefined || settings.judgeFrom === null || row.time >= settings.judgeFrom;
    for (const { detector, options } of judged ? settings.detectors : []) {
      const card = detector.card;
      if (!card.kinds.includes(row.kind) || (row.kind === 'timer' && row.detector !== card.id)) continue;
      const judgement = detector.judge(row, pastOf(row, done, standing, subject, settings), options);
      for (const finding of judgement.findings) {
        const previous = standing.findLast((old) => old.detector === card.id);
        const joins = previous !== undefined && row.time - previous.row.time <= card.joinMs;
        standing.push({
          detector: card.id,
          row,
          finding: { ...finding, facts: withOwnOptions(finding.facts, card, options) },
          version: card.version,
          joinMs: card.joinMs,
          epoch: settings.epoch ?? 'first',
          anchor: joins ? previous.anchor : row.id,
          anchorTime: joins ? previous.anchorTime : row.time,
        });
      }
      for (const at of judgement.timers ?? []) {
        const timer = timerRow(row, card.id, at, subject);
        if (timer.time <= end) waiting.push(timer);
      }
      waiting.sort(compareRows);
    }
    done.push(row);
  }
  return alertsOf(subject, done, standing, settings);
}

function pastOf(
  row: IdentityEvent,
  done: readonly IdentityEvent[],
  standing: readonly Standing[],
  subject: string,
  settings: ReferenceSettings,
): Past {
  const suspects = new Set(standing.filter((s) => s.finding.severity !== 'low').flatMap((s) => s.finding.decisive));
  const profile = emptyProfile();
  for (const older of done) {
    const old = older.time < row.time - dayMs || older.kind === 'verdict'; // a verdict holds at once
    if (old) mergeRow(profile, older, suspects.has(older.id));
  }
  const findings: PastFinding[] = standing
    .filter((s) => s.row.id !== row.id && s.row.time > row.time - 30 * dayMs)
    .map((s) => ({ detector: s.detector, time: s.row.time, rowId: s.row.id, severity: s.finding.severity }));
  const rows = done.filter((older) => older.time >= row.time - dayMs);
  return {
    rows,
    newest: newestOf(rows),
    profile,
    findings,
    subject,
    fact: (name) => factOf(name, row, settings),
  };
}

function factOf(name: string, row: IdentityEvent, settings: ReferenceSettings): string | null {
  const facts = (settings.facts ?? []).filter((fact) => (fact.tenant ?? row.tenant) === row.tenant && fact.name === name);
  return facts.findLast((fact) => fact.time <= row.time)?.value ?? null;
}

function alertsOf(
  subject: string,
  rows: readonly IdentityEvent[],
  standing: readonly Standing[],
  settings: ReferenceSettings,
): readonly Outcome[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const cases = new Map<string, Case>();
  for (const one of standing) {
    const key = caseKey(one);
    cases.set(
      key,
      fold(cases.get(key), one, (id) => byId.get(id)),
    );
  }
  return [...cases.values()].map((of) => {
    const card = settings.detectors.find(({ detector }) => detector.card.id === of.detector)?.detector.card;
    if (card === undefined) throw new Error(`no detector ${of.detector}`);
    const content = contentOf(of, card, rows[0]?.tenant ?? '', subject, false);
    return { ...content, disposition: dispositionOf(content.id, of.anchorTime, rows) };
  });
}

/** The last verdict's; one more than a day older than the anchor says nothing of it. */
function dispositionOf(alert: string, anchorTime: number, rows: readonly IdentityEvent[]): string | null {
  const last = rows.findLast((row) => row.kind === 'verdict' && row.alert === alert && row.time >= anchorTime - dayMs);
  return last?.kind !== 'verdict' || last.disposition === 'reopened' ? null : last.disposition;
}

/** The same content under one name: for comparing sets of alerts. */
export function fingerprint(content: AlertContent): string {
  return hash64(JSON.stringify(content));
}
