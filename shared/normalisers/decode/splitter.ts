/**
 * Cuts a stream of bytes into records. Lines first: as long as each line is a JSON text of its own, it is known again by its bytes, or
 * decoded and parsed. A line that is none hands over to the document scanner, which takes the bytes one by one and hands back at the
 * end of the line, the document, or the broken piece.
 */

import { isAscii, isUtf8 } from 'node:buffer';
import { blankEnd, objectEnd } from '../stencil/scan.ts';
import { Block } from './block.ts';
import { bodyEnd, bodyStart } from './body.ts';
import { Bytes } from './bytes.ts';
import { Broken, type Decoded, Element, Recalled } from './decoded.ts';
import { DocumentScanner } from './document.ts';
import { isPlainRecord, open } from './envelope.ts';
import { parseJson } from './parse.ts';
import type { Recaller } from './recaller.ts';
import { isClosers, trimFiller } from './structure.ts';

export class Splitter {
  readonly #bytes = new Bytes();
  readonly #scanner = new DocumentScanner(this.#bytes);
  readonly #recaller: Recaller | null;
  #scanning = false;

  constructor(recaller: Recaller | null = null) {
    this.#recaller = recaller;
  }

  /** Offset in the input up to which everything has been given. */
  get offset(): number {
    return this.#bytes.base + this.#bytes.from;
  }

  push(chunk: Uint8Array): readonly Decoded[] {
    this.#scanner.moved(this.#bytes.append(chunk));
    const out: Decoded[] = [];
    this.#run(out, false);
    return out;
  }

  end(): readonly Decoded[] {
    const out: Decoded[] = [];
    this.#run(out, true);
    return out;
  }

  #run(out: Decoded[], closed: boolean): void {
    const bytes = this.#bytes;
    while (bytes.from < bytes.to || (closed && this.#scanning)) {
      if (this.#scanning) {
        if (!this.#scanner.run(out, closed)) return;
        this.#scanning = false;
        continue;
      }
      const held = bytes.to - bytes.from;
      const reach = bytes.from + Math.min(held, lineLimit);
      const end =
        closed && held <= lineLimit ? bytes.to : bytes.buffer.subarray(bytes.from, reach).lastIndexOf(10) + 1 + bytes.from;
      if (end > bytes.from) {
        this.#lines(end, out, closed);
      } else if (held > lineLimit) {
        this.#scanner.start();
        this.#scanning = true;
      } else {
        return;
      }
    }
  }

  #lines(end: number, out: Decoded[], closed: boolean): void {
    const bytes = this.#bytes;
    const start = bytes.from;
    const lines = bytes.buffer.subarray(start, end);
    const ascii = isAscii(lines);
    const mixed = !ascii && !isUtf8(lines);
    const recaller = mixed ? null : this.#recaller;
    // What is known again is decoded when somebody asks, and by then our own memory holds something else.
    const block = new Block(recaller !== null && bytes.isOwn ? Buffer.from(lines) : lines, ascii);
    for (let index = start; index < end; ) {
      const at = index - start;
      const known = recaller === null ? -1 : this.#recalled(recaller, block, at, bytes.base + index, out);
      if (known >= 0) {
        index = bytes.from = Math.min(start + known + 1, end);
        continue;
      }
      const newline = lines.indexOf(10, at);
      const stop = newline < 0 ? lines.length : newline;
      const next = Math.min(start + stop + 1, end);
      if (!mixed || isAscii(lines.subarray(at, stop))) this.#line(block.text(at, stop), index, next, out);
      else this.#mixedLine(index, next, out);
      if (this.#scanning) {
        if (!this.#scanner.run(out, closed)) return;
        this.#scanning = false;
      }
      index = Math.max(next, bytes.from);
    }
  }

  /** The end of the line that opens at `at` if it is a record that is known again, or an envelope of which the first one is; else -1. */
  #recalled(recaller: Recaller, block: Block, at: number, position: number, out: Decoded[]): number {
    const { bytes } = block;
    if (bytes[at] !== 123) return -1;
    const first = bodyStart(block, at);
    if (first < 0) {
      const value = recaller.read(block, at);
      const stop = value === null ? -1 : lineEnd(bytes, recaller.end);
      if (value !== null && stop >= 0) out.push(new Recalled(value, position, block, at, stop, true));
      return stop;
    }
    const before = out.length;
    for (let from = first; ; ) {
      const place = position + out.length - before;
      const value = recaller.read(block, from);
      const end = value !== null ? recaller.end : from > first ? this.#parsed(block, from, place, out) : -1;
      if (end < 0) break;
      if (value !== null) out.push(new Recalled(value, place, block, from, end, false));
      const next = blankEnd(bytes, end);
      if (bytes[next] === 44) {
        from = blankEnd(bytes, next + 1);
        continue;
      }
      const past = bytes[next] === 93 ? bodyEnd(block, next) : -1;
      const stop = past < 0 ? -1 : lineEnd(bytes, past);
      if (stop >= 0) return stop;
      break;
    }
    out.length = before;
    return -1;
  }

  /** Past the record that opens at `from` among others that are known again; -1 where it is not for one record alone to say what it is. */
  #parsed(block: Block, from: number, position: number, out: Decoded[]): number {
    const end = objectEnd(block.bytes, block.view, from);
    const value = end < 0 ? undefined : parseJson(block.text(from, end));
    if (!isPlainRecord(value)) return -1;
    out.push(new Element(value, position));
    return end;
  }

  #line(line: string, index: number, next: number, out: Decoded[]): void {
    const bytes = this.#bytes;
    const position = bytes.base + index;
    if (line.length > 1) {
      const value = parseJson(line);
      if (value !== undefined) {
        open(value, line, position, 0, out);
        bytes.from = next;
        return;
      }
    }
    const trimmed = trimFiller(line);
    if (trimmed === '' || (this.#scanner.orphans && isClosers(trimmed))) {
      bytes.from = next;
      return;
    }
    const value = trimmed.length < line.length || line.length === 1 ? parseJson(trimmed) : undefined;
    const first = trimmed.charCodeAt(0);
    if (value !== undefined) {
      open(value, trimmed, position, 0, out);
      bytes.from = next;
    } else if (first === 123 || first === 91) {
      bytes.from = index;
      this.#scanner.start();
      this.#scanning = true;
    } else {
      out.push(new Broken('not-json', 'a line that is no JSON', position, line));
      bytes.from = next;
    }
  }

  /** A line with bytes beyond ASCII in a block that is not UTF-8 throughout. */
  #mixedLine(index: number, next: number, out: Decoded[]): void {
    const bytes = this.#bytes;
    const stop = bytes.buffer[next - 1] === 10 ? next - 1 : next;
    const line = bytes.utf8(index, stop);
    if (line !== null) {
      this.#line(line, index, next, out);
      return;
    }
    out.push(new Broken('not-json', 'not UTF-8', bytes.base + index, bytes.buffer.toString('latin1', index, stop)));
    bytes.from = next;
  }
}

/** Where the line ends of which only white space is left; -1 where there is more. */
function lineEnd(bytes: Uint8Array, from: number): number {
  const end = blankEnd(bytes, from);
  return end === bytes.length || bytes[end] === 10 ? end : -1;
}

/** Bytes. A longer line goes to the scanner, so that one giant envelope streams; also the most that is decoded at a time. */
const lineLimit = 1 << 20;
