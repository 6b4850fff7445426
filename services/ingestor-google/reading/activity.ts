/** An activity as the API listed it: its own text, when it happened, and the key by which a second reading of it is known. */

import { hash } from 'node:crypto';

export interface Activity {
  /** As Google wrote it. */
  readonly text: string;
  /** Unix ms; null where it names no time that can be read. */
  readonly time: number | null;
  /** Google's id of the customer; null where it names none. */
  readonly customer: string | null;
  /**
   * 64 bits, eleven characters: of the parts that make the record (customer, time, qualifier; sources differ in etag and type) and of
   * what it says, events in their order. So a record that Google lists again with more in it is another copy, which is joined downstream.
   */
  readonly key: string;
}

export function activity(text: string, value: unknown): Activity {
  const id = get(value, 'id');
  const time = get(id, 'time');
  const parsed = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  const customer = get(id, 'customerId');
  const parts = [customer, time, get(id, 'uniqueQualifier')];
  const said = [get(value, 'actor'), get(value, 'ipAddress'), get(value, 'networkInfo'), get(value, 'events')];
  const told = parts.some((part) => part === undefined) ? text : JSON.stringify([parts, said]);
  return {
    text,
    time: Number.isNaN(parsed) ? null : parsed,
    customer: typeof customer === 'string' ? customer : null,
    key: hash('sha256', told, 'base64url').slice(0, 11),
  };
}

function get(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}
