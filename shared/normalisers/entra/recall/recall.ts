/**
 * Sign-ins that are known again by their text. All but a few values of a sign-in repeat from record to record: its keys and structure,
 * application, result, factors, policies. What a text with holes in the places of those few values says was read once, by the
 * normaliser; of each record that fits only what is in the holes is read, by the same functions.
 */

import type { Block } from '../../decode/block.ts';
import type { Recaller } from '../../decode/recaller.ts';
import { cut } from '../../stencil/cut.ts';
import { Stencils } from '../../stencil/stencils.ts';
import { parseTime, timeAt } from '../../time-text.ts';
import { type Form, formOf, ofAgent } from './form.ts';
import { isHole } from './places.ts';
import { RecalledSignIn } from './recalled-sign-in.ts';
import { WhereReader } from './where.ts';

/** A stencil whose first record was not as usual: what was wrong may have been in a hole, so a later one is studied again. */
interface Refused {
  left: number;
}
const parsedBetween = 64;
const longestId = 200;
/** Records that may be studied without any being known again, and how many of those pay for one more. */
const mostCredit = 2048;
const hitsForOne = 8;
const missesForOne = 128;
/** The category stands among the first members. */
const reach = 800;
const isSignIn = /"category":\s?"(?:SignInLogs|NonInteractiveUserSignInLogs)"/;

export class EntraRecaller implements Recaller {
  readonly #stencils = new Stencils<Form | Refused>();
  readonly #wheres = new WhereReader(this.#stencils);
  #credit = mostCredit;

  get end(): number {
    return this.#stencils.end;
  }

  read(block: Block, at: number): RecalledSignIn | null {
    const known = this.#stencils.read(block, at);
    const gained = known === null ? 1 / missesForOne : 1 / hitsForOne;
    this.#credit = Math.min(mostCredit, this.#credit + gained);
    if (known === null || 'left' in known) {
      if ((known !== null && --known.left > 0) || !this.#study(block, at)) return null;
      const studied = this.#stencils.read(block, at);
      return studied === null || 'left' in studied ? null : this.#recalled(block, studied);
    }
    return this.#recalled(block, known);
  }

  /** Whether records like this one are known from now on. */
  #study(block: Block, at: number): boolean {
    if (this.#credit < 1 || !isSignIn.test(block.bytes.toString('latin1', at, at + reach))) return false;
    this.#credit--;
    const found = cut(block, at, isHole);
    return found !== null && this.#stencils.add(found, formOf(found.value, found.holes) ?? { left: parsedBetween });
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
    const time = this.#time(block, at.created);
    const processed = this.#time(block, at.time);
    const id = stencils.text(block, at.id);
    if (id === '' || id.length > longestId || time === null || processed === null) return null;
    const correlationId = at.correlation < 0 ? form.model.correlationId : stencils.text(block, at.correlation);
    const requestId = at.request < 0 ? id : stencils.text(block, at.request);
    if (correlationId === '' || requestId === '') return null;
    return new RecalledSignIn(form, id, time, processed, where, requestId, correlationId);
  }

  /** null where it is no time. */
  #time(block: Block, hole: number): number | null {
    const { starts, ends } = this.#stencils;
    return timeAt(block.bytes, starts[hole] ?? 0, ends[hole] ?? 0) ?? parseTime(this.#stencils.text(block, hole));
  }
}
