/**
 * Records that are known again by their text. All but a few values of a record repeat from record to record: its keys and structure,
 * application, result, factors. What a text with holes in the places of those few values says was read once, by the normaliser; of
 * each record that fits only what is in the holes is read, by the same functions.
 */

import type { Block } from '../decode/block.ts';
import type { Recaller } from '../decode/recaller.ts';
import { cut } from './cut.ts';
import { Stencils } from './stencils.ts';
import type { KnownRecord, Reading, Study } from './study.ts';

/** A stencil whose first record was not as usual: what was wrong may have been in a hole, so a later one is studied again. */
interface Refused {
  left: number;
}
const parsedBetween = 64;
/** Records that may be studied without any being known again, and how many of those pay for one more. */
const mostCredit = 2048;
const hitsForOne = 128;
const missesForOne = 512;
/** What tells the kind of a record stands among the first members. */
const reach = 800;

export class StencilRecaller implements Recaller {
  readonly #stencils = new Stencils<Reading | Refused>();
  readonly #studies: readonly Study[];
  #credit = mostCredit;

  /** Each vendor's study looks at the holes of the record that the stencils read last. */
  constructor(studies: readonly ((stencils: Stencils<unknown>) => Study)[]) {
    this.#studies = studies.map((open) => open(this.#stencils));
  }

  get end(): number {
    return this.#stencils.end;
  }

  read(block: Block, at: number): KnownRecord | null {
    const known = this.#stencils.read(block, at);
    const gained = known === null ? 1 / missesForOne : 1 / hitsForOne;
    this.#credit = Math.min(mostCredit, this.#credit + gained);
    if (typeof known === 'function') return known(block);
    if ((known !== null && --known.left > 0) || !this.#study(block, at)) return null;
    const studied = this.#stencils.read(block, at);
    return typeof studied === 'function' ? studied(block) : null;
  }

  /** Whether records like this one are known from now on. */
  #study(block: Block, at: number): boolean {
    if (this.#credit < 1) return false;
    const study = this.#studyOf(block.bytes.toString('latin1', at, at + reach));
    if (study === null) return false;
    this.#credit--;
    const found = cut(block, at, study.isHole);
    return found !== null && this.#stencils.add(found, study.reading(found) ?? { left: parsedBetween });
  }

  /** The one whose mark comes first. */
  #studyOf(head: string): Study | null {
    let found: Study | null = null;
    let least = head.length;
    for (const study of this.#studies) {
      const mark = study.markAt(head);
      if (mark < 0 || mark >= least) continue;
      least = mark;
      found = study;
    }
    return found;
  }
}
