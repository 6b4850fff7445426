/** What the records of one stencil are: their first record, and what of them follows from it. */

import type { SignIn } from '@gatewatch/domain';
import type { JsonObject } from '../../decode/decoded.ts';
import { isEnvelope } from '../../decode/envelope.ts';
import type { Cut } from '../../stencil/cut.ts';
import type { Source } from '../../stencil/source.ts';
import { directory } from '../base.ts';
import { entra } from '../entra.ts';
import { type Fields, isFields, text } from '../fields.ts';
import { open } from '../opened.ts';
import { isMisspelt } from '../spelling.ts';
import { type Holes, places } from './places.ts';
import { deviceSource, whereSource } from './source.ts';

export interface Form {
  /** The record that the stencil was cut from. */
  readonly record: Fields;
  readonly properties: Fields;
  readonly directory: string | null;
  /** Its event, in no tenant: all of it but what is in holes holds of each record of the form. */
  readonly model: SignIn;
  readonly at: Holes;
  readonly where: Source;
  readonly device: Source;
  /** The same by what the user agent claims, for more than the agent follows from it. */
  readonly byAgent: Map<string | null, Form | null>;
}

const mostAgents = 64;

/** null where the record, or what its holes would hold, is no sign-in without any remark. */
export function formOf(cut: Cut): Form | null {
  const record = cut.value;
  if (Object.keys(record).some(isMisspelt) || isEnvelope(record) || record.id !== undefined || record.customerId !== undefined)
    return null;
  const { properties } = record;
  const opened = open(record);
  if (opened === null || !isFields(properties) || opened.fields !== properties) return null;
  const model = modelOf(record);
  if (model === null) return null;
  const found = places.holesOf(cut);
  if (found.id < 0 || found.created < 0 || found.time < 0) return null;
  // Where a record says a thing twice, the second is asked where the first says nothing.
  const at = {
    ...found,
    ip: found.ip >= 0 || text(properties.ipAddress) !== null ? found.ip : found.callerIp,
    correlation: found.correlation >= 0 || text(properties.correlationId) !== null ? found.correlation : found.topCorrelation,
  };
  if (at.request < 0 && text(properties.originalRequestId) !== null) return null;
  const home = directory(opened);
  const device = deviceSource(properties, model, at);
  return {
    record,
    properties,
    directory: home,
    model,
    at,
    where: whereSource(properties, home, model, at, device),
    device,
    byAgent: new Map(),
  };
}

/** The form for a user agent that claims `agent`; null for one that is too many. */
export function ofAgent(like: Form, agent: string | null, written: string): Form | null {
  const known = like.byAgent.get(agent);
  if (known !== undefined || like.byAgent.size === mostAgents) return known ?? null;
  const form = withAgent(like, written);
  like.byAgent.set(agent, form);
  return form;
}

function withAgent(like: Form, userAgent: string): Form | null {
  const properties = { ...like.properties, userAgent };
  const record = { ...like.record, properties };
  const model = modelOf(record);
  return model === null ? null : { ...like, record, properties, model };
}

/** The event of a record that is a sign-in without any remark, in no tenant; else null. */
function modelOf(record: JsonObject): SignIn | null {
  const made = entra.normalise(record, { tenant: '', origin: { source: '', position: 0 }, received: null });
  const [model] = 'events' in made ? made.events : [];
  // What becomes of a typed name is for the operator to say.
  return model?.kind === 'sign-in' && model.gaps.length === 0 && model.failure !== 'unknown-user' ? model : null;
}
