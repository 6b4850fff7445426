/**
 * Finds the end of a JSON document by its brackets and strings, byte by byte, and streams the elements of an envelope's list
 * without holding more than one. It knows enough grammar to notice that a text was cut and another began; values themselves are
 * left to JSON.parse. States: between documents, inside one, after one (is the rest of the line clean?), in a broken piece.
 */

import type { QuarantineReason } from '@gatewatch/domain';
import type { Bytes } from './bytes.ts';
import { Broken, type Decoded, textLimit } from './decoded.ts';
import { depthLimit } from './depth.ts';
import { certainLists, likelyLists, open } from './envelope.ts';
import { parseJson, parseRepaired } from './parse.ts';
import { Expect, inList, inObject, isFiller } from './structure.ts';

/** Bytes of one record; an Event Hub event is at most 1 MB. */
const recordLimit = 16 * 1024 * 1024;
/** Room for an envelope around a record of the greatest depth. */
const stackLimit = depthLimit + 4;

type Step = 'more' | 'again' | 'lines';
type State = 'between' | 'inside' | 'after' | 'piece';

const plain = 0;
const string = 1;
const escaped = 2;
const scalar = 3;

export class DocumentScanner {
  /** A list was left by damage: its closing brackets still come and are no piece of their own. */
  orphans = false;

  readonly #bytes: Bytes;
  #state: State = 'between';
  #cursor = 0;
  /** Whether a document ended since the last hand-over. */
  #ended = false;
  #documentAt = 0;
  #ordinal = 0;
  #hasNewline = false;
  #streamed = false;

  #mode = plain;
  #expect: number = Expect.value;
  #depth = 0;
  readonly #stack = new Uint8Array(stackLimit + 1);
  /** Depth at which the elements of the open list stand; 0 outside of one. */
  #elements = 0;
  #isKey = false;
  #keyStart = 0;
  /** The key just read names a list of records: 1 likely, 2 certainly. */
  #candidate = 0;

  /** Of the piece being read: a document, an element, or what stands between elements. */
  #pieceAt = 0;
  #rawNewline = false;
  #newlines = 0;
  /** Since the last element a line ended. */
  #freshLine = false;
  #bad: QuarantineReason | null = null;
  #head: string | null = null;

  #failure: QuarantineReason = 'not-json';
  #detail = '';
  #indent = 0;
  /** A broken piece of one line, whatever the next looks like. */
  #single = false;
  #atLineStart = false;
  /** What is broken is what is missing: no bytes belong to it. */
  #empty = false;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  start(): void {
    this.#state = 'between';
    this.#cursor = this.#bytes.from;
    this.#ended = false;
    this.#hasNewline = false;
  }

  /** The buffer was compacted: every index moved down by `shift`. */
  moved(shift: number): void {
    this.#cursor -= shift;
    this.#keyStart -= shift;
  }

  /** True: everything up to `bytes.from` is given and a line begins there (or the input ends). False: more bytes are needed. */
  run(out: Decoded[], closed: boolean): boolean {
    for (;;) {
      const step = this.#step(out, closed);
      if (step === 'lines') return true;
      if (step === 'more') return false;
    }
  }

  #step(out: Decoded[], closed: boolean): Step {
    switch (this.#state) {
      case 'between':
        return this.#between(closed);
      case 'inside':
        return this.#inside(out, closed);
      case 'after':
        return this.#after(out, closed);
      case 'piece':
        return this.#piece(out, closed);
    }
  }

  #between(closed: boolean): Step {
    const bytes = this.#bytes;
    const buffer = bytes.buffer;
    for (let i = this.#cursor; i < bytes.to; i++) {
      const c = buffer[i] ?? 0;
      if (c === 10) {
        if (!this.#ended || this.#hasNewline) continue;
        this.#cursor = bytes.from = i + 1;
        return 'lines';
      }
      if (isFiller(c) || (this.orphans && (c === 93 || c === 125))) continue;
      this.#cursor = bytes.from = i;
      this.#begin();
      if (c !== 123 && c !== 91) this.#fail('not-json', 'text that is no JSON', i, true);
      return 'again';
    }
    this.#cursor = bytes.from = bytes.to;
    return closed ? 'lines' : 'more';
  }

  #begin(): void {
    this.#state = 'inside';
    this.#documentAt = this.#bytes.base + this.#cursor;
    this.#ordinal = 0;
    this.#hasNewline = false;
    this.#streamed = false;
    this.#mode = plain;
    this.#expect = Expect.value;
    this.#depth = 0;
    this.#elements = 0;
    this.#candidate = 0;
    this.#beginPiece(this.#cursor);
  }

  #beginPiece(index: number): void {
    this.#bytes.from = index;
    this.#pieceAt = this.#bytes.base + index;
    this.#rawNewline = false;
    this.#newlines = 0;
    this.#bad = null;
    this.#head = null;
  }

  #inside(out: Decoded[], closed: boolean): Step {
    const bytes = this.#bytes;
    const buffer = bytes.buffer;
    const to = bytes.to;
    let i = this.#cursor;
    let mode = this.#mode;
    let expect = this.#expect;
    scan: while (i < to) {
      if (mode === string) {
        let c = buffer[i] ?? 0;
        while (c !== 34 && c !== 92 && c !== 10) {
          if (++i >= to) break scan;
          c = buffer[i] ?? 0;
        }
        i++;
        if (c === 92) {
          mode = escaped;
        } else if (c === 10) {
          if (this.#bad !== null) return this.#fail(this.#bad, 'a line break inside a string of a broken record', i - 1);
          if (this.#isKey) return this.#fail('not-json', 'cut off: a line ends inside a key', i - 1);
          if (this.#endsLine()) return this.#fail('too-large', 'longer than 16 MiB', i - 1);
          this.#rawNewline = this.#hasNewline = true;
          this.#newlines++;
        } else {
          mode = plain;
          if (this.#isKey) {
            expect = Expect.colon;
            if (this.#depth === 1 && this.#head === null) this.#candidate = this.#listName(i - 1);
          } else {
            expect = Expect.next;
            if (this.#depth === this.#elements && this.#bad === null && !this.#give(i, out)) return 'again';
          }
        }
        continue;
      }
      if (mode === escaped) {
        i++;
        mode = string;
        continue;
      }
      const c = buffer[i] ?? 0;
      if (mode === scalar) {
        if (c === 44 || c === 93 || c === 125 || c === 32 || c === 10 || c === 13 || c === 9) {
          mode = plain;
          expect = Expect.next;
          if (this.#depth === this.#elements && this.#bad === null && !this.#give(i, out)) return 'again';
        } else if (c === 34 || c === 123 || c === 91 || c === 58) {
          mode = plain;
          expect = Expect.next;
        } else {
          i++;
        }
        continue;
      }
      if (c === 32 || c === 13 || c === 9) {
        i++;
        continue;
      }
      if (c === 10) {
        if (this.#endsLine()) return this.#fail('too-large', 'longer than 16 MiB', i);
        this.#hasNewline = this.#freshLine = true;
        this.#newlines++;
        i++;
        continue;
      }
      if (c === 93 || c === 125) {
        const allowed = this.#bad !== null || expect === Expect.next || expect === (c === 93 ? Expect.first : Expect.firstKey);
        const fits = this.#depth > stackLimit || this.#stack[this.#depth] === (c === 93 ? inList : inObject);
        if (!allowed || !fits) {
          if (fits && this.#forgives()) continue;
          return this.#fail('not-json', 'brackets do not match', i);
        }
        if (this.#candidate !== 0 && this.#depth === 2) this.#enterList(i);
        this.#candidate = 0;
        i++;
        this.#depth--;
        expect = Expect.next;
        if (this.#depth === 0) {
          this.#cursor = i;
          return this.#endDocument(i, out);
        }
        if (this.#depth === this.#elements) {
          if (!this.#give(i, out)) return 'again';
        } else if (this.#depth < this.#elements) {
          this.#elements = 0;
          this.#beginPiece(i);
        }
        continue;
      }
      if (this.#bad !== null) {
        if (c === 34) {
          mode = string;
          this.#isKey = false;
        } else if (c === 123 || c === 91) {
          this.#push(c);
        }
        i++;
        continue;
      }
      switch (expect) {
        case Expect.value:
        case Expect.first:
          if (c === 44 || c === 58) {
            if (this.#forgives()) continue;
            return this.#fail('not-json', 'a value is missing', i);
          }
          if (this.#candidate !== 0) {
            if (this.#depth === 2 && c === 123) this.#enterList(i);
            if (this.#depth === 2 || c !== 91) this.#candidate = 0;
          }
          if (this.#depth === this.#elements && this.#depth > 0) this.#beginPiece(i);
          if (c === 34) {
            mode = string;
            this.#isKey = false;
          } else if (c === 123 || c === 91) {
            this.#push(c);
            expect = c === 123 ? Expect.firstKey : Expect.first;
            if (c === 91 && (this.#depth === 1 || this.#candidate === 2)) {
              this.#enterList(i + 1);
              this.#candidate = 0;
            }
          } else {
            mode = scalar;
          }
          break;
        case Expect.key:
        case Expect.firstKey:
          if (c !== 34) {
            if (this.#forgives()) continue;
            return this.#fail('not-json', 'a key is missing', i);
          }
          mode = string;
          this.#isKey = true;
          this.#keyStart = i + 1;
          break;
        case Expect.colon:
          if (c !== 58) {
            if (this.#forgives()) continue;
            return this.#fail('not-json', 'a colon is missing', i);
          }
          expect = Expect.value;
          break;
        default:
          if (c !== 44) {
            if (this.#forgives()) continue;
            return this.#fail('not-json', 'a comma or closing bracket is missing', i);
          }
          expect = this.#stack[this.#depth] === inObject ? Expect.key : Expect.value;
      }
      i++;
    }
    this.#cursor = i;
    this.#mode = mode;
    this.#expect = expect;
    if (closed) return this.#fail(this.#bad ?? 'not-json', 'cut off: the input ends inside a document', to);
    if (this.#elements > 0 && this.#depth === this.#elements && mode === plain) this.#beginPiece(i);
    if (bytes.base + to - this.#pieceAt > recordLimit) {
      this.#head ??= bytes.text(bytes.from, bytes.from + textLimit);
      bytes.from = to;
    }
    return 'more';
  }

  #push(bracket: number): void {
    this.#depth++;
    if (this.#depth <= stackLimit) this.#stack[this.#depth] = bracket === 91 ? inList : inObject;
    else this.#bad ??= 'too-deep';
  }

  #enterList(index: number): void {
    this.#elements = this.#depth;
    this.#streamed = true;
    this.#beginPiece(index);
  }

  /** A fault inside an element costs that element only, as long as its brackets still balance. */
  #forgives(): boolean {
    if (this.#bad !== null || this.#elements === 0 || this.#depth <= this.#elements || this.#rawNewline) return false;
    this.#bad = 'not-json';
    return true;
  }

  /** An oversized piece that is one line ends with it. */
  #endsLine(): boolean {
    return this.#head !== null && this.#newlines === 0;
  }

  #listName(end: number): number {
    const length = end - this.#keyStart;
    if (length < 5 || length > 10 || this.#elements !== 0) return 0;
    const name = this.#bytes.buffer.toString('latin1', this.#keyStart, end);
    return certainLists.has(name) ? 2 : likelyLists.has(name) ? 1 : 0;
  }

  /** Gives the piece that ends at `end`; false where it was no record but two lines grown together, and failed. */
  #give(end: number, out: Decoded[]): boolean {
    const bytes = this.#bytes;
    const position = this.#documentAt + this.#ordinal;
    if (this.#head !== null || bytes.base + end - this.#pieceAt > recordLimit) {
      const head = this.#head ?? bytes.text(bytes.from, bytes.from + textLimit);
      this.#ordinal++;
      out.push(new Broken('too-large', 'longer than 16 MiB', position, head));
    } else if (this.#bad !== null) {
      this.#ordinal++;
      const detail = this.#bad === 'too-deep' ? `nested deeper than ${depthLimit}` : 'a record that is no JSON';
      out.push(new Broken(this.#bad, detail, position, bytes.text(bytes.from, end)));
    } else {
      const text = bytes.utf8(bytes.from, end);
      const value = text === null ? undefined : (parseJson(text) ?? nullOr(text, this.#rawNewline));
      if (text !== null && value !== undefined) {
        this.#ordinal += open(value, text, this.#documentAt, this.#ordinal, out);
      } else if (this.#rawNewline) {
        this.#fail('not-json', 'cut off: another line follows inside a string', end);
        return false;
      } else {
        this.#ordinal++;
        const detail = text === null ? 'not UTF-8' : 'a record that is no JSON';
        out.push(new Broken('not-json', detail, position, bytes.text(bytes.from, end)));
      }
    }
    this.#beginPiece(end);
    this.#freshLine = false;
    return true;
  }

  #endDocument(end: number, out: Decoded[]): Step {
    if (!this.#streamed && this.#head === null && this.#newlines === 0) {
      this.#state = 'after';
      return 'again';
    }
    if (this.#streamed || this.#give(end, out)) this.#leave(end);
    return 'again';
  }

  #leave(end: number): void {
    this.#state = 'between';
    this.#ended = true;
    this.#bytes.from = end;
    this.#cursor = end;
  }

  /** One line, one document: text behind it on the line makes the line broken, once. */
  #after(out: Decoded[], closed: boolean): Step {
    const bytes = this.#bytes;
    const buffer = bytes.buffer;
    const end = this.#cursor;
    for (let i = end; i < bytes.to; i++) {
      const c = buffer[i] ?? 0;
      if (c === 32 || c === 9 || c === 13) continue;
      if (c !== 10 && c !== 123 && c !== 91 && !isFiller(c)) return this.#fail('not-json', 'text behind the document', i, true);
      if (this.#give(end, out)) this.#leave(end);
      return 'again';
    }
    if (!closed && bytes.to - end < textLimit) return 'more';
    if (this.#give(end, out)) this.#leave(end);
    return 'again';
  }

  #fail(reason: QuarantineReason, detail: string, at: number, single = false): Step {
    this.#state = 'piece';
    this.#failure = reason;
    this.#detail = detail;
    this.#single = single;
    this.#atLineStart = false;
    if (this.#streamed) this.orphans = true;
    this.#empty = false;
    if (this.#elements > 0 && this.#depth === this.#elements && this.#head === null) this.#skipGap(at);
    this.#indent = this.#indentOf(this.#bytes.from);
    this.#cursor = this.#head === null ? this.#bytes.from : at;
    return 'again';
  }

  /** What only parts two elements is no part of a broken piece. */
  #skipGap(end: number): void {
    const bytes = this.#bytes;
    let i = bytes.from;
    for (let c = bytes.buffer[i] ?? 0; i < end && (c === 10 || isFiller(c)); c = bytes.buffer[i] ?? 0) i++;
    // A new line with a bracket of its own after an unfinished list: the list is broken, the line is not.
    const first = bytes.buffer[i];
    this.#empty = this.#freshLine && i === end && i < bytes.to && (first === 123 || first === 91);
    this.#beginPiece(i);
  }

  /** Column of the byte at `index` where only blanks stand before it on its line, else 0. */
  #indentOf(index: number): number {
    const buffer = this.#bytes.buffer;
    let i = index - 1;
    while (i >= 0 && (buffer[i] === 32 || buffer[i] === 9)) i--;
    return (i < 0 ? this.#bytes.beginsLine : buffer[i] === 10) ? index - 1 - i : 0;
  }

  /**
   * A broken piece goes to the end of its line, and over the lines that look like the rest of it: indented deeper, or closing
   * brackets only. What follows is read afresh.
   */
  #piece(out: Decoded[], closed: boolean): Step {
    const bytes = this.#bytes;
    if (this.#empty) return this.#endPiece(bytes.from, out);
    for (;;) {
      if (this.#atLineStart) {
        const verdict = this.#continues(closed);
        if (verdict === 'unknown') return 'more';
        if (verdict === 'no') return this.#endPiece(this.#cursor, out);
      }
      const newline = bytes.buffer.subarray(this.#cursor, bytes.to).indexOf(10);
      if (newline < 0) {
        this.#cursor = bytes.to;
        this.#atLineStart = false;
        if (closed) return this.#endPiece(bytes.to, out);
        if (bytes.to - bytes.from > 4 * textLimit) {
          this.#head ??= bytes.text(bytes.from, bytes.from + textLimit);
          bytes.from = bytes.to;
        }
        return 'more';
      }
      this.#cursor += newline + 1;
      if (bytes.base + this.#cursor - this.#pieceAt > recordLimit && !this.#atLineStart) this.#failure = 'too-large';
      if (this.#single) return this.#endPiece(this.#cursor, out);
      this.#atLineStart = true;
    }
  }

  #continues(closed: boolean): 'yes' | 'no' | 'unknown' {
    const bytes = this.#bytes;
    let i = this.#cursor;
    while (i < bytes.to && (bytes.buffer[i] === 32 || bytes.buffer[i] === 9)) i++;
    if (i === bytes.to) return closed || i - this.#cursor > textLimit ? 'no' : 'unknown';
    if (i - this.#cursor > this.#indent) return 'yes';
    let c = bytes.buffer[i];
    if (c !== 93 && c !== 125) return 'no';
    while (i < bytes.to && (c === 93 || c === 125 || c === 44 || c === 32 || c === 13)) c = bytes.buffer[++i];
    if (i >= bytes.to) return closed || i - this.#cursor > textLimit ? 'yes' : 'unknown';
    return c === 10 ? 'yes' : 'no';
  }

  #endPiece(end: number, out: Decoded[]): Step {
    const bytes = this.#bytes;
    const text = this.#head ?? bytes.text(bytes.from, end);
    const last = text.endsWith('\n') ? text.slice(0, -1) : text;
    out.push(new Broken(this.#failure, this.#detail, this.#documentAt + this.#ordinal, last));
    bytes.from = end;
    this.#cursor = end;
    this.#head = null;
    return 'lines';
  }
}

function nullOr(text: string, rawNewline: boolean): unknown {
  return text === 'null' ? null : rawNewline ? parseRepaired(text) : undefined;
}
