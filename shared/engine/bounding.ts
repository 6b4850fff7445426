/**
 * A subject never grows past its bound. When its rows pass their share, they go in a fixed order: routine refreshes first, then
 * oldest, and last of all what a flood must not hide: prompts and rows with the right password. What goes merges into the
 * profile; findings that cite it are frozen; the subject's alerts carry `bounded` from then on (SEMANTICS.md 4.4).
 */

import type { IdentityEvent } from '@gatewatch/domain';
import { finalise } from './aging.ts';
import type { Case } from './case.ts';
import { mergeRow } from './profile.ts';
import { isRoutine } from './routine.ts';
import { type Subject, takeAway } from './subject.ts';

/** Estimated encoded bytes: rows, and the evidence of open cases. With profile and rest below 16 KB (codec.test.ts). */
const mostRowBytes = 7400;
const mostCaseBytes = 2600;

export function boundRows(subject: Subject): void {
  while (subject.bytes > mostRowBytes && subject.rows.length > 1) evict(subject, victim(subject.rows));
}

function victim(rows: readonly IdentityEvent[]): number {
  const routine = rows.findIndex((row) => isRoutine(row));
  if (routine >= 0) return routine;
  const plain = rows.findIndex((row) => !isProtected(row));
  return Math.max(plain, 0);
}

function isProtected(row: IdentityEvent): boolean {
  if (row.kind !== 'sign-in') return true;
  return row.outcome !== 'success' && (row.password === 'yes' || row.failure === 'second-factor-failed');
}

function evict(subject: Subject, index: number): void {
  const row = subject.rows[index];
  const mark = subject.marks[index];
  if (row === undefined || mark === undefined) return;
  if (subject.live > 0) {
    for (let i = 0; i < subject.rows.length; i++) {
      const cites = i === index || subject.marks[i]?.findings.some((found) => found.finding.decisive.includes(row.id)) === true;
      if (cites) finalise(subject, i);
    }
  }
  mergeRow(subject.base, row, mark.suspect);
  takeAway(subject, index, 1);
  if (index < subject.settled) subject.settled--;
  subject.tip = null;
  subject.bounded = true;
}

/** After publishing: what goes here stays as it was last published. */
export function boundCases(subject: Subject): void {
  if (subject.cases.size === 0) return;
  let bytes = 0;
  for (const [key, of] of [...subject.cases].reverse()) {
    const size = caseBytes(of);
    bytes += size;
    if (bytes <= mostCaseBytes) continue;
    const room = Math.max(0, mostCaseBytes - (bytes - size));
    if (room < 700) {
      subject.cases.delete(key); // the alert stays as it was last published
      subject.bounded = true;
      bytes -= size;
    } else {
      const trimmed = { ...of, first: of.first.slice(0, 3), last: of.last.slice(-2), leading: of.leading.slice(-4) };
      subject.cases.set(key, trimmed);
      subject.bounded = true;
      bytes += caseBytes(trimmed) - size;
    }
  }
}

function caseBytes(of: Case): number {
  const rows = new Set([...of.first, ...of.last, ...of.leading]);
  let bytes = 300 + of.lead.explanation.length + 60 * of.lead.facts.length + 40 * of.lead.decisive.length;
  for (const text of [...of.lead.because, ...of.lead.baseline]) bytes += text.length;
  for (const row of rows) bytes += sizeOf(row);
  return bytes;
}

/** Estimated encoded bytes of a row: what is its own, and more where it has little in common with the row before it. */
export function sizeOf(row: IdentityEvent, neighbour?: IdentityEvent): number {
  let size = 56 + row.id.length + row.gaps.length * 4;
  if (row.kind !== 'sign-in')
    return (
      size +
      260 +
      ('operation' in row
        ? row.operation.length + (row.subjectOf?.length ?? 0) + (row.before?.length ?? 0) + (row.after?.length ?? 0)
        : 0)
    );
  size += row.requestId === null || row.requestId === row.recordId ? 0 : row.requestId.length;
  size +=
    (row.correlationId?.length ?? 0) + row.methods.length * 4 + (row.app?.length ?? 0) / 8 + (row.resource?.length ?? 0) / 8;
  for (const policy of row.policies) size += 20 + policy.name.length / 2;
  for (const policy of row.reportOnly) size += 20 + policy.name.length / 2;
  if (neighbour?.kind !== 'sign-in') return Math.ceil(size + 80);
  const alike =
    row.ip === neighbour.ip && row.session === neighbour.session && row.appId === neighbour.appId && row.code === neighbour.code;
  return Math.ceil(alike ? size : size + 80);
}
