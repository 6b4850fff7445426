/** A record that became no event, as it stands in the quarantine: reason, place and text, to be read again once the reason is gone. */

import type { BusMessage, BusRecord, Quarantined, QuarantineReason } from '@gatewatch/domain';

export interface QuarantineEntry extends Quarantined {
  /** Of the source it was read from. */
  readonly tenant: string;
  /** Transport time, Unix ms. */
  readonly received: number;
}

const form = 1;

export function quarantineMessage(entry: QuarantineEntry): BusRecord {
  const { reason, detail, origin, tenant, received, text } = entry;
  const value = Buffer.from(JSON.stringify({ form, reason, detail, ...origin, tenant, received, text }));
  return { key: `${tenant}\n${origin.source}`, value };
}

/** null where the message is of a newer form, or no entry at all. */
export function quarantineIn({ value }: Pick<BusMessage, 'value'>): QuarantineEntry | null {
  if (value === null) return null;
  try {
    const said: unknown = JSON.parse(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString());
    return typeof said === 'object' && said !== null ? entryOf({ ...said }) : null;
  } catch {
    return null;
  }
}

function entryOf(said: Readonly<Record<string, unknown>>): QuarantineEntry | null {
  const { reason, detail, source, position, tenant, received, text } = said;
  const texts = [reason, detail, source, tenant, text].every((one) => typeof one === 'string');
  if (said.form !== form || !texts || !Number.isSafeInteger(position) || !Number.isSafeInteger(received)) return null;
  const origin = { source: String(source), position: Number(position) };
  const rest = { detail: String(detail), tenant: String(tenant), received: Number(received), text: String(text) };
  return { reason: reason as QuarantineReason, origin, ...rest }; // of our own log: newer reasons are texts like the others
}
