/** One piece of the input: a parsed record, or a broken piece with its reason; either can give its text. */

import type { QuarantineReason } from '@gatewatch/domain';
import type { Block } from './block.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * `position` is the byte offset (after decompression, in UTF-8) of the line or document plus the ordinal of the record inside it: unique
 * in a source, and the plain ordinal in a file that is one document.
 * `value` is the record as JSON.parse gives it, or what a `Recaller` made of it, which its normaliser knows.
 * `text()` is at most 64 KiB; bytes that are not UTF-8 are given as Latin-1, a character a byte, so none is lost.
 */
export type Decoded =
  | { readonly value: JsonObject; readonly position: number; text(): string }
  | { readonly broken: QuarantineReason; readonly detail: string; readonly position: number; text(): string };

export const textLimit = 65_536;

/** A record whose text is at hand (a line, or an element cut out of a document). */
export class Line {
  readonly value: JsonObject;
  readonly position: number;
  readonly source: string;
  constructor(value: JsonObject, position: number, source: string) {
    this.value = value;
    this.position = position;
    this.source = source;
  }
  text(): string {
    return this.source.slice(0, textLimit);
  }
}

/** A record that was known again: a line, or an element of an envelope. Its text is decoded when it is asked for. */
export class Recalled {
  readonly value: JsonObject;
  readonly position: number;
  readonly #block: Block;
  readonly #from: number;
  readonly #to: number;
  readonly #isLine: boolean;
  constructor(value: JsonObject, position: number, block: Block, from: number, to: number, isLine: boolean) {
    this.value = value;
    this.position = position;
    this.#block = block;
    this.#from = from;
    this.#to = to;
    this.#isLine = isLine;
  }
  text(): string {
    const source = this.#block.text(this.#from, this.#to);
    return (this.#isLine ? source : JSON.stringify(JSON.parse(source))).slice(0, textLimit);
  }
}

/** A record out of an envelope that was parsed whole: its text is written again when asked for. */
export class Element {
  readonly value: JsonObject;
  readonly position: number;
  constructor(value: JsonObject, position: number) {
    this.value = value;
    this.position = position;
  }
  text(): string {
    return JSON.stringify(this.value).slice(0, textLimit);
  }
}

export class Broken {
  readonly broken: QuarantineReason;
  readonly detail: string;
  readonly position: number;
  readonly source: string;
  constructor(broken: QuarantineReason, detail: string, position: number, source: string) {
    this.broken = broken;
    this.detail = detail;
    this.position = position;
    this.source = source.slice(0, textLimit);
  }
  text(): string {
    return this.source;
  }
}
