/** Sign-ins that are known again by their text. */

import type { Block } from '../../decode/block.ts';
import type { Cut } from '../../stencil/cut.ts';
import type { Stencils } from '../../stencil/stencils.ts';
import type { Reading, Study } from '../../stencil/study.ts';
import { timeIn } from '../../stencil/time-in.ts';
import { type Form, formOf, ofAgent } from './form.ts';
import { places } from './places.ts';
import { RecalledSignIn } from './recalled-sign-in.ts';
import { WhereReader } from './where.ts';

const longestId = 200;
const isSignIn = /"category":\s?"(?:SignInLogs|NonInteractiveUserSignInLogs)"/;

export class SignInStudy implements Study {
  readonly isHole = places.isHole;
  readonly #stencils: Stencils<unknown>;
  readonly #wheres: WhereReader;

  constructor(stencils: Stencils<unknown>) {
    this.#stencils = stencils;
    this.#wheres = new WhereReader(stencils);
  }

  markAt(head: string): number {
    return head.search(isSignIn);
  }

  reading(cut: Cut): Reading | null {
    const form = formOf(cut);
    return form && ((block) => this.#recalled(block, form));
  }

  /** null where something in a hole is not as usual. */
  #recalled(block: Block, like: Form): RecalledSignIn | null {
    const { at } = like;
    const stencils = this.#stencils;
    const where = this.#wheres.read(block, like);
    if (where === null) return null;
    const alike = where.agent === like.model.route.agent;
    const form = alike ? like : ofAgent(like, where.agent, at.agent < 0 ? '' : stencils.text(block, at.agent));
    if (form === null) return null;
    const time = timeIn(block, stencils, at.created);
    const processed = timeIn(block, stencils, at.time);
    const id = stencils.text(block, at.id);
    if (id === '' || id.length > longestId || time === null || processed === null) return null;
    const correlationId = at.correlation < 0 ? form.model.correlationId : stencils.text(block, at.correlation);
    const requestId = at.request < 0 ? id : stencils.text(block, at.request);
    if (correlationId === '' || requestId === '') return null;
    return new RecalledSignIn(form, id, time, processed, where, requestId, correlationId);
  }
}
