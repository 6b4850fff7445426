/** Fast 64-bit text hash (two 32-bit FNV-1a style lanes with a murmur finish): names things, guards nothing. */

/** What is left of a text whose beginning was hashed. */
export interface Hashed {
  readonly a: number;
  readonly b: number;
}

const nothing: Hashed = { a: 0x811c9dc5 | 0, b: 0x9747b28c | 0 };

/** `texts` are hashed as if they were one. */
export function hash64(...texts: readonly string[]): string {
  return ended(hashed(nothing, texts));
}

/** For `hash64Behind`, where many texts begin alike. */
export function hash64Begin(text: string): Hashed {
  return hashed(nothing, [text]);
}

/** The hash of the text that was begun with and `text` as one. */
export function hash64Behind(begin: Hashed, text: string): string {
  return ended(hashed(begin, [text]));
}

/** `| 0` changes no result: without it the compiler may keep a sum as a fraction, and a character costs four times as much. */
function hashed(begin: Hashed, texts: readonly string[]): Hashed {
  let { a, b } = begin;
  for (let t = 0; t < texts.length; t++) {
    const text = texts[t] ?? '';
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      a = Math.imul(a ^ c, 0x01000193);
      b = (Math.imul(b ^ c, 0x5bd1e995) + (b >>> 15)) | 0;
    }
  }
  return { a, b };
}

function ended(all: Hashed): string {
  const a = finish(all.a ^ (all.b >>> 3));
  return hexOf(a, finish(all.b ^ a));
}

/** Sixteen digits at once: `toString(16)` and `padStart` of two numbers cost many times as much. */
function hexOf(a: number, b: number): string {
  return String.fromCharCode(
    digit(a, 28),
    digit(a, 24),
    digit(a, 20),
    digit(a, 16),
    digit(a, 12),
    digit(a, 8),
    digit(a, 4),
    digit(a, 0),
    digit(b, 28),
    digit(b, 24),
    digit(b, 20),
    digit(b, 16),
    digit(b, 12),
    digit(b, 8),
    digit(b, 4),
    digit(b, 0),
  );
}

function digit(word: number, shift: number): number {
  const value = (word >>> shift) & 15;
  return value < 10 ? 48 + value : 87 + value;
}

export function hash32(text: string): number {
  let a = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
  return finish(a) >>> 0;
}

function finish(h: number): number {
  let x = h;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
