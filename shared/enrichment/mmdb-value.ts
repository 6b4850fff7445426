/** One value of an mmdb file's data: https://maxmind.github.io/MaxMind-DB/ ("Output Data Section"). */

import type { Bytes } from './paged-file.ts';

export interface MmdbValueRead {
  /** Maps as objects without a prototype, integers of more than 53 bits rounded, bytes as Buffer. */
  readonly value: unknown;
  /** Where the next value begins. */
  readonly next: number;
}

/** `base`: where the data begin, which pointers count from. Throws an Error for what is no such value. */
export function mmdbValue(bytes: Bytes, at: number, base: number): MmdbValueRead {
  return read({ bytes, base, left: mostValues }, at, 0);
}

interface Reading {
  readonly bytes: Bytes;
  readonly base: number;
  /** So many values may still be read. */
  left: number;
}

function read(reading: Reading, at: number, depth: number): MmdbValueRead {
  if (depth > deepest || reading.left-- <= 0) throw new Error('The data are nested too deeply for an mmdb file.');
  const { bytes, base } = reading;
  const control = bytes.byte(at++);
  let type = control >> 5;
  if (type === 1) {
    const bits = (control >> 3) & 3;
    const number = uint(bytes, at, bits + 1) + (bits === 3 ? 0 : (control & 7) * 256 ** (bits + 1));
    const target = base + number + (pointerOffset[bits] ?? 0);
    return { value: read(reading, target, depth + 1).value, next: at + bits + 1 };
  }
  if (type === 0) type = 7 + bytes.byte(at++);
  let size = control & 31;
  if (size > 28) {
    const more = size - 28;
    size = (sizeOffset[more] ?? 0) + uint(bytes, at, more);
    at += more;
  }
  switch (type) {
    case 7: {
      const map: Record<string, unknown> = Object.create(null);
      for (let i = 0; i < size; i++) {
        const key = read(reading, at, depth + 1);
        const value = read(reading, key.next, depth + 1);
        map[String(key.value)] = value.value;
        at = value.next;
      }
      return { value: map, next: at };
    }
    case 11: {
      const list: unknown[] = [];
      for (let i = 0; i < size; i++) {
        const item = read(reading, at, depth + 1);
        list.push(item.value);
        at = item.next;
      }
      return { value: list, next: at };
    }
    case 14:
      return { value: size !== 0, next: at };
    default:
      return { value: plain(type, bytes, at, size), next: at + size };
  }
}

// The deepest row of any maker has some five levels and, with names in all languages, a few hundred values. A broken file whose
// pointers go round, or lists whose entries all point at lists, end here.
const deepest = 32;
const mostValues = 10_000;
const pointerOffset = [0, 2048, 526_336, 0];
const sizeOffset = [0, 29, 285, 65_821];

function plain(type: number, bytes: Bytes, at: number, size: number): unknown {
  switch (type) {
    case 2:
      return bytes.slice(at, size).toString('utf8');
    case 3:
      return bytes.slice(at, 8).readDoubleBE(0);
    case 4:
      return Buffer.from(bytes.slice(at, size));
    case 5:
    case 6:
    case 9:
    case 10:
      return uint(bytes, at, size);
    case 8:
      return size === 4 ? uint(bytes, at, size) | 0 : uint(bytes, at, size); // shorter ones are never negative
    case 15:
      return bytes.slice(at, 4).readFloatBE(0);
    default:
      throw new Error(`An mmdb file has no data of type ${type}.`);
  }
}

function uint(bytes: Bytes, at: number, size: number): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + bytes.byte(at + i);
  return value;
}
