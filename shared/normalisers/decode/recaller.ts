/** Knows records again by their bytes, so that they need not be parsed. What it knows decides nothing but the time that reading takes. */

import type { Block } from './block.ts';
import type { JsonObject } from './decoded.ts';

export interface Recaller {
  /** The record that opens at `at`; null where it is to be parsed. It keeps nothing of the block. */
  read(block: Block, at: number): JsonObject | null;
  /** Past the record that was read last: it lies within a line. */
  readonly end: number;
}
