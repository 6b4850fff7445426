/**
 * The bytes of an event as they were sent. A data section comes as a Buffer; what senders of other kinds put into a value or a
 * sequence was never bytes of their own, so it is written as JSON.
 */

export function bodyBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  if (body === null || body === undefined) return new Uint8Array(0);
  // Several data sections are one body (AMQP 1.0, 3.2.6).
  if (Array.isArray(body) && body.length > 0 && body.every((part) => part instanceof Uint8Array)) return Buffer.concat(body);
  return Buffer.from(JSON.stringify(body, plain) ?? '');
}

/** Buffers inside are text; whole numbers beyond JSON's keep their digits. */
function plain(this: unknown, key: string, value: unknown): unknown {
  const raw = typeof this === 'object' && this !== null ? Reflect.get(this, key) : value;
  if (raw instanceof Uint8Array) return Buffer.from(raw).toString('utf8');
  return typeof value === 'bigint' ? value.toString() : value;
}
