/** How the records of one vendor are known again: which are worth it, where their holes are, and what is read of them. */

import type { Normalised, RecordContext } from '@gatewatch/domain';
import type { Block } from '../decode/block.ts';
import type { Cut } from './cut.ts';

export interface Study {
  /** Where in the beginning of a record (a character a byte) it shows that it is one of these; -1 where it does not. What follows the record may stand there too. */
  markAt(head: string): number;
  isHole(path: string, kind: number): boolean;
  /** null where the records of this stencil are to be parsed. */
  reading(cut: Cut): Reading | null;
}

/** What the record is that was found last; null where something in a hole is not as usual. */
export type Reading = (block: Block) => KnownRecord | null;

/** A record that was known again: it says whose it is (by the names that tell it), and what it means. */
export abstract class KnownRecord {
  readonly [name: string]: unknown;

  abstract normalise(context: RecordContext): Normalised;
}
