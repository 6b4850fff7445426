/** Activities that are known again by their text: those of applications whose records say little that differs. */

import type { Block } from '../../decode/block.ts';
import type { Cut } from '../../stencil/cut.ts';
import type { Stencils } from '../../stencil/stencils.ts';
import type { Reading, Study } from '../../stencil/study.ts';
import { timeIn } from '../../stencil/time-in.ts';
import { type Form, formOf } from './form.ts';
import { holdsOfOthers } from './holds-of-others.ts';
import { places } from './places.ts';
import { RecalledActivity } from './recalled-activity.ts';
import { WhoReader } from './who.ts';

/** What `token` and `admin` say differs from record to record, and counts for what a record is called. */
const isOfPeople = /"applicationName":\s?"(?:login|user_accounts|saml)"/;

export class ActivityStudy implements Study {
  readonly isHole = places.isHole;
  readonly #stencils: Stencils<unknown>;
  readonly #who: WhoReader;

  constructor(stencils: Stencils<unknown>) {
    this.#stencils = stencils;
    this.#who = new WhoReader(stencils);
  }

  markAt(head: string): number {
    return head.search(isOfPeople);
  }

  reading(cut: Cut): Reading | null {
    const form = formOf(cut);
    return form !== null && holdsOfOthers(form, cut.value) ? (block) => this.#recalled(block, form) : null;
  }

  /** null where something in a hole is not as usual. */
  #recalled(block: Block, form: Form): RecalledActivity | null {
    const { at } = form;
    const stencils = this.#stencils;
    const who = this.#who.read(block, form);
    const time = timeIn(block, stencils, at.time);
    const qualifier = stencils.text(block, at.qualifier);
    if (who === null || time === null || qualifier === '') return null;
    return new RecalledActivity(form, stencils.text(block, at.time), time, qualifier, who);
  }
}
