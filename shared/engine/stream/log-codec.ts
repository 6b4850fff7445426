/**
 * A log record as the bytes of one message, and back. The first thing in it is the version of the form, so that a release meets what
 * a newer one wrote with a sentence. The log's own time is the message's, not the record's.
 */

import type { BusMessage, IdentityEvent, LogRecord, Stamp } from '@gatewatch/domain';
import { eventOf, eventTuple } from './event-codec.ts';
import { list, number, text, textOrNull, Unreadable } from './readers.ts';

/** Raised with every change of the form. What an older release wrote is read for ever. */
export const logVersion = 1;

/** The record as the vendor wrote it, so that nobody downstream parses the vendor's form again; left out where it is off or too large. */
export const rawHeader = 'raw';

export function encodeLogRecord(record: LogRecord): Uint8Array {
  return Buffer.from(JSON.stringify([logVersion, ...tupleOf(record)]));
}

export type DecodedRecord =
  | { readonly record: LogRecord }
  /** `newer-form` of a later release, `unreadable` of none. */
  | { readonly reason: 'newer-form' | 'unreadable'; readonly detail: string };

/** Total: any message gives a record or a reason. */
export function decodeLogRecord({ value, at }: Pick<BusMessage, 'value' | 'at'>): DecodedRecord {
  try {
    if (value === null) throw new Unreadable('the message has no content');
    const tuple = list(JSON.parse(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString()));
    const version = number(tuple[0]);
    if (version > logVersion)
      return { reason: 'newer-form', detail: `it is of form ${version}, this release reads up to ${logVersion}` };
    if (version < 1) throw new Unreadable(`there is no form ${version}`);
    return { record: recordOf(tuple, at) };
  } catch (error) {
    if (!(error instanceof Unreadable) && !(error instanceof SyntaxError)) throw error;
    return { reason: 'unreadable', detail: error instanceof Unreadable ? error.message : 'it is no JSON' };
  }
}

function tupleOf(record: LogRecord): readonly unknown[] {
  switch (record.type) {
    case 'event':
      return ['event', eventTuple(record.event), stampTuple(record.stamp)];
    case 'tick':
      return ['tick', record.tenant, record.source, record.progress];
    case 'source-idle':
      return ['source-idle', record.tenant, record.source];
    case 'fact':
      return ['fact', record.tenant, record.name, record.value, record.time, stampTuple(record.stamp)];
    case 'epoch':
      return ['epoch', record.epoch, stampTuple(record.stamp)];
    default:
      return record satisfies never;
  }
}

function recordOf(tuple: readonly unknown[], at: number): LogRecord {
  const [, type, a, b, c, d, e] = tuple;
  switch (type) {
    case 'event':
      return stamped<LogRecord & { type: 'event' }>({ type, at, event: eventOf(a) }, b);
    case 'tick':
      return { type, at, tenant: text(a), source: text(b), progress: number(c) };
    case 'source-idle':
      return { type, at, tenant: text(a), source: text(b) };
    case 'fact': {
      const fact = { type, at, tenant: text(a), name: text(b), value: textOrNull(c), time: number(d) } as const;
      return stamped<LogRecord & { type: 'fact' }>(fact, e);
    }
    case 'epoch':
      return stamped<LogRecord & { type: 'epoch' }>({ type, at, epoch: text(a) }, b);
    default:
      throw new Unreadable(`there is no record of type ${typeof type === 'string' ? type : JSON.stringify(type)}`);
  }
}

function stampTuple(stamp: Stamp | undefined): unknown {
  return stamp === undefined ? 0 : [stamp.writer, stamp.sequence];
}

function stamped<R extends { readonly stamp?: Stamp }>(record: R, value: unknown): R {
  if (value === 0) return record;
  const [writer, sequence] = list(value);
  return { ...record, stamp: { writer: text(writer), sequence: number(sequence) } };
}

/** The vendor's own text of the event's record; null where it does not travel. */
export function rawOf({ headers }: Pick<BusMessage, 'headers'>): string | null {
  const raw = headers[rawHeader];
  return raw === undefined ? null : Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString();
}

/** What other stages read of a lane's topic: the event, null for control records and for what cannot be read. */
export function eventIn(message: Pick<BusMessage, 'value' | 'at'>): IdentityEvent | null {
  const decoded = decodeLogRecord(message);
  return 'record' in decoded && decoded.record.type === 'event' ? decoded.record.event : null;
}
