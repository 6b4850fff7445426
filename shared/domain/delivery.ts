/**
 * Ports of what goes out. The outbox decides (one row an alert and destination, with the newest revision owed); a scheduler only
 * wakes it. At least once: what was sent and not settled is sent again with the same id and revision.
 */

import type { Alert } from './alert.ts';
import type { Severity } from './detector.ts';
import type { IdentityEvent } from './identity-event.ts';

/** Why something is sent. */
export type Notice = 'opened' | 'raised' | 'amended' | 'withdrawn' | 'reminder' | 'summary' | 'test' | 'event';

/** One of many alerts that a flood cap or a digest turned into a summary. */
export interface Summarised {
  readonly alert: string;
  readonly revision: number;
  readonly title: string;
  readonly detector: string;
  readonly severity: Severity;
  readonly subject: string;
}

export interface Parcel {
  /** Tells repeats: the id of the alert, the summary or the event. */
  readonly id: string;
  readonly revision: number;
  readonly tenant: string;
  readonly notice: Notice;
  /** Null in a summary and where an event is told. */
  readonly alert: Alert | null;
  /** An enriched event, for destinations that asked for events as well; never the vendor's own bytes. */
  readonly event?: IdentityEvent;
  /** What a summary stands for; empty else. */
  readonly summarised: readonly Summarised[];
}

/**
 * pending: owed, from `dueAt` on. held: owed, and a summary will tell of it. delivered: the other side said so.
 * spared: what it tells of was taken back before anybody was told. dead: given up or rejected, with its reason.
 */
export type DeliveryState = 'pending' | 'held' | 'delivered' | 'spared' | 'dead';

export interface Delivery {
  readonly destination: string;
  readonly parcel: Parcel;
  readonly state: DeliveryState;
  /** Attempts for the revision owed. */
  readonly attempts: number;
  /** Unix ms: not before. */
  readonly dueAt: number;
  /** Unix ms since when it is owed: it is given up by this. */
  readonly since: number;
  /** Stable code and a plain phrase of the last failure. */
  readonly lastError: { readonly code: string; readonly why: string } | null;
  /** What the other side knows. */
  readonly told: { readonly revision: number; readonly severity: Severity; readonly at: number } | null;
}

/** A row as it stood when it was claimed: settling it does not touch what came to be owed since. */
export interface Claimed extends Delivery {
  readonly version: number;
}

export interface DeliveryQuery {
  readonly destination?: string;
  readonly state?: DeliveryState;
  readonly limit: number;
}

/** The outbox of deliveries. One contract suite, every implementation runs it. */
export interface Deliveries extends AsyncDisposable {
  /** How far alerts of a log partition were accepted; 0: from the beginning. */
  position(partition: string): Promise<number>;
  /** Rows of these (destination, parcel id) pairs, null where there is none, in order. */
  rows(of: readonly { readonly destination: string; readonly id: string }[]): Promise<readonly (Claimed | null)[]>;
  /**
   * Writes rows and moves the position, in one step. What is in flight stays in flight, and is owed again afterwards. `versions`:
   * those that the rows must still have (0: none yet); where one changed, it is false, the position stays, and who called reads
   * again. Of many rows some may be written then.
   */
  accept(partition: string, position: number, rows: readonly Delivery[], versions?: readonly number[]): Promise<boolean>;
  /** At most `most` pending rows that are due and that nobody holds, earliest due or let go first; held by nobody else until `until` (Unix ms). */
  claim(destination: string, now: number, most: number, until: number): Promise<readonly Claimed[]>;
  /** Nobody holds rows of the destination any more: for a process that knows itself alone, of what an earlier one held. */
  release(destination: string): Promise<void>;
  /** How claimed rows stand now. Where a row changed since, only `told` is taken over: the newer revision stays owed. */
  settle(rows: readonly Claimed[]): Promise<void>;
  /** Due time of the earliest pending row that is not held by anybody; null where there is none. */
  next(destination: string): Promise<number | null>;
  /**
   * Lets go of rows that are over with (delivered, spared, held for a summary) and were last due before then (Unix ms); dead letters wait
   * for a person. Resolves with how many.
   */
  prune(before: number): Promise<number>;
  list(query: DeliveryQuery): Promise<readonly Delivery[]>;
  /** Counts by destination and state, and when the oldest pending row began to be owed. */
  counts(): Promise<
    readonly { readonly destination: string; readonly state: DeliveryState; readonly rows: number; readonly oldest: number }[]
  >;
}

/** What came of sending one parcel. */
export type Answer =
  | { readonly kind: 'delivered' }
  /** Try again, not before `afterMs` where the other side named a time. */
  | { readonly kind: 'retry'; readonly code: string; readonly why: string; readonly afterMs: number | null }
  /** Too much at once: fewer parcels, and one alone is rejected. */
  | { readonly kind: 'split'; readonly code: string; readonly why: string }
  /** This parcel will never be taken. */
  | { readonly kind: 'rejected'; readonly code: string; readonly why: string }
  /** Nothing will be taken until a person mends something: a key, a right, an address. */
  | { readonly kind: 'refused'; readonly code: string; readonly why: string };

/** One place where parcels go. Never throws but for bugs: faults of the world are answers. */
export interface Destination extends AsyncDisposable {
  readonly limits: DestinationLimits;
  /** One answer a parcel, in order. */
  send(parcels: readonly Parcel[], signal: AbortSignal): Promise<readonly Answer[]>;
}

export interface DestinationLimits {
  /** Most parcels in one call. */
  readonly items: number;
  /** Most bytes in one call, as `measure` counts them. */
  readonly bytes: number;
  readonly measure: (parcel: Parcel) => number;
  /** Calls at the same time. */
  readonly concurrency: number;
  /** Calls in a second, on average. */
  readonly perSecond: number;
  /** How long one call may take, ms. */
  readonly patienceMs: number;
}
