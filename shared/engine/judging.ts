/** Asking every detector about one row of a subject and its past. */

import {
  type Detector,
  dayMs,
  type EventKind,
  type IdentityEvent,
  type Options,
  type Past,
  type PastFinding,
  type Profile,
  withOwnOptions,
} from '@gatewatch/domain';
import type { RowFinding } from './mark.ts';
import { copyProfile, emptyProfile, mergeRow, type ProfileBuild } from './profile.ts';
import { SignInRow } from './sign-in-row.ts';
import { type Moment, placeOf, type Subject } from './subject.ts';

export interface Asked {
  readonly detector: Detector;
  readonly options: Options;
}

export interface Judging {
  /** Detectors by the kind of row they are asked about. */
  readonly byKind: ReadonlyMap<EventKind, readonly Asked[]>;
  readonly byId: ReadonlyMap<string, Asked>;
  /** Rows before it teach and are not judged; null: all are judged. */
  readonly judgeFrom: number | null;
  readonly silence: (detector: string, reason: string) => void;
}

export interface Judged {
  readonly findings: RowFinding[];
  readonly timers: readonly { readonly detector: string; readonly at: number }[];
}

const monthMs = 30 * dayMs;
const noFindings: readonly PastFinding[] = [];
export const nothingJudged: Judged = { findings: [], timers: [] };

/** `index` is the row's place in the timeline, or where it would stand. */
export function judgeRow(
  subject: Subject,
  row: IdentityEvent,
  index: number,
  judging: Judging,
  moment: Moment,
  count: boolean,
): Judged {
  const all = judging.byKind.get(row.kind);
  if (all === undefined || (judging.judgeFrom !== null && row.time < judging.judgeFrom)) return nothingJudged;
  if (row.time < moment.learnUntil(row.provider)) return nothingJudged;
  const asked = row instanceof SignInRow ? row.how.askedOf(all) : all;
  let findings: RowFinding[] | null = null;
  let timers: { detector: string; at: number }[] | null = null;
  let before: Past | null = null;
  for (let i = 0; i < asked.length; i++) {
    const one = asked[i];
    if (one === undefined) continue;
    const card = one.detector.card;
    if (row.kind === 'timer' && row.detector !== card.id) continue;
    before ??= past.before(subject, row, index, moment);
    const judgement = one.detector.judge(row, before, one.options);
    if (count && judgement.silent !== undefined) judging.silence(card.id, judgement.silent);
    if (judgement.timers !== undefined) for (const at of judgement.timers) (timers ??= []).push({ detector: card.id, at });
    for (const finding of judgement.findings) {
      (findings ??= []).push({
        detector: card.id,
        version: card.version,
        joinMs: card.joinMs,
        epoch: moment.epoch,
        finding: { ...finding, facts: withOwnOptions(finding.facts, card, one.options) },
        anchor: row.id,
        anchorTime: row.time,
      });
    }
  }
  return findings === null && timers === null ? nothingJudged : { findings: findings ?? [], timers: timers ?? [] };
}

/**
 * What lies before a row, each part put together when a detector first asks for it: of most rows none asks for the profile. There is one
 * of it, for the time of a judgement: an object a row would be forgotten with its hidden class, and all code compiled for that.
 */
class PastOf implements Past {
  subject = '';
  #of: Subject | null = null;
  #row: IdentityEvent | null = null;
  /** The rows of the day before, which begins at `from` (Unix ms), end at `index`. */
  #from = 0;
  #index = 0;
  #moment: Moment | null = null;
  #rows: readonly IdentityEvent[] | null = null;
  #profile: Profile | null = null;
  #findings: readonly PastFinding[] | null = null;
  readonly fact: Past['fact'] = (name) => this.#moment?.fact(name, this.#row?.time ?? 0) ?? null;

  /** What lies before this row, until the next one is asked about. */
  before(subject: Subject, row: IdentityEvent, index: number, moment: Moment): Past {
    this.subject = subject.key;
    this.#of = subject;
    this.#row = row;
    this.#from = row.time - dayMs;
    this.#index = index;
    this.#moment = moment;
    this.#rows = null;
    this.#profile = null;
    this.#findings = null;
    return this;
  }

  get rows(): readonly IdentityEvent[] {
    return (this.#rows ??= this.#of?.rows.slice(this.#start(this.#of), this.#index) ?? noRows);
  }

  /** By the times that stand beside the rows: a row that is too old is not looked at. */
  newest(back: number, from = Number.NEGATIVE_INFINITY): IdentityEvent | undefined {
    const of = this.#of;
    const at = this.#index - 1 - back;
    if (of === null || at < 0) return undefined;
    const time = of.times[at] ?? 0;
    return time < from || time < this.#from ? undefined : of.rows[at];
  }

  get profile(): Profile {
    const of = this.#of;
    return (this.#profile ??= of === null ? nobody : profileBefore(of, this.#start(of), this.#index));
  }

  get findings(): readonly PastFinding[] {
    if (this.#of === null || this.#row === null) return noFindings;
    return (this.#findings ??= findingsBefore(this.#of, this.#row, this.#index));
  }

  #start(of: Subject): number {
    return (of.times[0] ?? this.#from) >= this.#from ? 0 : placeOf(of, this.#from, '');
  }
}

const noRows: readonly IdentityEvent[] = [];
const nobody: Profile = emptyProfile();
const past = new PastOf();

/** The profile of the first `start` rows over the base, as seen by the row at `index`. */
function profileBefore(subject: Subject, start: number, index: number): Profile {
  const profile = start === 0 ? subject.base : grownTo(subject, start, index);
  return subject.judged ? confirmed(subject, profile, start, index) : profile;
}

/** Verdicts hold at once, not only once they are a day old: those of the timeline clear what older rows left. */
function confirmed(subject: Subject, profile: ProfileBuild, start: number, index: number): ProfileBuild {
  const verdicts = subject.rows.slice(start, index).filter((row) => row.kind === 'verdict');
  if (verdicts.length === 0) return profile;
  const copy = copyProfile(profile);
  for (const verdict of verdicts) mergeRow(copy, verdict, false);
  return copy;
}

/** The base and the first `start` rows over it. */
function grownTo(subject: Subject, start: number, index: number): ProfileBuild {
  if (subject.tip === null || subject.tip.merged > start) subject.tip = { profile: copyProfile(subject.base), merged: 0 };
  const tip = subject.tip;
  if (tip.merged < start) {
    const suspects = suspectsBefore(subject, index);
    for (; tip.merged < start; tip.merged++) {
      const row = subject.rows[tip.merged];
      const mark = subject.marks[tip.merged];
      if (row !== undefined && mark !== undefined) mergeRow(tip.profile, row, mark.suspect || suspects?.has(row.id) === true);
    }
  }
  return tip.profile;
}

function suspectsBefore(subject: Subject, index: number): ReadonlySet<string> | null {
  if (subject.live === 0) return null;
  const ids = new Set<string>();
  for (let i = 0; i < index; i++) {
    for (const { finding } of subject.marks[i]?.findings ?? [])
      if (finding.severity !== 'low') for (const id of finding.decisive) ids.add(id);
  }
  return ids;
}

function findingsBefore(subject: Subject, row: IdentityEvent, index: number): readonly PastFinding[] {
  if (subject.live === 0 && subject.finals.length === 0) return noFindings;
  const found: PastFinding[] = [];
  const from = row.time - monthMs;
  for (const { detector, time, rowId, severity } of subject.finals) {
    const before = time < row.time || (time === row.time && rowId < row.id);
    if (before && time > from) found.push({ detector, time, rowId, severity });
  }
  for (let i = 0; i < index; i++) {
    const before = subject.rows[i];
    for (const { detector, finding } of subject.marks[i]?.findings ?? []) {
      if (before !== undefined && before.time > from)
        found.push({ detector, time: before.time, rowId: before.id, severity: finding.severity });
    }
  }
  return found;
}
