/**
 * A subject as text: JSON of short tuples over one dictionary of strings, so that what rows have in common is written once.
 * Versioned: a release opens what the one before it wrote.
 */

import { type IdentityEvent, label, type Seen } from '@gatewatch/domain';
import { type Case, caseKey } from './case.ts';
import { Dictionary, joinedJson, quoted } from './dictionary.ts';
import { isPlain, type Mark, markOf, none, plainMark, type RowFinding } from './mark.ts';
import { Parts } from './parts.ts';
import { printed } from './print.ts';
import { addSeen, emptyProfile, type ProfileBuild, seenKinds } from './profile.ts';
import { readRows, type WrittenParts } from './row-text.ts';
import { type FinalFinding, idHash, type Published, rowBytes, type Subject, writeAnew } from './subject.ts';
import { Writer } from './writer.ts';
import { writtenAgain, writtenTexts } from './written-row.ts';

/**
 * In form 1 the words of everything stood in one dictionary, a profile's keys among them. Up to form 2 objects were words like others,
 * as texts of JSON with the names of their fields; templates were whole, and each mark stood by itself. Up to form 3 what rows have in
 * common was one list of templates, and the epochs of marks were words.
 */
const version = 4;
const oldest = 1;

export function encodeSubject(subject: Subject): string {
  const { rows, base } = subject;
  const { words, wheres, whats, hows, written } = subject.writer;
  const own = `[${words.count},${wheres.count},${whats.count},${hows.count},${written}]`;
  const alone = subject.finals.length === 0 && subject.published.size === 0 && subject.cases.size === 0;
  const writer = alone ? subject.writer : subject.writer.copy(); // what stands beside the rows needs words of its own
  let texts = writtenTexts(subject.texts, rows, writer.origin);
  let beside = '[],[],[]';
  if (!alone) {
    const { cases, extra } = encodeCases(subject);
    for (const row of extra) texts += `${texts === '' ? '' : ','}${writtenTexts([writer.row(row)], [row], writer.origin)}`;
    beside = `${encodeFinals(subject.finals, writer)},${cases},${JSON.stringify([...subject.published].map((one) => encodePublished(one, writer)))}`;
  }
  const profile = (base.text ??= encodeProfile(base));
  const parts = `[[${writer.wheres.text}],[${writer.whats.text}],[${writer.hows.text}]]`;
  const bounded = subject.bounded ? Math.max(1, subject.forgotten) : 0;
  return `[${version},[${writer.words.text}],${parts},${quoted(subject.tenant)},${writer.origin},${rows.length},[${texts}],${encodeMarks(subject.marks)},${profile},${beside},${bounded},${own}]`;
}

function encodeFinals(finals: readonly FinalFinding[], { words }: Writer): string {
  return JSON.stringify(finals.map((f) => [words.of(f.detector), f.time, f.rowId, words.of(f.severity), f.anchor, f.anchorTime]));
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
  const { detector, anchor, anchorTime, revision, withdrawn, disposition } = said;
  const hash = id.slice(detector.length + 1);
  return [words.of(detector), hash, anchor, anchorTime, revision, printed(said), withdrawn ? 1 : 0, words.of(disposition)];
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

/** Their epochs, each once; then the marks: neighbours that are alike and say nothing more stand as one, with their number. */
function encodeMarks(marks: readonly Mark[]): string {
  const epochs: string[] = [];
  const tuples: unknown[] = [];
  for (let i = 0; i < marks.length; i++) {
    const mark = marks[i];
    if (mark === undefined) continue;
    let epoch = epochs.indexOf(mark.epoch);
    if (epoch < 0) epoch = epochs.push(mark.epoch) - 1;
    const flags = (mark.suspect ? 1 : 0) + (mark.final ? 2 : 0);
    if (isPlain(mark)) {
      let alike = 1;
      for (; marks[i + 1] === mark; i++) alike++;
      tuples.push([epoch, flags, alike]);
    } else tuples.push([epoch, flags, mark.findings, mark.timers]);
  }
  return JSON.stringify([epochs, tuples]);
}

function decodeMarks(tuples: readonly unknown[][], epochOf: (place: unknown) => string): Mark[] {
  const marks: Mark[] = [];
  for (const [place, flags, more, timers] of tuples) {
    const epoch = epochOf(place);
    const suspect = ((flags as number) & 1) === 1;
    const final = ((flags as number) & 2) === 2;
    if (Array.isArray(more)) {
      const mark = {
        findings: more as RowFinding[],
        timers: (timers as Mark['timers'] | undefined) ?? none,
        epoch,
        suspect,
        final,
      };
      marks.push(markOf(mark));
    } else for (let i = typeof more === 'number' ? more : 1; i > 0; i--) marks.push(plainMark(epoch, suspect, final));
  }
  return marks;
}

function encodeProfile(profile: ProfileBuild): string {
  const { rows, first, last, days, activeDays, routesSince, milestones } = profile;
  const day = last ?? 0;
  const numbers = [rows, first, last, days, activeDays];
  if (routesSince !== null) numbers.push(routesSince);
  const kinds: unknown[] = [];
  for (const kind of seenKinds) {
    const tuples: unknown[] = [];
    for (const [key, { count, first: from, last: to, days: mask, trusted, suspect }] of profile[kind])
      tuples.push([key, count, day - from, day - to, mask, trusted === mask ? -1 : trusted, suspect ? 1 : 0]);
    kinds.push(tuples);
  }
  return JSON.stringify([numbers, kinds, milestones.map(({ time, id, what }) => [time, id, what])]);
}

/** A stored text of a newer release, or a damaged one: one sentence with what to do. */
export class UnreadableState extends Error {
  constructor(subject: string, what: string, cause?: unknown) {
    super(`The state of ${label(subject, 60)} ${what}.`, { cause });
    this.name = 'UnreadableState';
  }
}

// The one place where stored text becomes domain types again: a codec, so casts are its business.
/** `stored`: the ledger's name of the subject, as `subjectKey` writes it. */
export function decodeSubject(stored: string, text: string): Subject {
  const key = stored.slice(stored.indexOf('\n') + 1);
  const parsed = parse(key, text) as [
    number,
    unknown[],
    number[][] | number[][][],
    string,
    number,
    number,
    unknown[],
    unknown[][] | [string[], unknown[][]],
    [number[], unknown[][][], unknown[][]],
    unknown[][],
    [Case, number[], number[], number[]][],
    unknown[][],
    number,
    number | readonly number[],
  ];
  const [
    written,
    words,
    parts,
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
  if (written > version) {
    const what = `was written by a newer Gatewatch (form ${written}, this release reads ${oldest} to ${version})`;
    throw new UnreadableState(key, `${what}: use that release, or replay the logs into a new ledger`);
  }
  const lists = (written < version ? [parts] : parts) as WrittenParts;
  const { rows, parts: read, word } = readRows(written, words, lists, origin, rowTuples);
  const pick = (indexes: number[]) => indexes.flatMap((index) => rows[index] ?? []);
  const timeline = rows.slice(0, inTimeline);
  const [epochs, ofEpochs] = written < version ? [null, markTuples] : (markTuples as [string[], unknown[][]]);
  const marks = decodeMarks(ofEpochs as unknown[][], (place) => epochs?.[place as number] ?? word(place) ?? '');
  const firstOpen = marks.findIndex((mark) => !mark.final);
  const subject: Subject = {
    tenant,
    key,
    rows: timeline,
    times: timeline.map((row) => row.time),
    ids: timeline.map((row) => idHash(row.id)),
    texts: [],
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
        caseKey(of),
        { ...of, first: pick(first), last: pick(last), leading: pick(leading) },
      ]),
    ),
    published: new Map(published.map((tuple) => decodePublished(tuple, word))),
    bounded: bounded !== 0,
    forgotten: bounded === 1 ? 0 : bounded,
    bytes: 0,
    live: marks.reduce((sum, mark) => sum + mark.findings.length, 0),
    tip: null,
    writer: new Writer(),
    dirty: false,
  };
  if (typeof counts === 'number' || written < version) writeAnew(subject);
  else {
    const [ofWords = 0, ofWheres = 0, ofWhats = 0, ofHows = 0, count = 0] = counts;
    const first = <T>(all: readonly T[], places: readonly (readonly number[])[] = [], most: number): Parts<T> =>
      new Parts(all.slice(0, most), joinedJson(places.slice(0, most)));
    subject.writer = new Writer({
      origin,
      words: new Dictionary(words.slice(0, ofWords)),
      wheres: first(read.wheres, lists[0], ofWheres),
      whats: first(read.whats, lists[1], ofWhats),
      hows: first(read.hows, lists[2], ofHows),
      rows: count,
    });
    for (let i = 0; i < timeline.length; i++) {
      const text = writtenAgain(rowTuples[i], timeline[i], origin);
      subject.texts.push(text);
      subject.bytes += rowBytes(text);
    }
  }
  return subject;
}

/** A list that begins with the number of its form. */
function parse(key: string, text: string): unknown {
  let reason = 'its text is no list of a form that there was';
  let cause: unknown;
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed) && Number.isSafeInteger(parsed[0]) && parsed[0] >= oldest) return parsed;
  } catch (error) {
    cause = error;
    reason = 'its text was cut or changed';
  }
  throw new UnreadableState(
    key,
    `is damaged (${reason}): put back a copy of the ledger, or replay the logs into a new one`,
    cause,
  );
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
      addSeen(profile, kind, named(key, word), seen);
    }
  });
  return profile;
}

/** Form 1 wrote a word's place. */
function named(name: unknown, word: (place: unknown) => string | null): string {
  return typeof name === 'string' ? name : (word(name) ?? '');
}
