/** Typed reads of parsed JSON: each gives the value in our terms or null, and none throws. */

export type Fields = Readonly<Record<string, unknown>>;

const maxText = 1024;
const noList: readonly unknown[] = [];

/** Well-formed text of 1 to 1024 characters (longer text is cut there); null for '' and for everything else. */
export function text(value: unknown): string | null {
  if (typeof value !== 'string' || value.length === 0) return null;
  return (value.length > maxText ? value.slice(0, maxText) : value).toWellFormed();
}

/** A plain object as JSON.parse makes it, or text that holds one (`properties` is sometimes encoded twice); else null. */
export function object(value: unknown): Fields | null {
  if (isFields(value)) return value;
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return null;
  const parsed = json(value);
  return isFields(parsed) ? parsed : null;
}

export function isFields(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A list, or text that holds one (the Log Analytics rendering); empty for everything else. */
export function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || !value.trimStart().startsWith('[')) return noList;
  const parsed = json(value);
  return Array.isArray(parsed) ? parsed : noList;
}

/** undefined where the text is no JSON. */
export function json(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const zeroGuid = '00000000-0000-0000-0000-000000000000';

/** An id in lower case; the all-zero GUID means that nobody was identified. */
export function id(value: unknown): string | null {
  const found = text(value);
  if (found === null || found === zeroGuid) return null;
  return found.toLowerCase();
}

export function isGuid(value: string): boolean {
  return value.length === 36 && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
}

/** The vendor's words for "no value" in an enumeration. */
export function meaningful(value: unknown): string | null {
  if (value === 'none' || value === undefined) return null; // nearly always
  const found = text(value);
  if (found === null || found === 'none' || found === 'hidden' || found === 'unknownFutureValue') return null;
  return found;
}
