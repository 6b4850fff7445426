/**
 * Who signed in, from where, on what and in which session: a person's records repeat it, so it is read once and then found by the
 * bytes of all its holes.
 */

import type { Device, Identity, SignIn } from '@gatewatch/domain';
import { parseAddress } from '../../address.ts';
import type { Block } from '../../decode/block.ts';
import { RecentHoles } from '../../stencil/recent-holes.ts';
import type { Stencils } from '../../stencil/stencils.ts';
import { device } from '../device.ts';
import { isFields } from '../fields.ts';
import { user } from '../identity.ts';
import { sessionHash } from '../one-way.ts';
import { agentOf } from '../user-agent.ts';
import type { Form } from './form.ts';

export interface Where extends Pick<SignIn, 'actor' | 'ip' | 'device' | 'session'> {
  readonly agent: string | null;
}

/** Bytes that the holes of one take, about. */
const whereBytes = 320;
const deviceBytes = 120;

export class WhereReader {
  readonly #stencils: Stencils<unknown>;
  readonly #wheres: RecentHoles<Where>;
  readonly #devices: RecentHoles<Device>;

  /** Of the record that `stencils` read last. */
  constructor(stencils: Stencils<unknown>) {
    this.#stencils = stencils;
    this.#wheres = new RecentHoles(stencils, whereBytes);
    this.#devices = new RecentHoles(stencils, deviceBytes);
  }

  /** null where something of it is to be remarked, or not to be read. */
  read(block: Block, form: Form): Where | null {
    return this.#wheres.get(block, form.where.holes, form.where.context) ?? this.#made(block, form);
  }

  #made(block: Block, form: Form): Where | null {
    const { at, model } = form;
    const text = (hole: number): string => this.#stencils.text(block, hole);
    const actor = actorOf(form, text);
    const ip = at.ip < 0 ? model.ip : parseAddress(text(at.ip)).ip;
    if (actor === undefined || (at.ip >= 0 && ip === null)) return null;
    const where = {
      actor,
      ip,
      agent: at.agent < 0 ? model.route.agent : agentOf(text(at.agent)),
      device: this.#device(block, form, text),
      session: at.session < 0 ? model.session : sessionOf(text(at.session)),
    };
    this.#wheres.keep(block, form.where.holes, form.where.context, where);
    return where;
  }

  #device(block: Block, { at, properties, model, device: { holes, context } }: Form, text: TextIn): Device | null {
    if (holes.length === 0) return model.device;
    const known = this.#devices.get(block, holes, context);
    if (known !== undefined) return known;
    const detail = isFields(properties.deviceDetail) ? properties.deviceDetail : {};
    const made = device({
      ...detail,
      deviceId: at.deviceId < 0 ? detail.deviceId : text(at.deviceId),
      displayName: at.deviceName < 0 ? detail.displayName : text(at.deviceName),
      operatingSystem: at.os < 0 ? detail.operatingSystem : text(at.os),
      browser: at.browser < 0 ? detail.browser : text(at.browser),
    });
    if (made !== null) this.#devices.keep(block, holes, context, made);
    return made;
  }
}

type TextIn = (hole: number) => string;

/** undefined where something about the name is to be remarked. */
function actorOf({ at, properties, directory, model }: Form, text: TextIn): Identity | null | undefined {
  const said = {
    userId: at.userId < 0 ? properties.userId : text(at.userId),
    userPrincipalName: at.address < 0 ? properties.userPrincipalName : text(at.address),
    userDisplayName: at.name < 0 ? properties.userDisplayName : text(at.name),
    userType: properties.userType,
  };
  const gaps: string[] = [];
  const actor = user(said, directory, model.failure, { tenant: '', rule: undefined }, gaps);
  return gaps.length > 0 ? undefined : actor;
}

function sessionOf(session: string): string | null {
  return session === '' ? null : sessionHash(session);
}
