/**
 * A subject as text: JSON of short tuples over one dictionary of strings, so that what rows have in common is written once.
 * Versioned: a release opens what the one before it wrote.
 */

import type { IdentityEvent, Seen } from '@gatewatch/domain';
import type { Case } from './case.ts';
import { emptyProfile, type ProfileBuild, seenKinds } from './profile.ts';
import { readRows } from './row-text.ts';
import {
  type FinalFinding,
  idHash,
  type Mark,
  newMark,
  type Published,
  type RowFinding,
  rowBytes,
  type Subject,
  writeAnew,
} from './subject.ts';
import { Writer } from './writer.ts';

/**
 * In form 1 the words of everything stood in one dictionary, a profile's keys among them. Up to form 2 objects were words like others,
 * as texts of JSON with the names of their fields; templates were whole, and each mark stood by itself.
 */
const version = 3;
const oldest = 1;

export function encodeSubject(subject: Subject): string {
  return subject.writer.aside(() => textOf(subject));
}

function textOf(subject: Subject): string {
  const { writer } = subject;
  const own = `[${writer.words.count},${writer.templates.count},${writer.written}]`;
  const rows: string[] = [];
  for (let i = 0; i < subject.rows.length; i++) {
    const row = subject.rows[i];
    const mark = subject.marks[i];
    if (row !== undefined && mark !== undefined) rows.push((mark.text ??= writer.textOf(row, mark)));
  }
  const marks = encodeMarks(subject.marks, writer);
  const { cases, extra } = encodeCases(subject);
  for (const row of extra) rows.push(writer.textOf(row, writer.row(row)));
  const profile = (subject.base.text ??= JSON.stringify(encodeProfile(subject.base)));
  const finals =
    subject.finals.length === 0
      ? '[]'
      : JSON.stringify(
          subject.finals.map((f) => [
            writer.words.of(f.detector),
            f.time,
            f.rowId,
            writer.words.of(f.severity),
            f.anchor,
            f.anchorTime,
          ]),
        );
  const published =
    subject.published.size === 0 ? '[]' : JSON.stringify([...subject.published].map((one) => encodePublished(one, writer)));
  // Words and templates last: what stands beside the rows needs some of its own.
  return `[${version},[${writer.words.text}],[${writer.templates.text}],${JSON.stringify(subject.tenant)},${writer.origin},${
    subject.rows.length
  },[${rows.join(',')}],${marks},${profile},${finals},${cases},${published},${subject.bounded ? 1 : 0},${own}]`;
}

/** Evidence of open cases: rows still in the timeline by their index, others written after them. */
function encodeCases(subject: Subject): { cases: string; extra: readonly IdentityEvent[] } {
  if (subject.cases.size === 0) return { cases: '[]', extra: [] };
  const extra: IdentityEvent[] = [];
  const places = new Map<IdentityEvent, number>(subject.rows.map((row, index) => [row, index]));
  const refer = (row: IdentityEvent): number => {
    let place = places.get(row);
    if (place === undefined) {
      place = subject.rows.length + extra.length;
      extra.push(row);
      places.set(row, place);
    }
    return place;
  };
  const cases = [...subject.cases.values()].map((of) => [
    { ...of, first: 0, last: 0, leading: 0 },
    of.first.map(refer),
    of.last.map(refer),
    of.leading.map(refer),
  ]);
  return { cases: JSON.stringify(cases), extra };
}

/** An alert's id is its detector's and a hash: the detector is a word of the dictionary. */
function encodePublished([id, said]: [string, Published], { words }: Writer): unknown {
  const { detector, anchor, anchorTime, revision, print, withdrawn, disposition } = said;
  const hash = id.slice(detector.length + 1);
  return [words.of(detector), hash, anchor, anchorTime, revision, print, withdrawn ? 1 : 0, words.of(disposition)];
}

function decodePublished(tuple: unknown[], word: (place: unknown) => string | null): [string, Published] {
  const [of, hash, anchor, anchorTime, revision, print, withdrawn, disposition] = tuple;
  const detector = word(of) ?? '';
  const said: Published = {
    detector,
    anchor: anchor as string,
    anchorTime: anchorTime as number,
    revision: revision as number,
    print: print as string,
    withdrawn: withdrawn === 1,
    disposition: word(disposition),
  };
  return [`${detector}-${hash}`, said];
}

/** Neighbours that are alike and say nothing more stand as one, with their number. */
function encodeMarks(marks: readonly Mark[], { words }: Writer): string {
  const tuples: unknown[] = [];
  for (let i = 0; i < marks.length; i++) {
    const mark = marks[i];
    if (mark === undefined) continue;
    const epoch = words.of(mark.epoch);
    if (isPlain(mark)) {
      let alike = 1;
      while (isLike(marks[i + 1], mark)) {
        alike++;
        i++;
      }
      tuples.push([epoch, flagsOf(mark), alike]);
    } else tuples.push([epoch, flagsOf(mark), mark.findings, mark.timers]);
  }
  return JSON.stringify(tuples);
}

function isLike(mark: Mark | undefined, other: Mark): boolean {
  return mark !== undefined && isPlain(mark) && mark.epoch === other.epoch && flagsOf(mark) === flagsOf(other);
}

function isPlain(mark: Mark): boolean {
  return mark.findings.length === 0 && mark.timers.length === 0;
}

function flagsOf(mark: Mark): number {
  return (mark.suspect ? 1 : 0) + (mark.final ? 2 : 0);
}

function decodeMarks(tuples: unknown[][], word: (place: unknown) => string | null): Mark[] {
  const marks: Mark[] = [];
  for (const [epoch, flags, more, timers] of tuples) {
    const mark = {
      ...newMark(),
      epoch: word(epoch) ?? '',
      suspect: ((flags as number) & 1) === 1,
      final: ((flags as number) & 2) === 2,
    };
    const alike = typeof more === 'number' ? more : 1;
    for (let i = 0; i < alike; i++) {
      const findings = Array.isArray(more) ? (more as RowFinding[]) : mark.findings;
      marks.push({ ...mark, findings, timers: (timers as Mark['timers'] | undefined) ?? mark.timers });
    }
  }
  return marks;
}

function encodeProfile(profile: ProfileBuild): unknown {
  const day = profile.last === null ? 0 : profile.last;
  return [
    [
      profile.rows,
      profile.first,
      profile.last,
      profile.days,
      profile.activeDays,
      ...(profile.routesSince === null ? [] : [profile.routesSince]),
    ],
    seenKinds.map((kind) =>
      Array.from(profile[kind], ([key, seen]) => [
        key,
        seen.count,
        day - seen.first,
        day - seen.last,
        seen.days,
        seen.trusted === seen.days ? -1 : seen.trusted,
        seen.suspect ? 1 : 0,
      ]),
    ),
    profile.milestones.map(({ time, id, what }) => [time, id, what]),
  ];
}

/** Thrown for text that no release of ours wrote. */
export class UnreadableState extends Error {}

// The one place where stored text becomes domain types again: a codec, so casts are its business.
/** `stored`: the ledger's name of the subject, as `subjectKey` writes it. */
export function decodeSubject(stored: string, text: string): Subject {
  const key = stored.slice(stored.indexOf('\n') + 1);
  const parsed = JSON.parse(text) as [
    number,
    unknown[],
    number[][],
    string,
    number,
    number,
    unknown[],
    unknown[][],
    [number[], unknown[][][], unknown[][]],
    unknown[][],
    [Case, number[], number[], number[]][],
    unknown[][],
    number,
    number | readonly [number, number, number],
  ];
  const [
    written,
    words,
    templates,
    tenant,
    origin,
    inTimeline,
    rowTuples,
    markTuples,
    profile,
    finals,
    cases,
    published,
    bounded,
    counts,
  ] = parsed;
  if (written < oldest || written > version)
    throw new UnreadableState(`subject ${key} was written in form ${written}, this release reads ${oldest} to ${version}`);
  const { rows, templates: read, word } = readRows(written, words, templates, origin, rowTuples);
  const pick = (indexes: number[]) => indexes.flatMap((index) => rows[index] ?? []);
  const timeline = rows.slice(0, inTimeline);
  const marks = decodeMarks(markTuples, word);
  const firstOpen = marks.findIndex((mark) => !mark.final);
  const subject: Subject = {
    tenant,
    key,
    rows: timeline,
    times: timeline.map((row) => row.time),
    ids: timeline.map((row) => idHash(row.id)),
    epoch: '',
    timed: true,
    judged: true,
    marks,
    settled: firstOpen < 0 ? marks.length : firstOpen,
    base: decodeProfile(profile, word),
    finals: finals.map(
      ([detector, time, rowId, severity, anchor, anchorTime]): FinalFinding => ({
        detector: word(detector) ?? '',
        time: time as number,
        rowId: rowId as string,
        severity: word(severity) ?? '',
        anchor: anchor as string,
        anchorTime: anchorTime as number,
      }),
    ),
    cases: new Map(
      cases.map(([of, first, last, leading]): [string, Case] => [
        `${of.detector}\n${of.anchor}`,
        { ...of, first: pick(first), last: pick(last), leading: pick(leading) },
      ]),
    ),
    published: new Map(published.map((tuple) => decodePublished(tuple, word))),
    bounded: bounded === 1,
    bytes: 0,
    live: marks.reduce((sum, mark) => sum + mark.findings.length, 0),
    tip: null,
    writer: new Writer(),
    dirty: false,
  };
  if (typeof counts === 'number' || written < version) writeAnew(subject);
  else {
    const [ofRows, templatesOfRows, count] = counts;
    subject.writer = new Writer({
      origin,
      words: words.slice(0, ofRows),
      templates: templates.slice(0, templatesOfRows),
      read,
      rows: count,
    });
    asWritten(subject, rowTuples);
  }
  return subject;
}

/** The lines of the timeline's rows as they stand in its text. */
function asWritten(subject: Subject, tuples: readonly unknown[]): void {
  for (let i = 0; i < subject.marks.length; i++) {
    const mark = subject.marks[i];
    const tuple = tuples[i];
    if (mark === undefined) continue;
    mark.text = JSON.stringify(tuple);
    mark.size = mark.text.length;
    mark.template = Array.isArray(tuple) ? Number(tuple[4]) : -1;
    subject.bytes += rowBytes(mark);
  }
}

function decodeProfile(
  [numbers, kinds, milestones]: [number[], unknown[][][], unknown[][]],
  word: (place: unknown) => string | null,
): ProfileBuild {
  const profile = emptyProfile();
  const [rows, first, last, days, activeDays, routesSince] = numbers;
  profile.rows = rows ?? 0;
  profile.first = first ?? null;
  profile.last = last ?? null;
  profile.days = days ?? 0;
  profile.activeDays = activeDays ?? 0;
  // Written before routes were remembered: what the person always did is not known yet.
  profile.routesSince = kinds.length < seenKinds.length ? profile.last : (routesSince ?? null);
  profile.milestones = milestones.map(([time, id, what]) => ({
    time: time as number,
    id: id as string,
    what: named(what, word),
  }));
  const day = profile.last ?? 0;
  seenKinds.forEach((kind, i) => {
    for (const [key, count, sinceFirst, sinceLast, mask, trusted, suspect] of kinds[i] ?? []) {
      const seen: Seen = {
        count: count as number,
        first: day - (sinceFirst as number),
        last: day - (sinceLast as number),
        days: mask as number,
        trusted: trusted === -1 ? (mask as number) : (trusted as number),
        suspect: suspect === 1,
      };
      profile[kind].set(named(key, word), seen);
    }
  });
  return profile;
}

/** Form 1 wrote a word's place. */
function named(name: unknown, word: (place: unknown) => string | null): string {
  return typeof name === 'string' ? name : (word(name) ?? '');
}
