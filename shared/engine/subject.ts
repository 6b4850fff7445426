/** One subject while it is in memory: timeline, profile, and what was found. */

import type { Alert, Finding, IdentityEvent } from '@gatewatch/domain';
import type { Case } from './case.ts';
import { emptyProfile, type ProfileBuild } from './profile.ts';
import type { Writer } from './writer.ts';

/** A finding as it stands on its row. */
export interface RowFinding {
  readonly detector: string;
  readonly version: number;
  readonly joinMs: number;
  readonly epoch: string;
  readonly finding: Finding;
  anchor: string;
  anchorTime: number;
}

/** What the engine remembers beside a row. */
export interface Mark {
  findings: RowFinding[];
  timers: readonly { readonly detector: string; readonly at: number }[];
  /** Epoch of the row's last judgement. */
  epoch: string;
  /** Decisive in a final finding of medium or above. */
  suspect: boolean;
  /** Behind the horizon, or cited rows were let go: never judged again. */
  final: boolean;
  /** Not stored: the row as the subject's writer put it. */
  text: string | null;
  readonly size: number;
}

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
  print: string;
  withdrawn: boolean;
}

export interface Subject {
  readonly key: string;
  readonly tenant: string;
  readonly rows: IdentityEvent[];
  readonly marks: Mark[];
  /** The first so many rows are final. */
  settled: number;
  /** Everything before the timeline, merged. */
  base: ProfileBuild;
  finals: readonly FinalFinding[];
  /** Final parts of cases that may still grow, by `detector\nanchor`. */
  readonly cases: Map<string, Case>;
  readonly published: Map<string, Published>;
  bounded: boolean;
  /** Encoded size of the rows, estimated. */
  bytes: number;
  /** Findings on rows that are not final. */
  live: number;
  /** Not stored: the profile as of the newest judged row, grown from `base` by the first `merged` rows. */
  tip: { profile: ProfileBuild; merged: number } | null;
  /** Not stored: what the subject's text is written with. */
  writer: Writer | null;
  /** Not stored: changed since the last commit. */
  dirty: boolean;
}

export function newSubject(key: string, tenant: string): Subject {
  return {
    key,
    tenant,
    rows: [],
    marks: [],
    settled: 0,
    base: emptyProfile(),
    finals: [],
    cases: new Map(),
    published: new Map(),
    bounded: false,
    bytes: 0,
    live: 0,
    tip: null,
    writer: null,
    dirty: false,
  };
}

/** Unix ms of the earliest timer after `progress` that a row asked for. */
export function dueOf(subject: Subject, progress: number): number | null {
  let due: number | null = null;
  for (const mark of subject.marks) {
    for (const timer of mark.timers) if (timer.at > progress && (due === null || timer.at < due)) due = timer.at;
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
  readonly publish: (alert: Alert) => void;
}
