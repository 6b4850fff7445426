/**
 * Cuts CSV (RFC 4180: quotes, doubled quotes, commas and line breaks in fields; CR LF or LF; a BOM) into records, each an object of
 * column → cell. Empty cells are left out. A row that has not as many cells as the header, a quote that does not fit, and bytes that are
 * not UTF-8 are broken pieces of one line, and the next line is read afresh.
 */

import { isUtf8 } from 'node:buffer';
import { Broken, type Decoded, type JsonObject, Line } from './decoded.ts';

const quote = 34;
const comma = 44;
const lf = 10;
const cr = 13;
/** Bytes of one row; longer, and a quote was left open. */
const rowLimit = 1 << 20;
const mostColumns = 1024;

/** The names of the first line if it is a header of columns with a time among them; null: no CSV. */
export function csvHeader(head: Uint8Array): readonly string[] | null {
  const bytes = Buffer.from(head);
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const row = rowAt(bytes, from, bytes.length, true);
  if (typeof row === 'string' || row.cells.length < 3 || row.cells.length > mostColumns) return null;
  const names = row.cells.map(columnName);
  if (!names.every((name) => /^[^{}[\]":]{1,80}$/.test(name))) return null;
  return names.some((name) => /^(?:date|time|createddatetime|activitydatetime)/i.test(name)) ? names : null;
}

/** "TimeGenerated [UTC]" is TimeGenerated, "Application ID " has a blank too many. */
function columnName(cell: string): string {
  return cell.replace(/\s*\[UTC\]$/i, '').trim();
}

export class CsvSplitter {
  readonly #columns: readonly string[];
  #held: Buffer = Buffer.alloc(0);
  #from = 0;
  #base = 0;
  #headed = false;

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  /** Offset in the input up to which everything has been given. */
  get offset(): number {
    return this.#base + this.#from;
  }

  push(chunk: Uint8Array): readonly Decoded[] {
    this.#base += this.#from;
    this.#held = Buffer.concat([this.#held.subarray(this.#from), chunk]);
    this.#from = 0;
    return this.#run(false);
  }

  end(): readonly Decoded[] {
    return this.#run(true);
  }

  #run(closed: boolean): readonly Decoded[] {
    const out: Decoded[] = [];
    const bytes = this.#held;
    while (this.#from < bytes.length) {
      const row = rowAt(bytes, this.#from, bytes.length, closed);
      if (row === 'more' || (row === 'bad' && !closed && bytes.indexOf(lf, this.#from) < 0)) {
        if (bytes.length - this.#from <= rowLimit) return out;
        this.#break(out, 'a quote is left open');
      } else if (row === 'bad') this.#break(out, 'a quote where none may stand, or left open');
      else {
        const start = this.#from;
        this.#from = row.end;
        if (!this.#headed) this.#headed = true;
        else if (row.cells.length > 1 || row.cells[0] !== '') this.#give(row.cells, bytes.subarray(start, row.end), start, out);
      }
    }
    return out;
  }

  #give(cells: readonly string[], bytes: Buffer, start: number, out: Decoded[]): void {
    const position = this.#base + start;
    const whole = isUtf8(bytes);
    const text = bytes.toString(whole ? 'utf8' : 'latin1').replace(/\r?\n$/, '');
    if (!whole) out.push(new Broken('not-json', 'not UTF-8', position, text));
    else if (cells.length !== this.#columns.length) {
      out.push(
        new Broken('not-a-record', `a row of ${cells.length} cells under ${this.#columns.length} columns`, position, text),
      );
    } else out.push(new Line(this.#record(cells), position, text));
  }

  /** Without a prototype, so that no column can reach one. Of two columns of one name the first that says something counts. */
  #record(cells: readonly string[]): JsonObject {
    const record: Record<string, string> = Object.create(null);
    for (let i = 0; i < cells.length; i++) {
      const name = this.#columns[i];
      const cell = cells[i];
      if (name !== undefined && cell !== undefined && cell !== '' && !Object.hasOwn(record, name)) record[name] = cell;
    }
    return record;
  }

  #break(out: Decoded[], detail: string): void {
    const bytes = this.#held;
    const newline = bytes.indexOf(lf, this.#from);
    const end = newline < 0 ? bytes.length : newline + 1;
    const text = bytes.toString('latin1', this.#from, end).replace(/\r?\n$/, '');
    out.push(new Broken('not-a-record', detail, this.#base + this.#from, text));
    this.#from = end;
    this.#headed = true;
  }
}

interface Row {
  readonly cells: readonly string[];
  /** Behind its line break. */
  readonly end: number;
}

/** `more`: it ends beyond the bytes. `bad`: it ends never, or a quote stands where none may. */
function rowAt(bytes: Buffer, from: number, to: number, closed: boolean): Row | 'more' | 'bad' {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const quoted = bytes[at] === quote;
    let end = quoted ? at + 1 : at;
    if (quoted) {
      for (;;) {
        end = bytes.indexOf(quote, end);
        if (end < 0 || end >= to) return closed ? 'bad' : 'more';
        if (end + 1 >= to && !closed) return 'more';
        if (bytes[end + 1] !== quote) break;
        end += 2;
      }
      cells.push(bytes.toString('utf8', at + 1, end).replaceAll('""', '"'));
      end++;
    } else {
      while (end < to && bytes[end] !== comma && bytes[end] !== lf) end++;
      if (end >= to && !closed) return 'more';
      const stop = (end >= to || bytes[end] === lf) && end > at && bytes[end - 1] === cr ? end - 1 : end;
      cells.push(bytes.toString('utf8', at, stop));
    }
    if (end >= to) return { cells, end: to };
    if (quoted && bytes[end] === cr && (end + 1 >= to || bytes[end + 1] === lf)) {
      if (end + 1 >= to && !closed) return 'more';
      end++;
    }
    if (end >= to) return { cells, end: to };
    if (bytes[end] === lf) return { cells, end: end + 1 };
    if (bytes[end] !== comma) return 'bad';
    at = end + 1;
  }
}
