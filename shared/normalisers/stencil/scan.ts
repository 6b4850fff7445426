/** Where JSON values end, in text that is not known to be JSON: -1 where that cannot be said. */

/** Past the closing quote of the string that opens at `at`. */
export function stringEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) return i + 1;
    if (c === 92) i++;
  }
  return -1;
}

/** Past a number, `true`, `false` or `null`. */
export function bareEnd(text: string, at: number): number {
  let i = at;
  while (isBare(text.charCodeAt(i))) i++;
  return i === at ? -1 : i;
}

function isBare(c: number): boolean {
  return isDigit(c) || (c >= 97 && c <= 122) || c === 43 || c === 45 || c === 46 || c === 69;
}

/** Up to the quote, backslash or control character that ends plain text. `bytes`: the same text, where each character is one. */
export function plainEnd(text: string, at: number, bytes: Uint8Array | null): number {
  let i = at;
  if (bytes !== null) {
    for (let c = bytes[i] ?? 0; c >= 32 && c !== 34 && c !== 92; c = bytes[i] ?? 0) i++;
    return i;
  }
  for (let c = text.charCodeAt(i); c >= 32 && c !== 34 && c !== 92; c = text.charCodeAt(i)) i++;
  return i;
}

/** Past a number without exponent; -1 where there is none, or where the next character could belong to it. */
export function numberEnd(text: string, at: number): number {
  let i = text.charCodeAt(at) === 45 ? at + 1 : at;
  const whole = i;
  while (isDigit(text.charCodeAt(i))) i++;
  if (i === whole || (i - whole > 1 && text.charCodeAt(whole) === 48)) return -1;
  if (text.charCodeAt(i) === 46) {
    const fraction = ++i;
    while (isDigit(text.charCodeAt(i))) i++;
    if (i === fraction) return -1;
  }
  const next = text.charCodeAt(i);
  return next === 101 || next === 69 || next === 46 ? -1 : i;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** Past white space of JSON within a line. */
export function blankEnd(text: string, at: number): number {
  let i = at;
  for (let c = text.charCodeAt(i); c === 32 || c === 9 || c === 13; c = text.charCodeAt(i)) i++;
  return i;
}
