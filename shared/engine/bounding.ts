/**
 * A subject never grows past its bound. When its rows pass their share, they go in a fixed order: routine refreshes first, then
 * oldest, and last of all what a flood must not hide: prompts and rows with the right password. What goes merges into the
 * profile; findings that cite it are frozen; the subject's alerts carry `bounded` from then on (SEMANTICS.md 4.4).
 */

import type { Finding, IdentityEvent } from '@gatewatch/domain';
import { finalise } from './aging.ts';
import type { Case } from './case.ts';
import { markBounded } from './mark-bounded.ts';
import { fullest, mergeRow, seenKinds } from './profile.ts';
import { isRoutine } from './routine.ts';
import { bytesOf, type Subject, takeAway, writeAnew } from './subject.ts';
import { Writer } from './writer.ts';
import { writtenLength } from './written-row.ts';

/** Encoded bytes of a subject, estimated and so a little below 16 KB; test/laws/bounds.test.ts measures. */
const mostBytes = 15_700;
/** Rows: never more; and what they keep where findings and the profile want the rest. */
const mostRowBytes = 11_000;
const leastRowBytes = 3000;
/** Fuller than so without words of rows long gone, rows go until a good part is free: a flood is not written anew at every row. */
const filled = 0.9;
const slack = 0.3;
/** Evidence of open cases keeps as much, whatever else grows. */
const leastCaseBytes = 1600;

/** So little of rows fits beside the fullest profile. */
const smallBytes = mostBytes - leastCaseBytes - profileAtMost(fullest.entries, fullest.milestones);

/** Before publishing: rows go, or findings are frozen into their cases; `goes` is called before the first does. */
export function boundRows(subject: Subject, goes: () => void = () => undefined): void {
  const bytes = bytesOf(subject);
  if (bytes <= smallBytes && subject.live === 0 && subject.finals.length === 0 && subject.published.size === 0) return;
  if (subject.live === 0 && bytes + restAtMost(subject) <= mostBytes - leastCaseBytes && bytes <= mostRowBytes) return;
  const most = mostBytes - restBytes(subject) - Math.min(leastCaseBytes, casesBytes(subject));
  if (bytes <= Math.min(mostRowBytes, most - findingBytes(subject))) return;
  for (;;) {
    if (subject.writer.written > subject.rows.length) writeAnew(subject);
    const exact = bytesOf(subject);
    const found = findingBytes(subject);
    const room = Math.min(mostRowBytes, most - found);
    const over = exact - room * filled;
    if (over <= 0) return;
    goes();
    const share = exact > leastRowBytes || found === 0;
    if (share && subject.rows.length > 1) evictBytes(subject, over + Math.max(0, room) * slack);
    else if (found > 0) freezeOldest(subject);
    else return;
  }
}

/** So many bytes of rows, each with its part of all words; what it shares with others shows when the rest is written anew. */
function evictBytes(subject: Subject, bytes: number): void {
  const each = bytesOf(subject) / subject.rows.length;
  for (let left = bytes; left > 0 && subject.rows.length > 1; left -= each) evict(subject, victim(subject.rows));
}

/** What rows take as they are written, in a text of their own. */
function rowBytes(rows: readonly IdentityEvent[]): number {
  const writer = new Writer();
  let bytes = 0;
  for (const row of rows) bytes += writtenLength(writer.row(row));
  return bytes + writer.size;
}

/** What neither rows nor findings nor cases take. */
function restBytes(subject: Subject): number {
  let bytes = 400 + subject.base.milestones.length * 70;
  for (const kind of seenKinds) for (const key of subject.base[kind].keys()) bytes += key.length + 36;
  for (const final of subject.finals) bytes += final.rowId.length + final.anchor.length + 40;
  for (const said of subject.published.values()) bytes += said.anchor.length + 70;
  return bytes;
}

/** The same from above, without looking at any of it. */
function restAtMost(subject: Subject): number {
  let entries = 0;
  for (const kind of seenKinds) entries += subject.base[kind].size;
  return profileAtMost(entries, subject.base.milestones.length) + subject.finals.length * 280 + subject.published.size * 190;
}

function profileAtMost(entries: number, milestones: number): number {
  return 400 + milestones * 70 + entries * 84;
}

function findingBytes(subject: Subject): number {
  if (subject.live === 0) return 0;
  let bytes = 0;
  for (const mark of subject.marks) for (const { finding } of mark.findings) bytes += 320 + textBytes(finding);
  return bytes;
}

function textBytes(finding: Finding): number {
  let bytes = finding.explanation.length + 70 * finding.facts.length;
  for (const text of finding.because) bytes += text.length + 3;
  for (const text of finding.baseline) bytes += text.length + 3;
  for (const id of finding.decisive) bytes += id.length + 3;
  return bytes;
}

function freezeOldest(subject: Subject): void {
  finalise(
    subject,
    subject.marks.findIndex((mark) => mark.findings.length > 0),
  );
  markBounded(subject);
}

function victim(rows: readonly IdentityEvent[]): number {
  const routine = rows.findIndex((row) => isRoutine(row));
  if (routine >= 0) return routine;
  const plain = rows.findIndex((row) => !isProtected(row));
  return Math.max(plain, 0);
}

function isProtected(row: IdentityEvent): boolean {
  if (row.kind === 'token-grant') return row.grant === 'authorised';
  if (row.kind !== 'sign-in') return true;
  return row.outcome !== 'success' && (row.password === 'yes' || row.failure === 'second-factor-failed');
}

function evict(subject: Subject, index: number): void {
  const row = subject.rows[index];
  if (row === undefined) return;
  if (subject.live > 0) {
    for (let i = 0; i < subject.rows.length; i++) {
      const cites = i === index || subject.marks[i]?.findings.some((found) => found.finding.decisive.includes(row.id)) === true;
      if (cites) finalise(subject, i);
    }
  }
  mergeRow(subject.base, row, subject.marks[index]?.suspect === true);
  takeAway(subject, index, 1);
  if (index < subject.settled) subject.settled--;
  subject.tip = null;
  markBounded(subject);
}

/** After publishing: what goes here stays as it was last published. The oldest cases go first; the newest loses rows before it goes. */
export function boundCases(subject: Subject): void {
  if (subject.cases.size === 0) return;
  const atMost = casesBytes(subject);
  if (atMost <= leastCaseBytes) return;
  const room = mostBytes - restBytes(subject) - bytesOf(subject) - findingBytes(subject);
  const most = Math.max(leastCaseBytes, room);
  if (atMost <= most || bytesBeside(subject, [...subject.cases.values()]) <= most) return;
  const all: Case[] = [];
  for (const [key, of] of [...subject.cases].reverse()) {
    const kept = [of, trimmed(of, 3, 2, 4), trimmed(of, 1, 1, 2)].find((one) => bytesBeside(subject, [...all, one]) <= most);
    if (kept !== undefined) all.push(kept);
    if (kept === of) continue;
    markBounded(subject);
    if (kept === undefined) subject.cases.delete(key);
    else subject.cases.set(key, kept);
  }
}

/** What cases take in the subject's text: it refers to rows of its timeline, and writes others with the words that are there. */
function bytesBeside(subject: Subject, cases: readonly Case[]): number {
  const writer = subject.writer.copy();
  const there = new Set(subject.rows);
  let bytes = -writer.size;
  for (const of of cases) {
    bytes += 300 + textBytes(of.lead);
    for (const row of [...of.first, ...of.last, ...of.leading]) {
      bytes += 4; // its place
      if (there.has(row)) continue;
      there.add(row);
      bytes += writtenLength(writer.row(row)) + 1;
    }
  }
  return bytes + writer.size;
}

function trimmed(of: Case, first: number, last: number, leading: number): Case {
  return { ...of, first: of.first.slice(0, first), last: of.last.slice(-last), leading: of.leading.slice(-leading) };
}

function casesBytes(subject: Subject): number {
  let bytes = 0;
  for (const of of subject.cases.values()) bytes += caseBytes(of);
  return bytes;
}

/** A case never changes, and is measured once, from above: with its rows in a text of their own. */
const measured = new WeakMap<Case, number>();

function caseBytes(of: Case): number {
  let bytes = measured.get(of);
  if (bytes === undefined) {
    bytes = 300 + textBytes(of.lead) + rowBytes([...new Set([...of.first, ...of.last, ...of.leading])]);
    measured.set(of, bytes);
  }
  return bytes;
}
