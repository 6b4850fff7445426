/** What a scanner expects next in a JSON text, and the containers it is inside of. */

export const Expect = {
  /** A value, after a colon or a comma in a list. */
  value: 0,
  /** A value or the end of the list just opened. */
  first: 1,
  /** A key, after a comma in an object. */
  key: 2,
  /** A key or the end of the object just opened. */
  firstKey: 3,
  colon: 4,
  /** A comma or the end of the container. */
  next: 5,
} as const;

export const inObject = 1;
export const inList = 2;

/** Whitespace of JSON, and what stands between documents without being data: NUL padding, BOM bytes, commas, record separators. */
export function isFiller(byte: number): boolean {
  return (
    byte === 32 ||
    byte === 9 ||
    byte === 13 ||
    byte === 0 ||
    byte === 44 ||
    byte === 0x1e ||
    byte === 0xef ||
    byte === 0xbb ||
    byte === 0xbf
  );
}

/** The same as text, at both ends of a line. */
export function trimFiller(line: string): string {
  let start = 0;
  let end = line.length;
  while (start < end && isFillerUnit(line.charCodeAt(start))) start++;
  while (end > start && isFillerUnit(line.charCodeAt(end - 1))) end--;
  return start === 0 && end === line.length ? line : line.slice(start, end);
}

function isFillerUnit(unit: number): boolean {
  return unit === 0xfeff || (unit < 0x80 && (isFiller(unit) || unit === 10));
}

/** Only the closing brackets of an envelope whose damage has been reported already. */
export function isClosers(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i);
    if (c !== 93 && c !== 125 && c !== 44 && c !== 32 && c !== 9 && c !== 13) return false;
  }
  return true;
}
