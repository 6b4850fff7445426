/**
 * Cuts a stream of bytes into records. Lines first: as long as each line is a JSON text of its own, a block of lines is decoded
 * once and parsed line by line. A line that is none hands over to the document scanner, which takes the bytes one by one and
 * hands back at the end of the line, the document, or the broken piece.
 */

import { isAscii, isUtf8 } from 'node:buffer';
import { Bytes } from './bytes.ts';
import { Broken, type Decoded, Recalled } from './decoded.ts';
import { DocumentScanner } from './document.ts';
import { open } from './envelope.ts';
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
    const block = bytes.buffer.subarray(start, end);
    const ascii = isAscii(block);
    const wide = !ascii && isUtf8(block);
    const text = bytes.buffer.toString(wide ? 'utf8' : 'latin1', start, end);
    const mixed = !wide && !ascii;
    const recaller = mixed ? null : this.#recaller;
    recaller?.from(text, ascii ? block : null);
    let index = start;
    for (let at = 0; at < text.length; ) {
      const newline = text.indexOf('\n', at);
      const stop = newline < 0 ? text.length : newline;
      const from = at;
      const line = text.substring(at, stop);
      const size = wide ? Buffer.byteLength(line) : stop - at;
      at = stop + 1;
      const next = Math.min(index + size + 1, end);
      if (index >= bytes.from) {
        if (recaller !== null && this.#recalled(recaller, text, from, stop, bytes.base + index, out)) bytes.from = next;
        else if (!mixed || isAscii(block.subarray(index - start, next - start))) this.#line(line, index, next, out);
        else this.#mixedLine(index, next, out);
        if (this.#scanning) {
          if (!this.#scanner.run(out, closed)) return;
          this.#scanning = false;
        }
      }
      index = next;
    }
  }

  /** True where the line is a record, or an Event Hub body of records, all of which are known again. */
  #recalled(recaller: Recaller, text: string, from: number, stop: number, position: number, out: Decoded[]): boolean {
    if (!text.startsWith(bodyStart, from)) {
      const value = recaller.read(from);
      if (value === null || !isBlank(text, recaller.end, stop)) return false;
      out.push(new Recalled(value, position, text.substring(from, stop), true));
      return true;
    }
    const before = out.length;
    for (let at = from + bodyStart.length; ; at = recaller.end + 1) {
      const value = recaller.read(at);
      if (value === null) break;
      out.push(new Recalled(value, position + out.length - before, text.substring(at, recaller.end), false));
      if (text.charCodeAt(recaller.end) === 44) continue;
      if (text.startsWith(']}', recaller.end) && isBlank(text, recaller.end + 2, stop)) return true;
      break;
    }
    out.length = before;
    return false;
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

/** As Azure writes it. */
const bodyStart = '{"records":[';

function isBlank(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c !== 32 && c !== 9 && c !== 13) return false;
  }
  return from <= to;
}

/** Bytes. A longer line goes to the scanner, so that one giant envelope streams; also the most that is decoded at a time. */
const lineLimit = 1 << 20;
