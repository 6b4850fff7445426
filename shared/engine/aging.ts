/** What falls behind the horizon becomes final; what falls a day further behind merges into the profile and is forgotten. */

import { dayMs, type IdentityEvent } from '@gatewatch/domain';
import { caseKey, fold } from './case.ts';
import { finalMark, markOf, none, type RowFinding, suspectMark } from './mark.ts';
import { markBounded } from './mark-bounded.ts';
import { mergeRow } from './profile.ts';
import { isClosed } from './publishing.ts';
import { type FinalFinding, indexOf, type Published, type Subject, takeAway } from './subject.ts';

const monthMs = 30 * dayMs;
const mostFinals = 24;
const mostDead = 12;

export function age(subject: Subject, horizon: number): void {
  const times = subject.times;
  while (subject.settled < times.length && (times[subject.settled] ?? horizon) < horizon) {
    if (subject.live > 0) finalise(subject, subject.settled);
    else setFinal(subject, subject.settled);
    subject.settled++;
  }
  const oldest = times[0];
  if (oldest !== undefined && oldest < horizon - dayMs) {
    let gone = 1;
    while (gone < times.length && (times[gone] ?? horizon) < horizon - dayMs) gone++;
    letGo(subject, gone);
  }
  if (subject.cases.size > 0 || subject.published.size > 0 || subject.finals.length > 0) closeCases(subject, horizon);
}

function setFinal(subject: Subject, index: number): void {
  const mark = subject.marks[index];
  if (mark !== undefined) subject.marks[index] = finalMark(mark);
}

/** Folds the findings of the row at `index` into their cases: its cited rows are all still in the timeline. */
export function finalise(subject: Subject, index: number): void {
  const row = subject.rows[index];
  const mark = subject.marks[index];
  if (row === undefined || mark === undefined || mark.final) return;
  subject.marks[index] = markOf({ ...mark, findings: none, final: true });
  for (const found of mark.findings) {
    const key = caseKey(found);
    if (!isClosed(subject, row, found)) {
      subject.cases.set(
        key,
        fold(subject.cases.get(key), { ...found, row }, (id) => subject.rows[indexOf(subject, id)]),
      );
    }
    rememberFinal(subject, row, found);
    if (found.finding.severity !== 'low') markSuspects(subject, found.finding.decisive);
  }
  subject.live -= mark.findings.length;
}

/** In time order, the newest few: a late row's finding, or one that went for size, is not always the newest. */
export function rememberFinal(subject: Subject, row: IdentityEvent, found: RowFinding): void {
  const { detector, anchor, anchorTime, finding } = found;
  const final = { detector, time: row.time, rowId: row.id, severity: finding.severity, anchor, anchorTime };
  const later = subject.finals.findIndex((one) => one.time > row.time || (one.time === row.time && one.rowId > row.id));
  const at = later < 0 ? subject.finals.length : later;
  const all = [...subject.finals.slice(0, at), final, ...subject.finals.slice(at)];
  subject.finals = all.length > mostFinals ? withoutOldest(subject, all) : all;
}

/** Where a later one of the same detector stands: `told this month?` and an anchor's chain ask for the newest of each. */
function withoutOldest(subject: Subject, all: readonly FinalFinding[]): readonly FinalFinding[] {
  const oldest = all.findIndex((one, i) => all.findLastIndex(({ detector }) => detector === one.detector) > i);
  const gone = Math.max(oldest, 0);
  const newest = all[all.length - 1]?.time ?? 0;
  const { time } = all[gone] ?? { time: 0 };
  if (time > newest - monthMs) {
    markBounded(subject); // else no row asks for it any more
    subject.forgotten = Math.max(subject.forgotten, time);
  }
  return all.toSpliced(gone, 1);
}

export function markSuspects(subject: Subject, ids: readonly string[]): void {
  for (let i = 0; i < subject.rows.length; i++) {
    const mark = subject.marks[i];
    if (mark !== undefined && ids.includes(subject.rows[i]?.id ?? '')) subject.marks[i] = suspectMark(mark);
  }
}

function letGo(subject: Subject, gone: number): void {
  const { tip } = subject;
  const reuse = tip?.merged === gone;
  for (let i = 0; i < gone; i++) {
    const row = subject.rows[i];
    const mark = subject.marks[i];
    if (row === undefined || mark === undefined) continue;
    if (!reuse) mergeRow(subject.base, row, mark.suspect);
  }
  if (reuse) subject.base = tip.profile; // the very same rows are merged there already
  takeAway(subject, 0, gone);
  subject.settled -= gone;
  if (tip !== null && tip.merged > gone) tip.merged -= gone;
  else subject.tip = null;
}

function closeCases(subject: Subject, horizon: number): void {
  for (const [key, of] of subject.cases) if (of.lastTime + of.joinMs < horizon) subject.cases.delete(key);
  if (subject.published.size > 0) forgetPublished(subject, horizon);
  if ((subject.finals[0]?.time ?? horizon) < horizon - monthMs)
    subject.finals = subject.finals.filter((f) => f.time >= horizon - monthMs);
}

/**
 * Revisions of alerts that can no longer change are remembered for a while: a record that comes again after its time must not
 * begin its alert anew.
 */
function forgetPublished(subject: Subject, horizon: number): void {
  let dead: [string, Published][] | null = null;
  for (const [id, said] of subject.published) {
    if (subject.cases.has(caseKey(said))) continue;
    const alive =
      subject.live > 0 &&
      subject.marks.some((mark) => mark.findings.some((f) => f.detector === said.detector && f.anchor === said.anchor));
    if (alive) continue;
    if (said.anchorTime < horizon - monthMs) subject.published.delete(id);
    else (dead ??= []).push([id, said]);
  }
  if (dead === null || dead.length <= mostDead) return;
  dead.sort(([a, x], [b, y]) => x.anchorTime - y.anchorTime || (a < b ? -1 : 1));
  for (const [id] of dead.slice(0, -mostDead)) subject.published.delete(id);
}
