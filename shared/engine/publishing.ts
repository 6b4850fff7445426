/** Findings before and after are compared; what differs becomes a new, amended or withdrawn alert. */

import type { Alert, IdentityEvent } from '@gatewatch/domain';
import { type AlertContent, alertId, type Case, caseKey, contentOf, fold } from './case.ts';
import type { Judging } from './judging.ts';
import type { RowFinding } from './mark.ts';
import { isNews } from './print.ts';
import { type FinalFinding, indexOf, type Moment, type Subject } from './subject.ts';
import { verdictOn } from './verdict.ts';

/** What stands now: final parts and live findings together, by `caseKey`. */
export function standingCases(subject: Subject): Map<string, Case> {
  const cases = new Map(subject.cases);
  if (subject.live === 0) return cases;
  const find = (id: string) => subject.rows[indexOf(subject, id)];
  for (let i = 0; i < subject.rows.length; i++) {
    const row = subject.rows[i];
    const mark = subject.marks[i];
    if (row === undefined || mark === undefined || mark.findings.length === 0) continue;
    for (const found of mark.findings) {
      if (isClosed(subject, row, found)) continue;
      const key = caseKey(found);
      cases.set(key, fold(cases.get(key), { ...found, row }, find));
    }
  }
  return cases;
}

/**
 * Its case went for its size, and the finding with it: what was said stands, and nothing that comes in time amends or withdraws it. Told
 * by the anchor's own finding, which is neither in a case nor on its row any more.
 */
export function isClosed(subject: Subject, { id }: IdentityEvent, found: RowFinding): boolean {
  const { detector, anchor } = found;
  if (anchor === id || subject.cases.has(caseKey(found))) return false;
  return subject.marks[indexOf(subject, anchor)]?.findings.some((one) => one.detector === detector) !== true;
}

/**
 * The anchor of a finding is that of the detector's previous one if near enough, else its own row (SEMANTICS.md 5.2). A case that
 * is open can always be joined; one that went for its size keeps what it has and does not grow any more.
 */
export function chainAnchors(subject: Subject): void {
  if (subject.live === 0) return;
  const last = new Map<string, { time: number; anchor: string; anchorTime: number; open: boolean }>();
  const { finals } = subject;
  let passed = 0; // finals and rows together in (time, id) order: what went for size may be newer than what is left
  for (let i = 0; i < subject.rows.length; i++) {
    const row = subject.rows[i];
    if (row === undefined) continue;
    for (let final = finals[passed]; final !== undefined && isUpTo(final, row); final = finals[++passed]) {
      const { detector, time, anchor, anchorTime } = final;
      last.set(detector, { time, anchor, anchorTime, open: subject.cases.has(caseKey(final)) });
    }
    for (const found of subject.marks[i]?.findings ?? []) {
      const previous = last.get(found.detector);
      const near = previous !== undefined && row.time - previous.time <= found.joinMs;
      const joins = near && (previous.open || found.anchor === previous.anchor);
      found.anchor = joins ? previous.anchor : row.id;
      found.anchorTime = joins ? previous.anchorTime : row.time;
      const open = joins ? previous.open : true;
      last.set(found.detector, { time: row.time, anchor: found.anchor, anchorTime: found.anchorTime, open });
    }
  }
}

function isUpTo(final: FinalFinding, row: IdentityEvent): boolean {
  return final.time < row.time || (final.time === row.time && final.rowId <= row.id);
}

/** `before`: what stood until now, for the content of what is withdrawn. */
export function publishChanges(
  subject: Subject,
  before: ReadonlyMap<string, Case>,
  judging: Judging,
  moment: Moment,
  late: boolean,
): void {
  const after = standingCases(subject);
  for (const [key, of] of after) {
    if (stands(subject, of) && isSame(of, before.get(key))) continue; // as it was published
    const said = content(subject, of, judging);
    if (said === null) continue;
    const known = subject.published.get(said.id);
    if (known === undefined) {
      if (subject.cases.has(key) && before.has(key)) continue; // finished long ago, nothing changed
      subject.published.set(said.id, {
        detector: of.detector,
        anchor: of.anchor,
        anchorTime: of.anchorTime,
        revision: 1,
        print: '',
        unprinted: said,
        findings: said.findings,
        ours: true,
        bounded: subject.bounded,
        withdrawn: false,
        disposition: verdictOn(subject, said.id, of.anchorTime),
      });
      moment.publish(alertOf(said, subject, 'open', moment, late));
      continue;
    }
    known.bounded = subject.bounded;
    if (known.withdrawn || isNews(known, said)) {
      const state = known.withdrawn ? 'open' : 'amended';
      const { findings } = said;
      Object.assign(known, { revision: known.revision + 1, unprinted: said, findings, ours: true, withdrawn: false });
      moment.publish(alertOf(said, subject, state, moment, late));
    }
  }
  for (const [id, known] of subject.published) {
    const key = caseKey(known);
    const was = before.get(key);
    if (known.withdrawn || after.has(key) || was === undefined) continue;
    const said = content(subject, was, judging);
    if (said === null) continue;
    Object.assign(known, { revision: known.revision + 1, withdrawn: true });
    moment.publish({
      ...alertOf(said, subject, 'withdrawn', moment, late),
      cause: moment.cause,
      replacedBy: holderOf(after, known, id, subject, judging),
    });
  }
}

/** An alert stands, and says of the subject's bound what would be said now. */
function stands(subject: Subject, { detector, anchor }: Case): boolean {
  const said = subject.published.get(alertId(subject.tenant, detector, subject.key, anchor));
  return said?.withdrawn === false && (!subject.bounded || said.bounded === true);
}

/** The very same findings and rows: what an alert says of them is the same. */
function isSame(a: Case, b: Case | undefined): boolean {
  if (b === undefined || a.lead !== b.lead || a.findings !== b.findings || a.rowCount !== b.rowCount) return false;
  if (a.epoch !== b.epoch || a.version !== b.version || a.lastTime !== b.lastTime || a.anchorTime !== b.anchorTime) return false;
  return isSameRows(a.first, b.first) && isSameRows(a.last, b.last) && isSameRows(a.leading, b.leading);
}

function isSameRows(a: Case['first'], b: Case['first']): boolean {
  return a === b || (a.length === b.length && a.every((row, i) => row === b[i]));
}

function content(subject: Subject, of: Case, judging: Judging): AlertContent | null {
  const asked = judging.byId.get(of.detector); // a detector that was switched off keeps its alerts as they are
  return asked === undefined ? null : contentOf(of, asked.detector.card, subject.tenant, subject.key, subject.bounded);
}

function alertOf(said: AlertContent, subject: Subject, state: Alert['state'], moment: Moment, late: boolean): Alert {
  const known = subject.published.get(said.id);
  const gaps = late ? [...said.gaps, 'late'] : said.gaps;
  return {
    ...said,
    gaps,
    revision: known?.revision ?? 1,
    state,
    detectedAt: moment.at,
    ...(known === undefined ? {} : { anchoredAt: known.anchorTime }),
    cause: null,
    replacedBy: null,
    disposition: known?.disposition ?? null,
  };
}

function holderOf(
  after: ReadonlyMap<string, Case>,
  gone: { readonly detector: string; readonly anchor: string },
  id: string,
  subject: Subject,
  judging: Judging,
): string | null {
  for (const of of after.values()) {
    if (of.detector !== gone.detector || ![...of.first, ...of.last, ...of.leading].some((row) => row.id === gone.anchor))
      continue;
    const holder = content(subject, of, judging)?.id ?? null;
    if (holder !== id) return holder;
  }
  return null;
}
