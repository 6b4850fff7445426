/**
 * What was read of some holes of a record, by the bytes in them: most records repeat what stands there together. Bounded: two
 * generations, the older goes whole.
 */

import type { Block } from '../decode/block.ts';
import type { Stencils } from './stencils.ts';

/** Entries of a generation, and places for them. */
const mostEntries = 8192;
const places = mostEntries * 4;
/** Places that are looked at for one record: entries whose hashes are alike cannot make it slow. */
const reach = 8;

export class RecentHoles<T> {
  readonly #stencils: Stencils<unknown>;
  #young: Generation<T>;
  #old: Generation<T>;
  /** Of what was asked last. */
  #hash = 0;

  /** Looks at the holes of what `stencils` read last. `bytesOfOne`: about what the text in the holes of one entry takes. */
  constructor(stencils: Stencils<unknown>, bytesOfOne: number) {
    this.#stencils = stencils;
    this.#young = new Generation(mostEntries * bytesOfOne);
    this.#old = new Generation(mostEntries * bytesOfOne);
  }

  /** What was kept of the same text in these holes, under the same number. */
  get(block: Block, holes: Int32Array, context: number): T | undefined {
    const { starts, ends } = this.#stencils;
    const hash = hashOf(block, holes, starts, ends, context);
    this.#hash = hash;
    const value = this.#young.find(block.view, holes, starts, ends, context, hash);
    if (value !== undefined) return value;
    const older = this.#old.find(block.view, holes, starts, ends, context, hash);
    if (older !== undefined) this.keep(block, holes, context, older);
    return older;
  }

  /** To be called behind `get`, for the same record. */
  keep(block: Block, holes: Int32Array, context: number, value: T): void {
    const { starts, ends } = this.#stencils;
    if (this.#young.isFull) {
      const gone = this.#old;
      this.#old = this.#young;
      this.#young = gone;
      gone.clear();
    }
    this.#young.add(block.bytes, holes, starts, ends, context, this.#hash, value);
  }
}

class Generation<T> {
  /** 0: none; else the number of an entry and one more. */
  readonly #places = new Int32Array(places);
  readonly #hashes = new Int32Array(mostEntries);
  readonly #contexts = new Int32Array(mostEntries);
  readonly #from = new Int32Array(mostEntries + 1);
  readonly #bytes: Buffer;
  readonly #view: DataView;
  readonly #values: T[] = [];

  constructor(mostBytes: number) {
    this.#bytes = Buffer.allocUnsafeSlow(mostBytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get isFull(): boolean {
    return this.#values.length === mostEntries || this.#bytes.length - (this.#from[this.#values.length] ?? 0) < mostOfOne;
  }

  clear(): void {
    this.#places.fill(0);
    this.#values.length = 0;
  }

  find(view: DataView, holes: Int32Array, starts: Int32Array, ends: Int32Array, context: number, hash: number): T | undefined {
    for (let i = 0; i < reach; i++) {
      const entry = (this.#places[(hash + i) & (places - 1)] ?? 0) - 1;
      if (entry < 0) return undefined;
      if (this.#hashes[entry] !== hash || this.#contexts[entry] !== context) continue;
      if (this.#holds(entry, view, holes, starts, ends)) return this.#values[entry];
    }
    return undefined;
  }

  add(bytes: Buffer, holes: Int32Array, starts: Int32Array, ends: Int32Array, context: number, hash: number, value: T): void {
    const entry = this.#values.length;
    let at = this.#from[entry] ?? 0;
    const most = at + mostOfOne;
    for (let i = 0; i < holes.length; i++) {
      const hole = holes[i] ?? 0;
      const start = starts[hole] ?? 0;
      const past = (ends[hole] ?? 0) + 1;
      if (at + past - start > most) return;
      this.#bytes.set(bytes.subarray(start, past), at);
      at += past - start;
    }
    for (let i = 0; i < reach; i++) {
      const place = (hash + i) & (places - 1);
      if (this.#places[place] !== 0) continue;
      this.#places[place] = entry + 1;
      this.#hashes[entry] = hash;
      this.#contexts[entry] = context;
      this.#from[entry + 1] = at;
      this.#values.push(value);
      return;
    }
  }

  /** The closing quote is compared too: then what stands in a hole ends where it ended. */
  #holds(entry: number, view: DataView, holes: Int32Array, starts: Int32Array, ends: Int32Array): boolean {
    const own = this.#view;
    const end = this.#from[entry + 1] ?? 0;
    let at = this.#from[entry] ?? 0;
    for (let i = 0; i < holes.length; i++) {
      const hole = holes[i] ?? 0;
      const start = starts[hole] ?? 0;
      const length = (ends[hole] ?? 0) + 1 - start;
      if (at + length > end || !sameBytes(own, at, view, start, length)) return false;
      at += length;
    }
    return true;
  }
}

/** Bytes that may be kept of one record. */
const mostOfOne = 1024;

function sameBytes(a: DataView, atA: number, b: DataView, atB: number, length: number): boolean {
  if (length < 4) {
    for (let i = 0; i < length; i++) if (a.getInt8(atA + i) !== b.getInt8(atB + i)) return false;
    return true;
  }
  for (let i = 0; i <= length - 4; i += 4) if (a.getInt32(atA + i) !== b.getInt32(atB + i)) return false;
  return a.getInt32(atA + length - 4) === b.getInt32(atB + length - 4);
}

/** Of the first, middle and last four bytes of each hole: texts that differ in others only share their places. */
function hashOf({ view, bytes }: Block, holes: Int32Array, starts: Int32Array, ends: Int32Array, context: number): number {
  let hash = context;
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i] ?? 0;
    const start = starts[hole] ?? 0;
    const length = (ends[hole] ?? 0) - start;
    if (length < 4) hash = mix(hash, (length << 24) ^ ((bytes[start] ?? 0) << 8) ^ (bytes[start + 1] ?? 0));
    else {
      hash = mix(hash, view.getInt32(start));
      hash = mix(hash, view.getInt32(start + (length >> 1) - 2));
      hash = mix(hash, view.getInt32(start + length - 4));
    }
  }
  return hash ^ (hash >>> 15);
}

function mix(hash: number, word: number): number {
  return Math.imul(((hash << 13) | (hash >>> 19)) ^ word, 0x9e3779b1);
}
