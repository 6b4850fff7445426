/** Fast 64-bit text hash (two 32-bit FNV-1a style lanes with a murmur finish): names things, guards nothing. */

/** `texts` are hashed as if they were one. */
export function hash64(...texts: readonly string[]): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let t = 0; t < texts.length; t++) {
    const text = texts[t] ?? '';
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      a = Math.imul(a ^ c, 0x01000193);
      b = Math.imul(b ^ c, 0x5bd1e995) + (b >>> 15);
    }
  }
  a = finish(a ^ (b >>> 3));
  b = finish(b ^ a);
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
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
