/**
 * A subject as text: JSON of short tuples over one dictionary of strings, so that what rows have in common is written once.
 * Versioned: a release opens what the one before it wrote.
 */

import type { IdentityEvent, Seen, SignIn } from '@gatewatch/domain';
import type { Case } from './case.ts';
import { emptyProfile, type ProfileBuild, seenKinds } from './profile.ts';
import type { FinalFinding, Mark, Published, RowFinding, Subject } from './subject.ts';

const version = 1;

class Dictionary {
  readonly words: string[] = [];
  readonly #places = new Map<string, number>();

  /** Index of a word, −1 for null. */
  of(word: string | null | undefined): number {
    if (word === null || word === undefined) return -1;
    let place = this.#places.get(word);
    if (place === undefined) {
      place = this.words.length;
      this.#places.set(word, place);
      this.words.push(word);
    }
    return place;
  }

  object(value: object | null): number {
    return value === null ? -1 : this.of(textOf(value));
  }
}

const texts = new WeakMap<object, string>();
/** Objects of rows are shared and never change: each is written as text once. */
function textOf(value: object): string {
  let text = texts.get(value);
  if (text === undefined) texts.set(value, (text = JSON.stringify(value)));
  return text;
}

export function encodeSubject(subject: Subject): string {
  const words = new Dictionary();
  const rowIds = new Map<string, number>();
  const extra: IdentityEvent[] = [];
  for (let i = 0; i < subject.rows.length; i++) rowIds.set(subject.rows[i]?.id ?? '', i);
  // Evidence of open cases: rows still in the timeline by their index, others written after them.
  const refer = (row: IdentityEvent): number => {
    const index = rowIds.get(row.id);
    if (index !== undefined && (subject.rows[index] === row || extra[index - subject.rows.length] === row)) return index;
    extra.push(row);
    rowIds.set(row.id, subject.rows.length + extra.length - 1);
    return subject.rows.length + extra.length - 1;
  };
  const cases = [...subject.cases.values()].map((of) => [
    { ...of, first: 0, last: 0, leading: 0 },
    of.first.map(refer),
    of.last.map(refer),
    of.leading.map(refer),
  ]);
  const origin = subject.rows[0]?.time ?? subject.base.last ?? 0;
  const rows = [...subject.rows, ...extra].map((row) => encodeRow(row, words, origin));
  const marks = subject.marks.map((mark) =>
    mark.findings.length === 0 && mark.timers.length === 0
      ? [words.of(mark.epoch), (mark.suspect ? 1 : 0) + (mark.final ? 2 : 0), mark.size]
      : [words.of(mark.epoch), (mark.suspect ? 1 : 0) + (mark.final ? 2 : 0), mark.size, mark.findings, mark.timers],
  );
  const published = [...subject.published].map(([id, said]) => [id, said]);
  const profile = encodeProfile(subject.base, words);
  const finals = subject.finals.map((f) => [words.of(f.detector), f.time, f.rowId, words.of(f.severity), f.anchor, f.anchorTime]);
  return JSON.stringify([
    version,
    words.words,
    subject.tenant,
    origin,
    subject.rows.length,
    rows,
    marks,
    profile,
    finals,
    cases,
    published,
    subject.bounded ? 1 : 0,
    subject.bytes,
  ]);
}

function encodeRow(row: IdentityEvent, words: Dictionary, origin: number): unknown {
  if (row.kind !== 'sign-in') return row;
  const prefix = `${row.provider}:`;
  return [
    row.id === prefix + row.recordId ? row.id.slice(prefix.length) : [row.id, row.recordId],
    row.time - origin,
    row.processed === null ? null : row.processed - row.time,
    row.hash,
    words.of(row.provider),
    words.of(row.category),
    words.of(row.tenant),
    row.gaps.length === 0 ? -1 : words.of(row.gaps.join(',')),
    row.actor === null ? -1 : words.object(row.actor),
    row.target === null ? -1 : words.object(row.target),
    words.of(row.ip),
    words.object(row.place),
    words.object(row.network),
    row.interactive ? 1 : 0,
    words.of(row.outcome),
    words.of(row.failure),
    words.of(row.code),
    words.of(row.password),
    words.of(row.secondFactor),
    row.methods.length === 0 ? -1 : words.of(JSON.stringify(row.methods)),
    words.of(row.protocol),
    words.of(row.client),
    words.object(row.device),
    words.of(row.session),
    words.of(row.app),
    words.of(row.appId),
    words.of(row.resource),
    row.requestId === row.recordId ? 0 : row.requestId,
    row.correlationId,
    row.policies.length === 0 ? -1 : words.object(row.policies),
    row.reportOnly.length === 0 ? -1 : words.object(row.reportOnly),
    words.object(row.risk),
  ];
}

function encodeProfile(profile: ProfileBuild, words: Dictionary): unknown {
  const day = profile.last === null ? 0 : profile.last;
  return [
    [profile.rows, profile.first, profile.last, profile.days, profile.activeDays],
    seenKinds.map((kind) =>
      [...profile[kind]].map(([key, seen]) => [
        words.of(key),
        seen.count,
        day - seen.first,
        day - seen.last,
        seen.days,
        seen.trusted === seen.days ? -1 : seen.trusted,
        seen.suspect ? 1 : 0,
      ]),
    ),
    profile.milestones,
  ];
}

/** Thrown for text that no release of ours wrote. */
export class UnreadableState extends Error {}

// The one place where stored text becomes domain types again: a codec, so casts are its business.
export function decodeSubject(key: string, text: string): Subject {
  const parsed = JSON.parse(text) as [
    number,
    string[],
    string,
    number,
    number,
    unknown[],
    unknown[][],
    [number[], unknown[][][], ProfileBuild['milestones']],
    unknown[][],
    [Case, number[], number[], number[]][],
    [string, Published][],
    number,
    number,
  ];
  const [written, words, tenant, origin, inTimeline, rowTuples, markTuples, profile, finals, cases, published, bounded, bytes] =
    parsed;
  if (written !== version)
    throw new UnreadableState(`subject ${key} was written in form ${written}, this release reads ${version}`);
  const objects = new Map<number, unknown>();
  const word = (place: unknown): string | null => words[place as number] ?? null;
  const object = (place: unknown): unknown => {
    if (place === -1) return null;
    const index = place as number;
    let value = objects.get(index);
    if (value === undefined) {
      value = JSON.parse(words[index] ?? 'null');
      texts.set(value as object, words[index] ?? 'null');
      objects.set(index, value);
    }
    return value;
  };
  const rows = rowTuples.map((tuple) =>
    Array.isArray(tuple) ? decodeRow(tuple, origin, word, object) : (tuple as IdentityEvent),
  );
  const pick = (indexes: number[]) => indexes.flatMap((index) => rows[index] ?? []);
  return {
    key,
    tenant,
    rows: rows.slice(0, inTimeline),
    marks: markTuples.map(
      ([epoch, flags, size, findings, timers]): Mark => ({
        epoch: word(epoch) ?? '',
        suspect: ((flags as number) & 1) === 1,
        final: ((flags as number) & 2) === 2,
        size: size as number,
        findings: (findings as RowFinding[] | undefined) ?? [],
        timers: (timers as Mark['timers'] | undefined) ?? [],
      }),
    ),
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
    published: new Map(published),
    bounded: bounded === 1,
    bytes,
    live: markTuples.reduce((sum, tuple) => sum + ((tuple[3] as unknown[] | undefined)?.length ?? 0), 0),
    tip: null,
    dirty: false,
  };
}

function decodeRow(
  t: unknown[],
  origin: number,
  word: (place: unknown) => string | null,
  object: (place: unknown) => unknown,
): SignIn {
  const provider = word(t[4]) as SignIn['provider'];
  const [id, recordId] = Array.isArray(t[0]) ? (t[0] as [string, string]) : [`${provider}:${t[0]}`, t[0] as string];
  const time = (t[1] as number) + origin;
  const gaps = word(t[7]);
  const methods = word(t[19]);
  const row: SignIn = {
    kind: 'sign-in',
    id,
    recordId,
    tenant: word(t[6]) ?? '',
    provider,
    category: word(t[5]) ?? '',
    time,
    processed: t[2] === null ? null : (t[2] as number) + time,
    hash: t[3] as string,
    gaps: gaps === null ? [] : gaps.split(','),
    actor: object(t[8]) as SignIn['actor'],
    target: object(t[9]) as SignIn['target'],
    ip: word(t[10]),
    place: object(t[11]) as SignIn['place'],
    network: object(t[12]) as SignIn['network'],
    interactive: t[13] === 1,
    outcome: word(t[14]) as SignIn['outcome'],
    failure: word(t[15]) as SignIn['failure'],
    code: word(t[16]) ?? '',
    password: word(t[17]) as SignIn['password'],
    secondFactor: word(t[18]) as SignIn['secondFactor'],
    methods: methods === null ? [] : (JSON.parse(methods) as string[]),
    protocol: word(t[20]),
    client: word(t[21]),
    device: object(t[22]) as SignIn['device'],
    session: word(t[23]),
    token: null,
    app: word(t[24]),
    appId: word(t[25]),
    resource: word(t[26]),
    requestId: t[27] === 0 ? recordId : (t[27] as string | null),
    correlationId: t[28] as string | null,
    policies: (object(t[29]) as SignIn['policies'] | null) ?? [],
    reportOnly: (object(t[30]) as SignIn['reportOnly'] | null) ?? [],
    risk: object(t[31]) as SignIn['risk'],
  };
  return row;
}

function decodeProfile(
  [numbers, kinds, milestones]: [number[], unknown[][][], ProfileBuild['milestones']],
  word: (place: unknown) => string | null,
): ProfileBuild {
  const profile = emptyProfile();
  const [rows, first, last, days, activeDays] = numbers;
  profile.rows = rows ?? 0;
  profile.first = first ?? null;
  profile.last = last ?? null;
  profile.days = days ?? 0;
  profile.activeDays = activeDays ?? 0;
  profile.milestones = milestones;
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
      profile[kind].set(word(key) ?? '', seen);
    }
  });
  return profile;
}
