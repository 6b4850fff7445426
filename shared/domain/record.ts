/** What a vendor handed over, before anything is believed about it, and what became of it. */

import type { IdentityEvent, Provider } from './identity-event.ts';

/** Where a record stood: enough to find it again. */
export interface RecordOrigin {
  /** File name, hub or application. */
  readonly source: string;
  /** Byte offset of the line or, inside one JSON document, ordinal of the record. */
  readonly position: number;
}

export interface RecordContext {
  readonly tenant: string;
  readonly origin: RecordOrigin;
  /** Transport time (enqueued time, file time), Unix ms; null in replay. */
  readonly received: number | null;
  readonly names?: TypedNames;
}

/** What becomes of a typed name that resolves to no account, and may be a password (DESIGN.md 3.12). */
export interface TypedNames {
  /** Keys the hash that stands for it. */
  readonly key: string;
  /** The operator wants such names as they were typed. */
  readonly keep: boolean;
}

/** A record that became no event: kept with its bytes, position and a stable reason code. */
export interface Quarantined {
  readonly reason: QuarantineReason;
  readonly detail: string;
  readonly origin: RecordOrigin;
  /** The record's text, cut at 64 KiB. */
  readonly text: string;
}

export type QuarantineReason =
  | 'not-json'
  | 'not-a-record'
  | 'no-time'
  | 'bad-time'
  | 'no-id'
  | 'too-large'
  | 'too-deep'
  | 'future'
  | 'foreign-tenant'
  | 'unknown-shape'
  /** Of messages of our own log: written by a newer release, or by none. */
  | 'newer-form'
  | 'unreadable'
  /** Of documents: the index will never take it. */
  | 'not-indexed';

export type Normalised =
  | { readonly events: readonly IdentityEvent[] }
  | { readonly quarantined: Omit<Quarantined, 'origin' | 'text'> };

/** Pure and total: any parsed JSON value gives events, or one quarantine reason. Never throws. */
export interface Normaliser {
  readonly provider: Provider;
  /** Told by content alone. */
  recognises(record: Readonly<Record<string, unknown>>): boolean;
  normalise(record: Readonly<Record<string, unknown>>, context: RecordContext): Normalised;
}
