/** A row is inserted into its subject's timeline at its event time, and it and the later ones that can see it are judged. */

import { hourMs, type IdentityEvent, type Timer } from '@gatewatch/domain';
import { age, markSuspects, rememberFinal } from './aging.ts';
import { boundCases, boundRows } from './bounding.ts';
import { type Case, caseKey, fold } from './case.ts';
import { joinCopies } from './copies.ts';
import { type Judging, judgeRow, nothingJudged } from './judging.ts';
import { type Mark, markOf, newMark, type RowFinding } from './mark.ts';
import { mergeRow } from './profile.ts';
import { chainAnchors, publishChanges, standingCases } from './publishing.ts';
import { isRoutine, sameSlot } from './routine.ts';
import { indexOf, type Moment, placeAt, placeOf, type Subject, takeAway } from './subject.ts';
import { timerRow } from './timer.ts';
import { placeVerdict } from './verdict.ts';

export type Inserted = 'new' | 'joined' | 'repeat' | 'thinned' | 'late';

/** `row` is an event as asRow gives it, and is the subject's by actor or target. */
export function insertRow(subject: Subject, row: IdentityEvent, judging: Judging, moment: Moment): Inserted {
  age(subject, moment.horizon);
  if (row.kind === 'verdict') {
    const placed = placeVerdict(subject, row, moment);
    if (placed) boundRows(subject);
    return placed ? 'new' : 'repeat';
  }
  const known = indexOf(subject, row.id);
  if (row.time < moment.horizon) return known >= 0 ? 'repeat' : insertLate(subject, row, judging, moment);
  const old = subject.rows[known];
  if (old === undefined && foundBefore(subject, row)) return 'repeat';
  if (row.kind === 'signal' && row.withdrawn)
    return old === undefined ? 'repeat' : withdrawSignal(subject, known, judging, moment);
  const joined = old === undefined ? row : row.kind === 'signal' ? row : joinCopies(old, row);
  if (old !== undefined && (joined === old || (row.kind === 'signal' && old.hash === row.hash))) return 'repeat';
  if (old !== undefined && subject.marks[known]?.final === true) return 'repeat'; // behind the horizon or frozen: it stays as it was
  const slot = isRoutine(joined) ? slotHolder(subject, joined) : -1;
  const holder = subject.rows[slot];
  const holderFirst =
    holder !== undefined && (holder.time < joined.time || (holder.time === joined.time && holder.id < joined.id));
  if (holderFirst && old === undefined) return 'thinned';
  const stood = subject.marks[known];
  const plain = old === undefined && holder === undefined;
  change(subject, judging, moment, plain, () => {
    let from = Number.POSITIVE_INFINITY;
    if (old !== undefined) from = Math.min(from, remove(subject, old));
    if (holder !== undefined && !holderFirst) from = Math.min(from, remove(subject, holder));
    if (holderFirst) return from;
    const index = place(subject, joined);
    if (stood !== undefined) inherit(subject, index, stood);
    return Math.min(from, index);
  });
  return old === undefined ? 'new' : 'joined';
}

/** A row that is there no more, late or gone for size, found something when it was. */
function foundBefore({ finals }: Subject, { id }: IdentityEvent): boolean {
  return finals.length > 0 && finals.some(({ rowId }) => rowId === id);
}

/** Which other row holds the slot of a routine one: it stands in the same clock hour. */
function slotHolder({ rows, times }: Subject, row: IdentityEvent): number {
  const from = Math.floor(row.time / hourMs) * hourMs;
  let i = times.length;
  while (i > 0 && (times[i - 1] ?? from) >= from) i--;
  for (; i < times.length && (times[i] ?? 0) < from + hourMs; i++) {
    const other = rows[i];
    if (other !== undefined && other.id !== row.id && isRoutine(other) && sameSlot(other, row)) return i;
  }
  return -1;
}

/**
 * Fires what became due: timers that rows asked for, up to the least progress. It runs at the tick itself, before anything
 * ages by the new horizon, so a tick that jumps by days loses no timer.
 */
export function fireTimers(subject: Subject, judging: Judging, moment: Moment): void {
  change(subject, judging, moment, false, () => Number.POSITIVE_INFINITY);
}

function withdrawSignal(subject: Subject, index: number, judging: Judging, moment: Moment): Inserted {
  const row = subject.rows[index];
  if (row === undefined || subject.marks[index]?.final === true) return 'repeat';
  change(subject, judging, moment, false, () => remove(subject, row));
  return 'joined';
}

/**
 * Runs `mutate`, which says from which index rows must be judged again, then judges, reconciles timers and publishes. `plain`:
 * one row comes and none goes; while no judgement speaks then, every alert stands as it was published.
 */
function change(subject: Subject, judging: Judging, moment: Moment, plain: boolean, mutate: () => number): void {
  subject.dirty = true;
  const hadLive = subject.live > 0;
  const stale = subject.epoch !== moment.epoch && !sameEpoch(subject, moment.epoch);
  let before: ReadonlyMap<string, Case> | null = null;
  const remember = (): void => {
    before ??= hadLive ? standingCases(subject) : new Map(subject.cases); // freezing below adds to them
  };
  if (!plain || stale || subject.timed) remember();
  const stood = stale ? snapshot(subject) : null;
  let from = mutate();
  for (let round = 0; round < 100; round++) {
    if (from < subject.rows.length) judgeFrom(subject, from, stood, judging, moment, remember);
    from = reconcileTimers(subject, moment);
    if (from === Number.POSITIVE_INFINITY) break;
  }
  const spoken = before !== null && (hadLive || subject.live > 0); // what is frozen for size below was said all the same
  if (spoken) chainAnchors(subject);
  const marked = subject.bounded;
  boundRows(subject, remember);
  const newlyBounded = subject.bounded && !marked;
  if (before !== null && (spoken || (newlyBounded && subject.published.size > 0)))
    publishChanges(subject, before, judging, moment, false);
  subject.epoch = !stale || sameEpoch(subject, moment.epoch) ? moment.epoch : '';
  boundCases(subject);
}

function sameEpoch(subject: Subject, epoch: string): boolean {
  return subject.marks.every((mark) => mark.final || mark.epoch === epoch);
}

function snapshot(subject: Subject): Subject {
  return {
    ...subject,
    rows: [...subject.rows],
    marks: [...subject.marks],
    times: [...subject.times],
    ids: [...subject.ids],
    texts: [...subject.texts],
    tip: null,
  };
}

/** `speaks` is called before the first finding comes or goes. */
function judgeFrom(
  subject: Subject,
  from: number,
  stood: Subject | null,
  judging: Judging,
  moment: Moment,
  speaks: () => void,
): void {
  if (subject.tip !== null && from < subject.tip.merged) subject.tip = null;
  for (let i = from; i < subject.rows.length; i++) {
    const row = subject.rows[i];
    const mark = subject.marks[i];
    if (row === undefined || mark === undefined || mark.final) continue;
    const first = mark.epoch === '';
    const after = judgeRow(subject, row, i, judging, moment, first);
    const kept =
      !first && mark.epoch !== moment.epoch && stood !== null
        ? kindlyKept(stood, row, mark, after.findings, judging, moment)
        : after.findings;
    if (kept.length > 0 || mark.findings.length > 0) {
      speaks();
      subject.tip = null; // what a finding calls suspect may be merged there
    }
    subject.live += kept.length - mark.findings.length;
    const epoch = first ? moment.epoch : mark.epoch;
    const now = markOf({ findings: kept, timers: after.timers, epoch, suspect: mark.suspect, final: false });
    subject.marks[i] = now;
    if (stood !== null) markIn(stood, row, now);
    if (after.timers.length > 0) subject.timed = true;
  }
}

/** What was found on a row is past of later rows in what stood as well: only rows tell the two apart. */
function markIn(stood: Subject, row: IdentityEvent, mark: Mark): void {
  const index = stood.rows.indexOf(row);
  if (index >= 0) stood.marks[index] = mark;
}

/** A finding of an older epoch changes only where the same change shows in the current one (SEMANTICS.md 5.5). */
function kindlyKept(
  stood: Subject,
  row: IdentityEvent,
  mark: Mark,
  after: RowFinding[],
  judging: Judging,
  moment: Moment,
): RowFinding[] {
  const index = stood.rows.findIndex((other) => other.id === row.id);
  const old = stood.rows[index];
  const before = old === undefined ? [] : judgeRow(stood, old, index, judging, moment, false).findings;
  const name = (found: RowFinding) => `${found.detector}\n${found.finding.variant}`;
  const text = (found: RowFinding | undefined) => (found === undefined ? '' : JSON.stringify(found.finding));
  const stored = new Map(mark.findings.map((found) => [name(found), found]));
  const then = new Map(before.map((found) => [name(found), found]));
  const now = new Map(after.map((found) => [name(found), found]));
  const kept: RowFinding[] = [];
  for (const key of new Set([...stored.keys(), ...now.keys()])) {
    const found = text(then.get(key)) === text(now.get(key)) ? stored.get(key) : now.get(key);
    if (found !== undefined) kept.push(found);
  }
  return kept;
}

/** Timers that fired and are no longer asked for go, those asked for and due come; returns the first index that changed. */
function reconcileTimers(subject: Subject, moment: Moment): number {
  if (!subject.timed) return Number.POSITIVE_INFINITY;
  subject.timed = false;
  let wanted: Map<string, Timer> | null = null;
  let present = false;
  for (let i = 0; i < subject.rows.length; i++) {
    const row = subject.rows[i];
    const mark = subject.marks[i];
    if (row === undefined || mark === undefined) continue;
    present ||= row.kind === 'timer';
    subject.timed ||= present || mark.timers.length > 0;
    for (const { detector, at } of mark.timers) {
      const timer = timerRow(row, detector, at, subject.key);
      if (timer.time <= moment.progress) (wanted ??= new Map()).set(timer.id, timer);
    }
  }
  let from = Number.POSITIVE_INFINITY;
  if (present) {
    for (const row of [...subject.rows]) {
      if (row.kind !== 'timer') continue;
      if (wanted?.has(row.id) === true) wanted.delete(row.id);
      else if (subject.marks[subject.rows.indexOf(row)]?.final !== true) from = Math.min(from, remove(subject, row));
    }
  }
  for (const timer of wanted?.values() ?? []) from = Math.min(from, place(subject, timer));
  return from;
}

function place(subject: Subject, row: IdentityEvent): number {
  const index = placeOf(subject, row.time, row.id);
  placeAt(subject, index, row, newMark);
  return index;
}

/** A joined copy starts from what stood on the poorer one. */
function inherit(subject: Subject, index: number, stood: Mark): void {
  const mark = subject.marks[index];
  if (mark === undefined) return;
  subject.marks[index] = markOf({ ...mark, findings: stood.findings, epoch: stood.epoch, suspect: stood.suspect });
  subject.live += stood.findings.length;
}

function remove(subject: Subject, row: IdentityEvent): number {
  const index = subject.rows.indexOf(row);
  const mark = subject.marks[index];
  if (index < 0 || mark === undefined) return Number.POSITIVE_INFINITY;
  takeAway(subject, index, 1);
  subject.live -= mark.findings.length;
  if (subject.tip !== null && (index < subject.tip.merged || mark.findings.length > 0)) subject.tip = null;
  return index;
}

/** Later than the horizon: judged alone against what is known, merged into the profile, counted (SEMANTICS.md 4.3). */
function insertLate(subject: Subject, row: IdentityEvent, judging: Judging, moment: Moment): Inserted {
  if (foundBefore(subject, row)) return 'repeat';
  subject.dirty = true;
  const before = standingCases(subject);
  // What it says of a row it may have said before: one id and revision would have two contents.
  const forgotten = subject.bounded && row.time <= subject.forgotten;
  const judged = forgotten ? nothingJudged : judgeRow(subject, row, placeOf(subject, row.time, row.id), judging, moment, true);
  const find = (id: string) => (id === row.id ? row : subject.rows[indexOf(subject, id)]);
  for (const found of judged.findings) {
    const previous = subject.finals.findLast((f) => f.detector === found.detector && f.time <= row.time);
    const near = previous !== undefined && row.time - previous.time <= found.joinMs;
    const joins = near && subject.cases.has(caseKey(previous)); // a closed case does not grow any more
    found.anchor = joins ? previous.anchor : row.id;
    found.anchorTime = joins ? previous.anchorTime : row.time;
    const key = caseKey(found);
    subject.cases.set(key, fold(subject.cases.get(key), { ...found, row }, find));
    rememberFinal(subject, row, found);
    if (found.finding.severity !== 'low') markSuspects(subject, found.finding.decisive);
  }
  mergeRow(
    subject.base,
    row,
    judged.findings.some((found) => found.finding.severity !== 'low'),
  );
  subject.tip = null;
  if (judged.findings.length > 0) {
    chainAnchors(subject); // what is open after it may belong to it, and must be found so now, not when the subject is read again
    publishChanges(subject, before, judging, moment, true);
  }
  boundCases(subject);
  return 'late';
}
