/** Where JSON values end, in UTF-8 that is not known to be JSON: -1 where that cannot be said. */

/** Past the closing quote of the string that opens at `at`. */
export function stringEnd(bytes: Uint8Array, at: number): number {
  for (let i = at + 1; i < bytes.length; i++) {
    const c = bytes[i];
    if (c === 34) return i + 1;
    if (c === 92) i++;
  }
  return -1;
}

/** Past the object that opens at `at`, by its brackets alone: -1 where the line ends before. */
export function objectEnd(bytes: Uint8Array, view: DataView, at: number): number {
  if (bytes[at] !== 123) return -1;
  let depth = 0;
  for (let i = at; i < bytes.length; ) {
    const c = bytes[i];
    if (c === 34) {
      for (i = plainEnd(bytes, view, i + 1); bytes[i] === 92; ) i = plainEnd(bytes, view, i + 2);
      if (bytes[i] !== 34) return -1;
    } else if (c === 10) return -1;
    else if (c === 123 || c === 91) depth++;
    else if ((c === 125 || c === 93) && --depth === 0) return i + 1;
    i++;
  }
  return -1;
}

/** Past a number, `true`, `false` or `null`. */
export function bareEnd(bytes: Uint8Array, at: number): number {
  let i = at;
  while (isBare(bytes[i] ?? 0)) i++;
  return i === at ? -1 : i;
}

function isBare(c: number): boolean {
  return isDigit(c) || (c >= 97 && c <= 122) || c === 43 || c === 45 || c === 46 || c === 69;
}

/**
 * Up to the quote, backslash or control character that ends plain text, or to the end of all; `view` is of the same bytes. Four at a
 * time: a byte below 33, once the quote has changed places with the space, and a backslash, once it is 0, borrow from their highest bit.
 */
export function plainEnd(bytes: Uint8Array, view: DataView, at: number): number {
  let i = at;
  for (const last = view.byteLength - 4; i <= last; i += 4) {
    const word = view.getInt32(i, true);
    const ends = (((word ^ 0x02020202) - 0x21212121) | ((word ^ 0x5c5c5c5c) - 0x01010101)) & ~word & 0x80808080;
    if (ends !== 0) return i + ((31 - Math.clz32(ends & -ends)) >> 3);
  }
  for (let c = bytes[i] ?? 0; c >= 32 && c !== 34 && c !== 92; c = bytes[i] ?? 0) i++;
  return i;
}

/** Past a number without exponent; -1 where there is none, or where the next character could belong to it. */
export function numberEnd(bytes: Uint8Array, at: number): number {
  let i = bytes[at] === 45 ? at + 1 : at;
  const whole = i;
  while (isDigit(bytes[i] ?? 0)) i++;
  if (i === whole || (i - whole > 1 && bytes[whole] === 48)) return -1;
  if (bytes[i] === 46) {
    const fraction = ++i;
    while (isDigit(bytes[i] ?? 0)) i++;
    if (i === fraction) return -1;
  }
  const next = bytes[i];
  return next === 101 || next === 69 || next === 46 ? -1 : i;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** Past white space of JSON within a line. */
export function blankEnd(bytes: Uint8Array, at: number): number {
  let i = at;
  for (let c = bytes[i]; c === 32 || c === 9 || c === 13; c = bytes[i]) i++;
  return i;
}
