/** A record that became no event, as it stands in the quarantine: reason, place and text, to be read again once the reason is gone. */

import type { BusRecord, Quarantined } from '@gatewatch/domain';

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
