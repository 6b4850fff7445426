/**
 * An analyst's verdict on an alert (SEMANTICS.md 5.4): a row of the subject that is judged by no one and judges nothing again. It
 * stands at the tenant's progress, or behind the newest row where rows ran ahead of that: so it withdraws nothing.
 */

import { type Alert, dayMs, type Verdict } from '@gatewatch/domain';
import { plainMark } from './mark.ts';
import { type Moment, placeAt, type Subject } from './subject.ts';

/** False where the timeline holds it already. */
export function placeVerdict(subject: Subject, verdict: Verdict, moment: Moment): boolean {
  if (subject.rows.some((row) => row.id === verdict.id)) return false;
  const newest = subject.times[subject.times.length - 1] ?? Number.NEGATIVE_INFINITY;
  const row = { ...verdict, time: Math.max(verdict.time, newest + 1, moment.horizon) };
  subject.dirty = true;
  placeAt(subject, subject.rows.length, row, plainMark(moment.epoch));
  return true;
}

/** After a verdict was placed: one new revision of its alert with the disposition. `standing`: the newest revision there is. */
export function pronounce(subject: Subject, standing: Alert | undefined, moment: Moment): void {
  if (standing?.tenant !== subject.tenant || standing.subject.key !== subject.key) return;
  const disposition = verdictOn(subject, standing.id, Number.NEGATIVE_INFINITY);
  if (standing.disposition === disposition) return;
  const revision = standing.revision + 1;
  const known = subject.published.get(standing.id);
  if (known !== undefined) Object.assign(known, { revision, disposition });
  const state = standing.state === 'withdrawn' ? 'withdrawn' : 'amended';
  moment.publish({ ...standing, revision, state, detectedAt: moment.at, disposition });
}

/** What the newest verdict of the timeline says of an alert; one more than a day older than the anchor says nothing of it. */
export function verdictOn(subject: Subject, alert: string, anchorTime: number): string | null {
  if (!subject.judged) return null;
  const row = subject.rows.findLast((one) => one.kind === 'verdict' && one.alert === alert);
  if (row?.kind !== 'verdict' || row.time < anchorTime - dayMs || row.disposition === 'reopened') return null;
  return row.disposition;
}
