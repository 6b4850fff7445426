/**
 * Ids as the vendors shape them, each a function of (seed, serial number) alone: a label can name a record that is not yet
 * rendered, and a copy of a record has the same id without anything being remembered.
 */

const hex = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** 32 well mixed bits of (seed, serial, lane): the murmur3 finish twice. */
export function word(seed: number, serial: number, lane: number): number {
  let x = Math.imul(serial | 0, 0x9e3779b1) ^ Math.imul((serial / 0x100000000) | 0, 0x27d4eb2f) ^ seed;
  x = finish(x + Math.imul(lane + 1, 0x85ebca77));
  return finish(x ^ Math.imul(seed, 0xc2b2ae3d) ^ lane) >>> 0;
}

/** Version 4 GUID. Entra's request ids end in `00`, which `request` asks for. */
export function guid(seed: number, serial: number, lane: number, request = false): string {
  const a = word(seed, serial, lane * 8);
  const b = word(seed, serial, lane * 8 + 1);
  const c = word(seed, serial, lane * 8 + 2);
  const d = word(seed, serial, lane * 8 + 3);
  return `${quad(a)}-${pair(b >>> 16)}-${pair((b & 0x0fff) | 0x4000)}-${pair((c & 0x3fff) | 0x8000)}-${pair(c >>> 16)}${
    request ? quad(d & 0xffffff00) : quad(d)
  }`;
}

/** Signed 64-bit number in decimal, often negative, as Google's uniqueQualifier. */
export function int64(seed: number, serial: number, lane: number): string {
  return BigInt.asIntN(64, (BigInt(word(seed, serial, lane * 8)) << 32n) | BigInt(word(seed, serial, lane * 8 + 1))).toString();
}

/** Opaque text of `length` base64url characters, as token identifiers and etags. */
export function opaque(seed: number, serial: number, lane: number, length: number): string {
  let text = '';
  for (let i = 0; i < length; ) {
    let bits = word(seed, serial, lane * 64 + i);
    for (let n = 0; n < 5 && i < length; n++, i++) {
      text += base64url[bits & 63];
      bits >>>= 6;
    }
  }
  return text;
}

function finish(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

function pair(bits: number): string {
  return `${hex[(bits >>> 8) & 255]}${hex[bits & 255]}`;
}

function quad(bits: number): string {
  return `${hex[bits >>> 24]}${hex[(bits >>> 16) & 255]}${hex[(bits >>> 8) & 255]}${hex[bits & 255]}`;
}
