/** Knows records again by their text, so that they need not be parsed. What it knows decides nothing but the time that reading takes. */

import type { JsonObject } from './decoded.ts';

export interface Recaller {
  /** What is read from now on. `ascii`: the same as bytes, where each character is one. */
  from(text: string, ascii: Buffer | null): void;
  /** The record that opens at `at`; null where it is to be parsed. */
  read(at: number): JsonObject | null;
  /** Past the record that was read last. */
  readonly end: number;
}
