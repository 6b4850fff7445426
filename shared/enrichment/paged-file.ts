/** A file read by what is asked for: small pages, of which so many are kept. What the system's own cache holds is not held again. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes by their place. Both throw an Error where the place is outside. */
export interface Bytes {
  byte(at: number): number;
  /** Of this length. Holds until the next question, and is not written into. */
  slice(at: number, length: number): Buffer;
}

export interface PagedFile extends Bytes {
  close(): void;
}

// The system reads and keeps pages of 4 KiB. 2,048 of them are 8 MiB a file: the upper levels of a tree of eight million nodes and
// the networks that are in use at a time.
const pageBytes = 4096;
const keptPages = 2048;

/** Throws an Error where the file cannot be opened; a later question throws where it was written over in between. */
export function pagedFile(path: string): PagedFile {
  const file = openSync(path, 'r');
  const { size, mtimeMs } = fstatSync(file);
  const pageCount = Math.ceil(size / pageBytes);
  const slots = Math.min(keptPages, pageCount);
  const held = Buffer.allocUnsafeSlow(slots * pageBytes);
  const slotOf = new Int32Array(pageCount).fill(-1);
  const pageIn = new Int32Array(slots).fill(-1);
  /** Asked for since the hand last came by. */
  const asked = new Uint8Array(slots);
  let hand = 0;

  /** Where the page stands in `held`. */
  function standing(page: number): number {
    const slot = slotOf[page] ?? -1;
    if (slot < 0) return loaded(page) * pageBytes;
    asked[slot] = 1;
    return slot * pageBytes;
  }

  function loaded(page: number): number {
    const now = fstatSync(file);
    if (now.size !== size || now.mtimeMs !== mtimeMs) {
      throw new Error(
        `${path} was written over while it was in use: put a new file in its place by renaming it, and start again.`,
      );
    }
    const slot = freed();
    const length = Math.min(pageBytes, size - page * pageBytes);
    for (let got = 0; got < length; ) {
      const more = readSync(file, held, slot * pageBytes + got, length - got, page * pageBytes + got);
      if (more === 0) throw new Error(`${path} ends too early: fetch it again.`);
      got += more;
    }
    slotOf[page] = slot;
    pageIn[slot] = page;
    return slot;
  }

  /** Second chance: the first slot from the hand on that was not asked for since the hand came by. */
  function freed(): number {
    while (asked[hand] === 1) {
      asked[hand] = 0;
      hand = (hand + 1) % slots;
    }
    const slot = hand;
    hand = (hand + 1) % slots;
    const page = pageIn[slot] ?? -1;
    if (page >= 0) slotOf[page] = -1;
    pageIn[slot] = -1;
    return slot;
  }

  function outside(): Error {
    return new Error(`${path} points outside of itself: fetch it again.`);
  }

  return {
    byte(at) {
      if (!(at >= 0 && at < size)) throw outside();
      return held[standing(Math.floor(at / pageBytes)) + (at % pageBytes)] ?? 0;
    },
    slice(at, length) {
      if (!(at >= 0 && length >= 0 && at + length <= size)) throw outside();
      const from = at % pageBytes;
      if (from + length <= pageBytes) {
        const start = standing(Math.floor(at / pageBytes)) + from;
        return held.subarray(start, start + length);
      }
      const copy = Buffer.allocUnsafe(length);
      for (let done = 0; done < length; ) {
        const part = Math.min(length - done, pageBytes - ((at + done) % pageBytes));
        const start = standing(Math.floor((at + done) / pageBytes)) + ((at + done) % pageBytes);
        held.copy(copy, done, start, start + part);
        done += part;
      }
      return copy;
    },
    close: () => closeSync(file),
  };
}
