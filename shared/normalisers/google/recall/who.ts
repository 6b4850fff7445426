/** Who did it, from which address: a person's activities repeat it, so it is read once and then found by the bytes of its holes. */

import type { Identity } from '@gatewatch/domain';
import type { Block } from '../../decode/block.ts';
import { RecentHoles } from '../../stencil/recent-holes.ts';
import type { Stencils } from '../../stencil/stencils.ts';
import type { Fields } from '../fields.ts';
import { addressOf } from '../google.ts';
import { whoseText } from '../ids.ts';
import { actorOf } from '../people.ts';
import type { Form } from './form.ts';

export interface Who {
  readonly actor: Identity | null;
  readonly ip: string | null;
  /** What the version of an event is told by beside what it says. */
  readonly whose: string;
}

/** Bytes that the holes of one take, about. */
const whoBytes = 100;

export class WhoReader {
  readonly #stencils: Stencils<unknown>;
  readonly #known: RecentHoles<Who>;

  /** Of the record that `stencils` read last. */
  constructor(stencils: Stencils<unknown>) {
    this.#stencils = stencils;
    this.#known = new RecentHoles(stencils, whoBytes);
  }

  /** null where something of it is to be remarked. */
  read(block: Block, form: Form): Who | null {
    return this.#known.get(block, form.who.holes, form.who.context) ?? this.#made(block, form);
  }

  #made(block: Block, form: Form): Who | null {
    const { at } = form;
    const text = (hole: number): string => this.#stencils.text(block, hole);
    const email = at.email < 0 ? form.actor.email : text(at.email);
    const profileId = at.profile < 0 ? form.actor.profileId : text(at.profile);
    const who = whoOf(form, { ...form.actor, email, profileId }, at.ip < 0 ? form.ipAddress : text(at.ip));
    if (who !== null) this.#known.keep(block, form.who.holes, form.who.context, who);
    return who;
  }
}

/** null where something of it is to be remarked. */
export function whoOf({ directory, application }: Form, said: Fields, ipAddress: unknown): Who | null {
  const gaps: string[] = [];
  const actor = actorOf(said, directory, gaps);
  const ip = addressOf(ipAddress, gaps);
  return gaps.length > 0 ? null : { actor, ip, whose: whoseText(application, actor, ip) };
}
