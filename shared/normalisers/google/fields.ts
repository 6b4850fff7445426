/** Typed reads of a Reports API activity: each gives the value in our terms or null, and none throws. */

export type Fields = Readonly<Record<string, unknown>>;

const maxText = 1024;
const nothing: Fields = {};

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fields(value: unknown): Fields {
  return isFields(value) ? value : nothing;
}

/** Well-formed text of 1 to 1024 characters (longer text is cut there); null for '' and for everything else. */
export function text(value: unknown): string | null {
  if (typeof value !== 'string' || value.length === 0) return null;
  return (value.length > maxText ? value.slice(0, maxText) : value).toWellFormed();
}

/** An address in lower case; null where there is none. */
export function address(value: unknown): string | null {
  const found = text(value)?.trim().toLowerCase();
  return found === undefined || found === '' ? null : found;
}

/**
 * An int64 or a profile id: text in the API, a number in some collectors. Beyond 2^53 a number has lost digits before we see it
 * (the decoder of this package keeps them as text); `rounded` says so, and its digits are those of the double.
 */
export function digits(value: unknown): { readonly text: string; readonly rounded: boolean } | null {
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return null;
    return Number.isSafeInteger(value)
      ? { text: String(value), rounded: false }
      : { text: BigInt(value).toString(), rounded: true };
  }
  const found = text(value);
  return found === null ? null : { text: found, rounded: false };
}
