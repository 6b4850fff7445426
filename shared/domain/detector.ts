/** A detector is a question: `judge(row, past) → findings`. No state, clock, I/O or randomness of its own. */

import type { Course, EventKind, IdentityEvent } from './identity-event.ts';
import type { Profile } from './profile.ts';

export type Severity = 'low' | 'medium' | 'high' | 'critical';
export const severities: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/** One option of a detector: its default, why the number is what it is, and which others are allowed. */
export interface Option {
  readonly default: number;
  /** The least number that makes sense; where it is not said, the number must be more than 0. */
  readonly least?: number;
  readonly most?: number;
  readonly unit: string;
  readonly reason: string;
}

export interface Card {
  /** File name = id in configuration = heading in the catalogue. */
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** The usual severity; a finding may say another with its reason. */
  readonly severity: Severity;
  /** MITRE ATT&CK technique ids with names, `T1621 Multi-Factor Authentication Request Generation`. */
  readonly attack: readonly string[];
  readonly question: string;
  /** What the anchor of an alert stands for, in words. */
  readonly anchor: string;
  readonly blindSpots: readonly string[];
  readonly falsePositives: readonly string[];
  readonly steps: readonly string[];
  /** Kinds of rows it is asked about. */
  readonly kinds: readonly EventKind[];
  /** How far back of the judged row it reads rows, at most 24 h; older it knows only by the profile. */
  readonly windowMs: number;
  /** Findings at most this far apart belong to one alert. */
  readonly joinMs: number;
  readonly options: Readonly<Record<string, Option>>;
}

export type Options = Readonly<Record<string, number>>;

/** A number of a finding against its threshold. `measure` computes it again from the decisive rows alone. */
export interface Fact {
  readonly name: string;
  readonly value: number | string;
  readonly unit: string | null;
  readonly threshold: number | null;
  /** How value stands to threshold when the finding holds. */
  readonly test: '>=' | '>' | '<=' | '<' | '=' | null;
}

export interface Finding {
  /** Distinguishes findings of one detector on one row; usually ''. */
  readonly variant: string;
  readonly severity: Severity;
  /** 0–100. */
  readonly risk: number;
  readonly confidence: 'low' | 'medium' | 'high';
  /** Why the confidence is what it is, one phrase each. */
  readonly because: readonly string[];
  /** One sentence with the numbers against the thresholds. Untrusted text only through `label()` of text.ts. */
  readonly explanation: string;
  readonly facts: readonly Fact[];
  /** Ids of the rows that decide it (at most 20), the judged row among them. */
  readonly decisive: readonly string[];
  /** What is normal for the subject and on how much data. */
  readonly baseline: readonly string[];
}

/** A finding made on an earlier row of the subject: part of the past of later rows. */
export interface PastFinding {
  readonly detector: string;
  readonly time: number;
  readonly rowId: string;
  readonly severity: string;
}

export interface Past {
  /** Rows of the subject in [T − 24 h, T), in (time, id) order; the judged row is not among them. */
  readonly rows: readonly IdentityEvent[];
  /** Of the same rows one by one, newest first: `back` 0 is the newest; undefined behind the oldest that is not before `from` (Unix ms). */
  newest(back: number, from?: number): IdentityEvent | undefined;
  /** Everything before T − 24 h. */
  readonly profile: Profile;
  /** Findings on rows before T, oldest first, 30 days back. */
  readonly findings: readonly PastFinding[];
  /** The subject whose timeline this is: a row may stand in its actor's and its target's. */
  readonly subject: string;
  /** The tenant's facts as of T: `privileged:<key>` → `yes`, … */
  readonly fact: (name: string) => string | null;
}

/** `newest` of a past whose rows are at hand. */
export function newestOf(rows: readonly IdentityEvent[]): Past['newest'] {
  return (back, from = Number.NEGATIVE_INFINITY) => {
    const row = rows[rows.length - 1 - back];
    return row === undefined || row.time < from ? undefined : row;
  };
}

export interface Judgement {
  readonly findings: readonly Finding[];
  /** Unix ms: come back then, as a `timer` row of this detector. */
  readonly timers?: readonly number[];
  /** Why nothing was found, a stable phrase counted in the summary; absent where the question did not arise. */
  readonly silent?: string;
}

export interface Detector {
  readonly card: Card;
  judge(row: IdentityEvent, past: Past, options: Options): Judgement;
  /** False where `judge` says `nothing` of every sign-in that went so, whatever its past: it is not asked then. */
  concerns?(course: Course): boolean;
  /** The facts of a finding from its decisive rows alone, in (time, id) order: `judge` uses it, `gatewatch verify` repeats it. */
  measure(rows: readonly IdentityEvent[], options: Options): readonly Fact[];
}

export const nothing: Judgement = { findings: [] };

const silences = new Map<string, Judgement>();
/** A judgement without findings and with the reason why. */
export function silent(reason: string): Judgement {
  let known = silences.get(reason);
  if (known === undefined) silences.set(reason, (known = { findings: [], silent: reason }));
  return known;
}

/**
 * A finding's facts with the options that are not the card's defaults, by name: without them nobody could compute the numbers again
 * from the alert alone.
 */
export function withOwnOptions(facts: readonly Fact[], card: Card, options: Options): readonly Fact[] {
  const own = Object.entries(card.options).flatMap(([name, { default: usual, unit }]): Fact[] => {
    const value = options[name] ?? usual;
    return value === usual ? [] : [{ name, value, unit, threshold: null, test: null }];
  });
  return own.length === 0 ? facts : [...facts, ...own];
}

/** The options that the facts were computed with. */
export function optionsIn(facts: readonly Fact[], card: Card): Options {
  const own = facts.flatMap(({ name, value }): [string, number][] =>
    Object.hasOwn(card.options, name) && typeof value === 'number' ? [[name, value]] : [],
  );
  return optionsOf(card, Object.fromEntries(own));
}

export function optionsOf(card: Card, overrides: Options = {}): Options {
  const all: Record<string, number> = {};
  for (const [name, option] of Object.entries(card.options)) all[name] = overrides[name] ?? option.default;
  return all;
}
