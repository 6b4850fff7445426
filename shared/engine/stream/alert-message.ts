/** One revision of an alert as a message, and back. Revisions of an alert share a key, so they stand in one partition in order. */

import type { Alert, BusMessage, BusRecord } from '@gatewatch/domain';

/** A reader that knows no newer form than this leaves a message alone. */
export const alertSchema = 1;

export function alertMessage(alert: Alert): BusRecord {
  return {
    key: `${alert.tenant}\n${alert.id}`,
    value: Buffer.from(JSON.stringify(alert)),
    headers: { revision: Buffer.from(String(alert.revision)), schema: Buffer.from(String(alertSchema)) },
  };
}

/** null where the message is of a newer form, or no alert at all. */
export function alertIn({ value, headers }: Pick<BusMessage, 'value' | 'headers'>): Alert | null {
  const { schema } = headers;
  if (value === null || schema === undefined || Number(Buffer.from(schema).toString()) > alertSchema) return null;
  try {
    const alert: unknown = JSON.parse(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString());
    return typeof alert === 'object' && alert !== null && 'id' in alert && 'revision' in alert ? (alert as Alert) : null;
  } catch {
    return null;
  }
}
