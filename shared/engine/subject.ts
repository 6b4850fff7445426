/** One subject while it is in memory: timeline, profile, and what was found. */

import { type Alert, hash32, type IdentityEvent, type Provider } from '@gatewatch/domain';
import type { AlertContent, Case } from './case.ts';
import type { Mark } from './mark.ts';
import { emptyProfile, type ProfileBuild } from './profile.ts';
import { asSignInRow } from './sign-in-row.ts';
import { timerTime } from './timer.ts';
import { Writer } from './writer.ts';
import { type WrittenRow, writtenLength } from './written-row.ts';

/** A finding that no longer changes: part of the past of later rows, and of the chain of anchors. */
export interface FinalFinding {
  readonly detector: string;
  readonly time: number;
  readonly rowId: string;
  readonly severity: string;
  readonly anchor: string;
  readonly anchorTime: number;
}

/** What was last said about an alert that can still change. */
export interface Published {
  readonly detector: string;
  readonly anchor: string;
  readonly anchorTime: number;
  revision: number;
  /** Read it by `printed`. */
  print: string;
  /** Not stored: what was last said, while nobody has asked for its print, and how many findings it had. */
  unprinted?: AlertContent | null;
  findings?: number;
  /** Not stored: this process made the print, so it is as this release makes one. */
  ours?: true;
  /** Not stored: what was last said, or would have been, knew of a bounded subject. */
  bounded?: boolean;
  withdrawn: boolean;
  /** The analyst's, null until there is one. */
  disposition: string | null;
}

export interface Subject {
  readonly tenant: string;
  readonly key: string;
  readonly rows: IdentityEvent[];
  readonly marks: Mark[];
  /** Beside each row its time and a hash of its id: what is looked for at every row stands close together. Not stored. */
  readonly times: number[];
  readonly ids: number[];
  /** Each row as the subject's text will have it. */
  readonly texts: WrittenRow[];
  /** Epoch of all judgements that may still change, '' where they differ. Not stored. */
  epoch: string;
  /** Some row is a timer or asked for one, or something went for size: the next change looks at everything. Not stored. */
  timed: boolean;
  /** Some row may be a verdict. Not stored. */
  judged: boolean;
  /** The first so many rows are final. */
  settled: number;
  /** Everything before the timeline, merged. */
  base: ProfileBuild;
  finals: readonly FinalFinding[];
  /** Final parts of cases that may still grow, by `detector\nanchor`. */
  readonly cases: Map<string, Case>;
  readonly published: Map<string, Published>;
  bounded: boolean;
  /** Unix ms of the newest final finding that went for size, 0: none did. A row up to then may have been told of before. */
  forgotten: number;
  /** What the texts of rows and their marks take, beside the writer's words and parts. */
  bytes: number;
  /** Findings on rows that are not final. */
  live: number;
  /** Not stored: the profile as of the newest judged row, grown from `base` by the first `merged` rows. */
  tip: { profile: ProfileBuild; merged: number } | null;
  /** What rows are written with. */
  writer: Writer;
  /** Not stored: changed since the last commit. */
  dirty: boolean;
}

/** Under which name a ledger keeps a subject: one person may be known to several tenants. */
export function subjectKey(tenant: string, key: string): string {
  return `${tenant}\n${key}`;
}

export function newSubject(tenant: string, key: string): Subject {
  return {
    tenant,
    key,
    rows: [],
    marks: [],
    times: [],
    ids: [],
    texts: [],
    epoch: '',
    timed: false,
    judged: false,
    settled: 0,
    base: emptyProfile(),
    finals: [],
    cases: new Map(),
    published: new Map(),
    bounded: false,
    forgotten: 0,
    bytes: 0,
    live: 0,
    tip: null,
    writer: new Writer(),
    dirty: false,
  };
}

/** Unix ms of the earliest timer after `progress` that a row asked for. */
export function dueOf(subject: Subject, progress: number): number | null {
  if (!subject.timed) return null;
  let due: number | null = null;
  for (let i = 0; i < subject.marks.length; i++) {
    for (const { at } of subject.marks[i]?.timers ?? []) {
      const time = timerTime(subject.times[i] ?? 0, at);
      if (time > progress && (due === null || time < due)) due = time;
    }
  }
  return due;
}

/** What stands around one log record while it is applied. */
export interface Moment {
  /** Log time of the record that decides. */
  readonly at: number;
  /** Id of the record, for the cause of a withdrawal. */
  readonly cause: string;
  readonly horizon: number;
  readonly progress: number;
  readonly epoch: string;
  readonly fact: (name: string, time: number) => string | null;
  /** Rows of the provider before it only teach; −∞ where nothing was told. */
  readonly learnUntil: (provider: Provider) => number;
  readonly publish: (alert: Alert) => void;
}

/** A small integer for an id: equal ids have equal ones, different ids nearly always different ones. */
export function idHash(id: string): number {
  if (id !== newest.id) {
    newest.id = id;
    newest.hash = hash32(id) >>> 2;
  }
  return newest.hash;
}

/** Where the row of this id stands; -1: nowhere. */
export function indexOf({ ids, rows }: Subject, id: string): number {
  const hash = idHash(id);
  for (let i = ids.length - 1; i >= 0; i--) if (ids[i] === hash && rows[i]?.id === id) return i;
  return -1;
}

/** One id is looked for and then placed. */
const newest = { id: '', hash: hash32('') >>> 2 };

/** A mark's share of a subject's text. */
const markBytes = 8;

/** The places that rows are put at, and taken from: all that stands beside them moves with them. */
export function placeAt(subject: Subject, index: number, whole: IdentityEvent, mark: Mark): void {
  const row = whole.kind === 'sign-in' ? asSignInRow(whole) : whole;
  if (subject.writer.written > 2 * subject.rows.length + 8) writeAnew(subject); // most of its words are of rows long gone
  const text = write(subject, row);
  if (index === subject.rows.length) {
    subject.rows.push(row);
    subject.marks.push(mark);
    subject.times.push(row.time);
    subject.ids.push(idHash(row.id));
    subject.texts.push(text);
  } else {
    subject.rows.splice(index, 0, row);
    subject.marks.splice(index, 0, mark);
    subject.times.splice(index, 0, row.time);
    subject.ids.splice(index, 0, idHash(row.id));
    subject.texts.splice(index, 0, text);
  }
  if (row.kind === 'timer') subject.timed = true;
  if (row.kind === 'verdict') subject.judged = true;
}

export function takeAway(subject: Subject, index: number, count: number): void {
  for (let i = index; i < index + count; i++) subject.bytes -= rowBytes(subject.texts[i] ?? '');
  subject.rows.splice(index, count);
  subject.marks.splice(index, count);
  subject.times.splice(index, count);
  subject.ids.splice(index, count);
  subject.texts.splice(index, count);
}

/** All rows again with a writer that knows no others. */
export function writeAnew(subject: Subject): void {
  subject.writer = new Writer();
  subject.bytes = 0;
  for (let i = 0; i < subject.rows.length; i++) {
    const row = subject.rows[i];
    if (row === undefined) continue;
    subject.texts[i] = write(subject, row);
  }
}

function write(subject: Subject, row: IdentityEvent): WrittenRow {
  const text = subject.writer.row(row);
  subject.bytes += rowBytes(text);
  return text;
}

/** What a row and its mark take, beside words and parts. */
export function rowBytes(written: WrittenRow): number {
  return writtenLength(written) + markBytes;
}

/** What the rows take when encoded. */
export function bytesOf(subject: Subject): number {
  return subject.bytes + subject.writer.size;
}

/** Index of the first row that is not before (time, id). */
export function placeOf(subject: Subject, time: number, id: string): number {
  const times = subject.times;
  let high = times.length;
  const last = times[high - 1];
  if (last === undefined || last < time) return high; // in order: nearly always
  let low = 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = times[middle] ?? 0;
    if (at < time || (at === time && (subject.rows[middle]?.id ?? '') < id)) low = middle + 1;
    else high = middle;
  }
  return low;
}
