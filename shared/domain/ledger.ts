/** Port: a partition's subjects, position and outbox, committed together, fenced (SEMANTICS.md 7.1). */

import type { Alert } from './alert.ts';
import type { Verdict } from './identity-event.ts';

export interface StoredSubject {
  readonly key: string;
  /** Encoded by the engine; the ledger does not look inside. */
  readonly state: string;
  /** Unix ms of the earliest timer, null where none waits. */
  readonly due: number | null;
}

export interface StoredFact {
  readonly key: string;
  /** The ledger does not look inside. */
  readonly value: string;
}

export interface LedgerCommit {
  /** Everything before this place of the partition's log is applied. */
  readonly position: number;
  /** Progress, horizon, epoch of the partition, encoded by the engine. */
  readonly meta: string;
  /** What the partition knows of its tenants, encoded by the engine: those that changed. Default: none. */
  readonly facts?: readonly StoredFact[];
  readonly puts: readonly StoredSubject[];
  readonly deletes: readonly string[];
  /** New revisions, in order; (id, revision) is unique and an identical repeat is allowed. */
  readonly outbox: readonly Alert[];
  /** (tenant, directory, stable id) → subject key, written once. */
  readonly links: readonly { readonly id: string; readonly key: string }[];
}

export interface OutboxRow {
  /** Grows within the partition and never repeats. */
  readonly sequence: number;
  readonly alert: Alert;
}

export interface Partition {
  readonly token: number;
  readonly position: number;
  readonly meta: string | null;
  /** As of the acquisition: key → value of every fact. */
  readonly facts: ReadonlyMap<string, string>;
  /** As of the acquisition: the outbox up to this sequence was sent on; 0: nothing. From there it is sent again after a crash. */
  readonly published: number;
  /** As of the acquisition: sequence of the last outbox row; 0: none yet. */
  readonly said: number;
  load(keys: readonly string[]): Promise<readonly StoredSubject[]>;
  /** Keys with a timer at or before `time`, earliest first. */
  due(time: number): Promise<readonly string[]>;
  links(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Newest revision of each of this partition's alerts that is committed; an id without one is left out. */
  alerts(ids: readonly string[]): Promise<readonly Alert[]>;
  /**
   * Where a ledger has it: takes subjects of the commit to come, so that they need not stay in memory. Until then only this partition's
   * `load` and `due` know of them; without it, or where it throws, they stand as they were, and so the partition is to be acquired again
   * and its log read again from its position. Nothing else is written to the ledger meanwhile. Throws Fenced.
   */
  ahead?(puts: readonly StoredSubject[]): Promise<void>;
  /** Gives the sequence of the last outbox row. Throws Fenced where a newer holder has acquired the partition: nothing is written then. */
  commit(step: LedgerCommit): Promise<number>;
  /** Marks the outbox as sent on, up to and including `through`; the mark never goes back. Throws Fenced. */
  publish(through: number): Promise<void>;
}

export interface Ledger extends AsyncDisposable {
  /** Takes the partition with a new, greater fencing token. */
  acquire(partition: string): Promise<Partition>;
  /** A partition's outbox rows after `after` (exclusive), in order. */
  outbox(partition: string, after: number, limit: number): Promise<readonly OutboxRow[]>;
  /** Forgets outbox rows up to `through`, none beyond the published mark; the newest revision of every alert stays. */
  trim(partition: string, through: number): Promise<void>;
  /** Newest revision of every alert of every partition, ordered by id. */
  alerts(): Promise<readonly Alert[]>;
  subjects(partition: string): AsyncIterable<StoredSubject>;
  /** All of every partition. */
  links(): Promise<readonly { readonly id: string; readonly key: string }[]>;
  partitions(): Promise<readonly { readonly name: string; readonly meta: string | null }[]>;
  /** All of a partition. */
  facts(partition: string): Promise<ReadonlyMap<string, string>>;
  /** The analysts' part of the log, in the order it was given: outlives `restart`. */
  verdicts(): Promise<readonly (GivenVerdict & { readonly sequence: number })[]>;
  /** Appends to it; one id is kept once. */
  give(verdict: GivenVerdict): Promise<void>;
  /** Forgets all but the verdicts: a run begins from nothing. */
  restart(): Promise<void>;
  /** Every text through `change`, in one step; nothing of what went is left in the store. */
  rewrite(change: LedgerRewrite): Promise<void>;
}

export interface GivenVerdict {
  readonly event: Verdict;
  /** Log time, Unix ms. */
  readonly at: number;
}

/** For erasure and retention: the text as it shall stand, null where it goes. */
export interface LedgerRewrite {
  meta(text: string): string;
  /** Null: it goes. */
  fact(stored: StoredFact): StoredFact | null;
  subject(stored: StoredSubject): string | null;
  /** JSON of one revision. */
  alert(text: string): string | null;
  /** JSON of a GivenVerdict. */
  verdict(text: string): string | null;
  /** JSON of an IdentityEvent that waits to be sent, or could not be. */
  event(text: string): string | null;
  /** False: the link goes. */
  link(link: { readonly id: string; readonly key: string }): boolean;
}

export class Fenced extends Error {
  constructor(partition: string, token: number) {
    super(`partition ${partition}: token ${token} is stale, another worker holds it now`);
    this.name = 'Fenced';
  }
}

/**
 * The store cannot take or give anything now: retry later. What a commit that ended so came to is not known; the next commit of the
 * same holder settles it, and nothing is applied twice.
 */
export class LedgerUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'LedgerUnavailable';
  }
}

/** A partition that this process knew is gone from the store. Thrown once: who acquires it again begins at position 0. */
export class LedgerEmptied extends Error {
  constructor(partition: string) {
    super(
      `partition ${partition}: the store has lost what this process committed to it: put back a backup, or let the log be read again from its start`,
    );
    this.name = 'LedgerEmptied';
  }
}

/** The store came back older than what this process committed: to be acquired again, and read again from the position it has. */
export class LedgerRolledBack extends Error {
  constructor(partition: string) {
    super(`partition ${partition}: the store came back with an older state than was committed: it is read again from there`);
    this.name = 'LedgerRolledBack';
  }
}
