/** What falls behind the horizon becomes final; what falls a day further behind merges into the profile and is forgotten. */

import { dayMs } from '@gatewatch/domain';
import { fold } from './case.ts';
import { mergeRow } from './profile.ts';
import { type Subject, takeAway } from './subject.ts';

const monthMs = 30 * dayMs;
const mostFinals = 48;

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
  if (mark !== undefined) mark.final = true;
}

/** Folds the findings of the row at `index` into their cases: its cited rows are all still in the timeline. */
export function finalise(subject: Subject, index: number): void {
  const row = subject.rows[index];
  const mark = subject.marks[index];
  if (row === undefined || mark === undefined || mark.final) return;
  mark.final = true;
  for (const found of mark.findings) {
    const key = `${found.detector}\n${found.anchor}`;
    subject.cases.set(
      key,
      fold(subject.cases.get(key), { ...found, row }, (id) => subject.rows.find((one) => one.id === id)),
    );
    subject.finals = [
      ...subject.finals.slice(1 - mostFinals),
      {
        detector: found.detector,
        time: row.time,
        rowId: row.id,
        severity: found.finding.severity,
        anchor: found.anchor,
        anchorTime: found.anchorTime,
      },
    ];
    if (found.finding.severity !== 'low') markSuspects(subject, found.finding.decisive);
  }
  subject.live -= mark.findings.length;
  mark.findings = [];
}

export function markSuspects(subject: Subject, ids: readonly string[]): void {
  for (let i = 0; i < subject.rows.length; i++) {
    const mark = subject.marks[i];
    if (mark !== undefined && ids.includes(subject.rows[i]?.id ?? '')) mark.suspect = true;
  }
}

function letGo(subject: Subject, gone: number): void {
  const reuse = subject.tip !== null && subject.tip.merged === gone;
  for (let i = 0; i < gone; i++) {
    const row = subject.rows[i];
    const mark = subject.marks[i];
    if (row === undefined || mark === undefined) continue;
    if (!reuse) mergeRow(subject.base, row, mark.suspect);
  }
  if (reuse && subject.tip !== null) subject.base = subject.tip.profile; // the very same rows are merged there already
  takeAway(subject, 0, gone);
  subject.settled -= gone;
  subject.tip = null;
}

function closeCases(subject: Subject, horizon: number): void {
  for (const [key, of] of subject.cases) if (of.lastTime + of.joinMs < horizon) subject.cases.delete(key);
  for (const [id, said] of subject.published) {
    if (said.anchorTime >= horizon || subject.cases.has(`${said.detector}\n${said.anchor}`)) continue;
    const alive =
      subject.live > 0 &&
      subject.marks.some((mark) => mark.findings.some((f) => f.detector === said.detector && f.anchor === said.anchor));
    if (!alive) subject.published.delete(id);
  }
  if ((subject.finals[0]?.time ?? horizon) < horizon - monthMs)
    subject.finals = subject.finals.filter((f) => f.time >= horizon - monthMs);
}
