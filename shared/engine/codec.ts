/**
 * A subject as text: JSON of short tuples over one dictionary of strings, so that what rows have in common is written once.
 * Versioned: a release opens what the one before it wrote.
 */

import type { IdentityEvent, Route, Seen, SignIn } from '@gatewatch/domain';
import type { Case } from './case.ts';
import { emptyProfile, type ProfileBuild, seenKinds } from './profile.ts';
import { routeOf } from './route-text.ts';
import { type FinalFinding, idHash, type Mark, type Published, type RowFinding, rowTextBytes, type Subject } from './subject.ts';
import { Writer } from './writer.ts';

const version = 2;
/** In form 1 the words of everything stood in one dictionary, a profile's keys among them. */
const oldest = 1;

export function encodeSubject(subject: Subject): string {
  return subject.writer.aside(() => textOf(subject));
}

function textOf(subject: Subject): string {
  const { writer } = subject;
  const { words, templates } = writer.counts;
  const own = [words, templates, writer.written];
  let rows = '';
  let marks = '';
  for (let i = 0; i < subject.marks.length; i++) {
    const mark = subject.marks[i];
    if (mark === undefined) continue;
    rows += (i === 0 ? '' : ',') + mark.text;
    marks += (i === 0 ? '' : ',') + encodeMark(mark, writer);
  }
  const { cases, extra } = encodeCases(subject);
  for (const row of extra) rows += (rows === '' ? '' : ',') + writer.row(row);
  const profile = (subject.base.text ??= JSON.stringify(encodeProfile(subject.base)));
  const finals =
    subject.finals.length === 0
      ? '[]'
      : JSON.stringify(
          subject.finals.map((f) => [writer.of(f.detector), f.time, f.rowId, writer.of(f.severity), f.anchor, f.anchorTime]),
        );
  const published =
    subject.published.size === 0 ? '[]' : JSON.stringify([...subject.published].map((one) => encodePublished(one, writer)));
  return `[${version},[${writer.wordsText}],[${writer.templatesText}],${JSON.stringify(subject.tenant)},${writer.origin},${
    subject.rows.length
  },[${rows}],[${marks}],${profile},${finals},${cases},${published},${subject.bounded ? 1 : 0},[${own}]]`;
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
function encodePublished([id, said]: [string, Published], words: Writer): unknown {
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

function encodeMark(mark: Mark, writer: Writer): string {
  const flags = (mark.suspect ? 1 : 0) + (mark.final ? 2 : 0);
  const head = `${writer.of(mark.epoch)},${flags}`;
  if (mark.findings.length === 0 && mark.timers.length === 0) return `[${head}]`;
  return `[${head},${JSON.stringify(mark.findings)},${JSON.stringify(mark.timers)}]`;
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
    string[],
    unknown[][],
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
  const objects = new Map<number, unknown>();
  const word = (place: unknown): string | null => words[place as number] ?? null;
  const object = (place: unknown): unknown => {
    if (place === -1) return null;
    const index = place as number;
    let value = objects.get(index);
    if (value === undefined) {
      value = JSON.parse(words[index] ?? 'null');
      objects.set(index, value);
    }
    return value;
  };
  // Rows of a release that knew no routes have no place for one.
  const routes = new Map<unknown, Route>();
  const route = (place: unknown): Route => {
    let value = routes.get(place);
    if (value === undefined) routes.set(place, (value = routeOf(word(place))));
    return value;
  };
  const rows = rowTuples.map((tuple) =>
    Array.isArray(tuple)
      ? decodeRow(tuple, templates, origin, word, object, route)
      : decodeOther(tuple as { fields: number; values: unknown[] }, word),
  );
  const pick = (indexes: number[]) => indexes.flatMap((index) => rows[index] ?? []);
  const timeline = rows.slice(0, inTimeline);
  const texts = rowTuples.slice(0, inTimeline).map((tuple) => JSON.stringify(tuple));
  const [rowWords, rowTemplates, rowsWritten] =
    typeof counts === 'number' ? [words.length, templates.length, rows.length] : counts;
  return {
    tenant,
    key,
    rows: timeline,
    times: timeline.map((row) => row.time),
    ids: timeline.map((row) => idHash(row.id)),
    epoch: '',
    timed: true,
    judged: true,
    marks: markTuples.map(
      ([epoch, flags, findings, timers], i): Mark => ({
        epoch: word(epoch) ?? '',
        suspect: ((flags as number) & 1) === 1,
        final: ((flags as number) & 2) === 2,
        findings: (findings as RowFinding[] | undefined) ?? [],
        timers: (timers as Mark['timers'] | undefined) ?? [],
        text: texts[i] ?? '',
      }),
    ),
    settled:
      markTuples.findIndex(([, flags]) => ((flags as number) & 2) === 0) < 0
        ? markTuples.length
        : markTuples.findIndex(([, flags]) => ((flags as number) & 2) === 0),
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
    bytes: rowTextBytes(texts),
    live: markTuples.reduce((sum, tuple) => sum + ((tuple[2] as unknown[] | undefined)?.length ?? 0), 0),
    tip: null,
    writer: new Writer({
      origin,
      words: words.slice(0, rowWords),
      templates: templates.slice(0, rowTemplates).map((template) => JSON.stringify(template)),
      rows: rowsWritten,
    }),
    dirty: false,
  };
}

function decodeOther(
  { fields, values }: { fields: number; values: unknown[] },
  word: (place: unknown) => string | null,
): IdentityEvent {
  const names = (word(fields) ?? '').split(',');
  const value = (one: unknown): unknown => {
    if (!Array.isArray(one)) return one;
    const [place, isJson] = one as unknown[];
    const text = word(place) ?? '';
    return isJson === 1 ? JSON.parse(text) : text;
  };
  return Object.fromEntries(names.map((name, i) => [name, value(values[i])])) as unknown as IdentityEvent;
}

function decodeRow(
  own: unknown[],
  templates: unknown[][],
  origin: number,
  word: (place: unknown) => string | null,
  object: (place: unknown) => unknown,
  route: (place: unknown) => Route,
): SignIn {
  const t = templates[own[4] as number] ?? [];
  const provider = word(t[0]) as SignIn['provider'];
  const [id, recordId] = Array.isArray(own[0]) ? (own[0] as [string, string]) : [`${provider}:${own[0]}`, own[0] as string];
  const time = (own[1] as number) + origin;
  const gaps = word(t[3]);
  const requestId = own[5] as string | null;
  return {
    kind: 'sign-in',
    id,
    recordId,
    tenant: word(t[2]) ?? '',
    provider,
    category: word(t[1]) ?? '',
    time,
    processed: own[2] === null ? null : (own[2] as number) + time,
    hash: own[3] as string,
    gaps: gaps === null ? [] : gaps.split(','),
    actor: object(t[4]) as SignIn['actor'],
    target: object(t[5]) as SignIn['target'],
    ip: word(t[6]),
    place: object(t[7]) as SignIn['place'],
    network: object(t[8]) as SignIn['network'],
    interactive: t[9] === 1,
    outcome: word(t[10]) as SignIn['outcome'],
    failure: word(t[11]) as SignIn['failure'],
    code: word(t[12]) ?? '',
    password: word(t[13]) as SignIn['password'],
    secondFactor: word(t[14]) as SignIn['secondFactor'],
    methods: (object(t[15]) as string[] | null) ?? [],
    protocol: word(t[16]),
    route: route(t[26]),
    client: word(t[17]),
    device: object(t[18]) as SignIn['device'],
    session: word(t[19]),
    app: word(t[20]),
    appId: word(t[21]),
    resource: word(t[22]),
    requestId,
    correlationId: own[6] === 0 ? requestId : (own[6] as string | null),
    policies: (object(t[23]) as SignIn['policies'] | null) ?? [],
    reportOnly: (object(t[24]) as SignIn['reportOnly'] | null) ?? [],
    risk: object(t[25]) as SignIn['risk'],
  };
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
