/** One body of a source to events: decoded, its tenant checked, normalised, placed. What became none is refused with its reason. */

import {
  type IdentityEvent,
  type LiveSource,
  minuteMs,
  type Normalised,
  type QuarantineReason,
  type RawBody,
  type RecordContext,
} from '@gatewatch/domain';
import type { QuarantineEntry } from './quarantine-entry.ts';

/** One piece of a body: a parsed record, or a broken piece; either can give its text. */
export type Piece = { readonly position: number; text(): string } & (
  | { readonly value: Readonly<Record<string, unknown>> }
  | { readonly broken: QuarantineReason; readonly detail: string }
);

/** What the engine is given to read with; it knows no vendor. */
export interface RecordReading {
  /** Bytes to pieces, each exactly once, within limits. Throws only what `chunks` throws. */
  decode(chunks: AsyncIterable<Uint8Array>, source: string): AsyncIterable<readonly Piece[]>;
  /** Pure and total. */
  normalise(value: Readonly<Record<string, unknown>>, context: RecordContext): Normalised;
  enrich(event: IdentityEvent): IdentityEvent;
  /** May the record have come from a source of the tenant? False where it names a directory that is not the tenant's. */
  belongs(value: Readonly<Record<string, unknown>>, tenant: string): boolean;
  /** The text of a record as it may be kept: without typed names that may be passwords. */
  withheld(text: string, tenant: string): string;
}

export interface ReadEvent {
  readonly event: IdentityEvent;
  /** The record's own text as it may be kept. */
  raw(): string;
}

export interface BodyRead {
  readonly records: number;
  readonly events: readonly ReadEvent[];
  readonly refused: readonly QuarantineEntry[];
}

const futureMs = 10 * minuteMs; // SEMANTICS.md 1.5

export async function readBody(source: LiveSource, body: RawBody, reading: RecordReading): Promise<BodyRead> {
  const { tenant } = source;
  const origin = { source: source.name, position: body.position };
  const context: RecordContext = { tenant, origin, received: body.received };
  const events: ReadEvent[] = [];
  const refused: QuarantineEntry[] = [];
  let records = 0;
  const refuse = (reason: QuarantineReason, detail: string, text: string): void => {
    refused.push({ reason, detail, origin, tenant, received: body.received, text: reading.withheld(text, tenant) });
  };
  if (body.bytes.length === 0) {
    refuse('not-a-record', 'the body has no bytes', '');
    return { records: 1, events, refused };
  }
  for await (const pieces of reading.decode(once(body.bytes), source.name)) {
    for (const piece of pieces) {
      records++;
      if ('broken' in piece) {
        refuse(piece.broken, piece.detail, piece.text());
        continue;
      }
      if (!reading.belongs(piece.value, tenant)) {
        refuse('foreign-tenant', `the record names a directory that is not of tenant ${tenant}`, piece.text());
        continue;
      }
      const normalised = reading.normalise(piece.value, context);
      if ('quarantined' in normalised) {
        refuse(normalised.quarantined.reason, normalised.quarantined.detail, piece.text());
        continue;
      }
      let kept: string | null = null;
      const raw = (): string => (kept ??= reading.withheld(piece.text(), tenant));
      for (const event of normalised.events) {
        if (event.time > (event.processed ?? body.received) + futureMs)
          refuse('future', `its time ${new Date(event.time).toISOString()} lies ahead of its observation`, piece.text());
        else events.push({ event: reading.enrich(event), raw });
      }
    }
  }
  return { records, events, refused };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
