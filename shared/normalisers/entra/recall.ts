/**
 * Sign-ins that are known again by their text. All but a few values of a sign-in repeat from record to record: its keys and structure,
 * application, result, factors, policies. What a text with holes in the places of those few values says was read once, by the
 * normaliser; of each record that fits only what is in the holes is read, by the same functions.
 */

import type { Device, Identity, Normalised, RecordContext, SignIn } from '@gatewatch/domain';
import { recent } from '@gatewatch/domain';
import { parseAddress } from '../address.ts';
import type { Block } from '../decode/block.ts';
import type { JsonObject } from '../decode/decoded.ts';
import { isEnvelope } from '../decode/envelope.ts';
import type { Recaller } from '../decode/recaller.ts';
import { type Cut, cut, Hole } from '../stencil/cut.ts';
import { RecentHoles } from '../stencil/recent-holes.ts';
import { Stencils } from '../stencil/stencils.ts';
import { parseTime, timeAt } from '../time-text.ts';
import { directory } from './base.ts';
import { device } from './device.ts';
import { entra } from './entra.ts';
import { type Fields, isFields, text } from './fields.ts';
import { metBefore, user } from './identity.ts';
import { sessionHash } from './one-way.ts';
import { open } from './opened.ts';
import { isMisspelt } from './spelling.ts';
import { agentOf } from './user-agent.ts';

/** Values that differ from record to record. What the normaliser reads of one of them must follow from it alone, as below. */
const read = {
  time: 'time',
  callerIp: 'callerIpAddress',
  topCorrelation: 'correlationId',
  id: 'properties.id',
  created: 'properties.createdDateTime',
  name: 'properties.userDisplayName',
  address: 'properties.userPrincipalName',
  userId: 'properties.userId',
  ip: 'properties.ipAddress',
  agent: 'properties.userAgent',
  deviceId: 'properties.deviceDetail.deviceId',
  deviceName: 'properties.deviceDetail.displayName',
  os: 'properties.deviceDetail.operatingSystem',
  browser: 'properties.deviceDetail.browser',
  correlation: 'properties.correlationId',
  request: 'properties.originalRequestId',
  session: 'properties.sessionId',
} as const;
/** Values that differ and that nobody reads. */
const unread = [
  'identity',
  'location',
  'durationMs',
  'properties.location.city',
  'properties.location.state',
  'properties.location.countryOrRegion',
  'properties.location.geoCoordinates.latitude',
  'properties.location.geoCoordinates.longitude',
  'properties.location.geoCoordinates.altitude',
  'properties.processingTimeInMilliseconds',
  'properties.authenticationDetails[].authenticationStepDateTime',
  'properties.signInIdentifier',
  'properties.alternateSignInName',
  'properties.autonomousSystemNumber',
  'properties.uniqueTokenIdentifier',
];
const readHoles: ReadonlySet<string> = new Set(Object.values(read));
const unreadHoles: ReadonlySet<string> = new Set(unread);

function isHole(path: string, kind: number): boolean {
  return unreadHoles.has(path) || (kind === Hole.text && readHoles.has(path));
}

type Place = keyof typeof read;

/** The holes of which something is read, and a number for all else that it follows from. */
interface Source {
  readonly holes: Int32Array;
  readonly context: number;
}

/** What records of one stencil are. */
interface Form {
  /** The record that the stencil was cut from. */
  readonly record: Fields;
  readonly properties: Fields;
  readonly directory: string | null;
  /** Its event, in no tenant: all of it but what is in holes holds of each record of the form. */
  readonly model: SignIn;
  /** The number of a hole; -1 where there is none, and the model holds. */
  readonly at: Readonly<Record<Place, number>>;
  readonly where: Source;
  readonly device: Source;
  /** The same by what the user agent claims, for more than the agent follows from it. */
  readonly byAgent: Map<string | null, Form | null>;
}

/** A record that was known again: it says whose it is (by the names that tell it), and what it means. */
export class RecalledSignIn {
  readonly [name: string]: unknown;
  readonly tenantId: unknown;
  readonly resourceId: unknown;
  readonly #model: SignIn;
  readonly #where: Where;
  readonly #id: string;
  readonly #time: number;
  readonly #processed: number;
  readonly #requestId: string;
  readonly #correlationId: string | null;

  constructor(
    { model, record }: Form,
    id: string,
    time: number,
    processed: number,
    where: Where,
    requestId: string,
    correlationId: string | null,
  ) {
    this.tenantId = record.tenantId;
    this.resourceId = record.resourceId;
    this.#model = model;
    this.#where = where;
    this.#id = id;
    this.#time = time;
    this.#processed = processed;
    this.#requestId = requestId;
    this.#correlationId = correlationId;
  }

  normalise({ tenant }: RecordContext): Normalised {
    const model = this.#model;
    const where = this.#where;
    // Every field by its name: a spread would cost as much as all of the reading.
    const event: SignIn = {
      id: `entra:${this.#id}`,
      recordId: this.#id,
      tenant,
      provider: model.provider,
      category: model.category,
      time: this.#time,
      processed: this.#processed,
      hash: model.hash,
      gaps: model.gaps,
      actor: where.actor,
      target: model.target,
      ip: where.ip,
      place: null,
      network: null,
      kind: 'sign-in',
      interactive: model.interactive,
      outcome: model.outcome,
      failure: model.failure,
      code: model.code,
      password: model.password,
      secondFactor: model.secondFactor,
      methods: model.methods,
      protocol: model.protocol,
      route: model.route,
      client: model.client,
      device: where.device,
      session: where.session,
      app: model.app,
      appId: model.appId,
      resource: model.resource,
      requestId: this.#requestId,
      correlationId: this.#correlationId,
      policies: model.policies,
      reportOnly: model.reportOnly,
      risk: model.risk,
    };
    return { events: [event] };
  }
}

/** Who signed in, from where, on what and in which session: a person's records repeat it. */
interface Where extends Pick<SignIn, 'actor' | 'ip' | 'device' | 'session'> {
  readonly agent: string | null;
}

/** A stencil whose first record was not as usual: what was wrong may have been in a hole, so a later one is studied again. */
interface Refused {
  left: number;
}
const parsedBetween = 64;
const longestId = 200;
const mostAgents = 64;
/** Records that may be studied without any being known again, and how many of those pay for one more. */
const mostCredit = 2048;
const hitsForOne = 8;
const missesForOne = 128;
/** The category stands among the first members. */
const reach = 800;
const isSignIn = /"category":\s?"(?:SignInLogs|NonInteractiveUserSignInLogs)"/;

export class EntraRecaller implements Recaller {
  readonly #stencils = new Stencils<Form | Refused>();
  readonly #wheres = new RecentHoles<Where>(this.#stencils, 320);
  readonly #devices = new RecentHoles<Device>(this.#stencils, 120);
  #block: Block | null = null;
  #credit = mostCredit;

  get end(): number {
    return this.#stencils.end;
  }

  read(block: Block, at: number): RecalledSignIn | null {
    this.#block = block;
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
    const { starts, ends } = this.#stencils;
    const where = this.#wheres.get(block, like.where.holes, like.where.context) ?? this.#where(block, like);
    if (where === null) return null;
    const form =
      where.agent === like.model.route.agent ? like : ofAgent(like, where.agent, at.agent < 0 ? '' : this.#slice(at.agent));
    if (form === null) return null;
    const time = timeAt(block.bytes, starts[at.created] ?? 0, ends[at.created] ?? 0) ?? parseTime(this.#slice(at.created));
    const processed = timeAt(block.bytes, starts[at.time] ?? 0, ends[at.time] ?? 0) ?? parseTime(this.#slice(at.time));
    const id = this.#slice(at.id);
    if (id === '' || id.length > longestId || time === null || processed === null) return null;
    const correlationId = at.correlation < 0 ? form.model.correlationId : this.#slice(at.correlation);
    const requestId = at.request < 0 ? id : this.#slice(at.request);
    if (correlationId === '' || requestId === '') return null;
    return new RecalledSignIn(form, id, time, processed, where, requestId, correlationId);
  }

  /** null where something of it is to be remarked, or not to be read. */
  #where(block: Block, form: Form): Where | null {
    const { at, model } = form;
    const actor = this.#actor(form);
    const ip = at.ip < 0 ? model.ip : parseAddress(this.#slice(at.ip)).ip;
    if (actor === undefined || (at.ip >= 0 && ip === null)) return null;
    const where = {
      actor,
      ip,
      agent: at.agent < 0 ? model.route.agent : agentOf(this.#slice(at.agent)),
      device: this.#device(block, form),
      session: at.session < 0 ? model.session : this.#session(at.session),
    };
    this.#wheres.keep(block, form.where.holes, form.where.context, where);
    return where;
  }

  /** undefined where something about the name is to be remarked. */
  #actor({ at, properties, directory: home, model }: Form): Identity | null | undefined {
    const said = {
      userId: at.userId < 0 ? properties.userId : this.#slice(at.userId),
      userPrincipalName: at.address < 0 ? properties.userPrincipalName : this.#slice(at.address),
      userDisplayName: at.name < 0 ? properties.userDisplayName : this.#slice(at.name),
      userType: properties.userType,
    };
    const known = metBefore(said, home);
    if (known !== null) return known;
    const gaps: string[] = [];
    const copies = {
      userId: at.userId < 0 ? properties.userId : this.#slice(at.userId),
      userPrincipalName: at.address < 0 ? properties.userPrincipalName : this.#slice(at.address),
      userDisplayName: at.name < 0 ? properties.userDisplayName : this.#slice(at.name),
      userType: properties.userType,
    };
    const actor = user(copies, home, model.failure, { tenant: '', rule: undefined }, gaps);
    return gaps.length > 0 ? undefined : actor;
  }

  #session(hole: number): string | null {
    const session = this.#slice(hole);
    return session === '' ? null : sessionHash(session);
  }

  #device(block: Block, { at, properties, model, device: { holes, context } }: Form): Device | null {
    if (holes.length === 0) return model.device;
    const known = this.#devices.get(block, holes, context);
    if (known !== undefined) return known;
    const detail = isFields(properties.deviceDetail) ? properties.deviceDetail : {};
    const made = device({
      ...detail,
      deviceId: at.deviceId < 0 ? detail.deviceId : this.#slice(at.deviceId),
      displayName: at.deviceName < 0 ? detail.displayName : this.#slice(at.deviceName),
      operatingSystem: at.os < 0 ? detail.operatingSystem : this.#slice(at.os),
      browser: at.browser < 0 ? detail.browser : this.#slice(at.browser),
    });
    if (made !== null) this.#devices.keep(block, holes, context, made);
    return made;
  }

  /** The text in a hole. */
  #slice(hole: number): string {
    return this.#block?.text(this.#stencils.starts[hole] ?? 0, this.#stencils.ends[hole] ?? 0) ?? '';
  }
}

/** null where the record, or what its holes would hold, is no sign-in without any remark. */
function formOf(record: JsonObject, cutHoles: Cut['holes']): Form | null {
  if (Object.keys(record).some(isMisspelt) || isEnvelope(record) || record.id !== undefined || record.customerId !== undefined)
    return null;
  const { properties } = record;
  const opened = open(record);
  if (opened === null || !isFields(properties) || opened.fields !== properties) return null;
  const model = modelOf(record);
  if (model === null) return null;
  const numbers = Object.entries(read).map(([place, path]) => [place, cutHoles.findIndex((hole) => hole.path === path)]);
  const found = Object.fromEntries(numbers) as Record<Place, number>;
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

function whereSource(properties: Fields, home: string | null, model: SignIn, at: Form['at'], device: Source): Source {
  const { userId, userPrincipalName, userDisplayName, userType } = properties;
  return sourceOf(at, wherePlaces, [
    [home, userType, model.failure === null, device.context],
    [at.userId < 0 && userId, at.address < 0 && userPrincipalName, at.name < 0 && userDisplayName],
    [at.ip < 0 && model.ip, at.agent < 0 && model.route.agent, at.session < 0 && model.session],
  ]);
}

function deviceSource({ deviceDetail }: Fields, model: SignIn, at: Form['at']): Source {
  const { deviceId, displayName, operatingSystem, browser, isManaged, isCompliant, trustType }: Fields = isFields(deviceDetail)
    ? deviceDetail
    : {};
  const whole = devicePlaces.every((place) => at[place] < 0);
  return sourceOf(at, devicePlaces, [
    whole && model.device,
    [at.deviceId < 0 && deviceId, at.deviceName < 0 && displayName, at.os < 0 && operatingSystem, at.browser < 0 && browser],
    [isManaged, isCompliant, trustType],
  ]);
}

function sourceOf(at: Form['at'], places: readonly Place[], said: unknown): Source {
  const key = JSON.stringify([places.map((place) => at[place] < 0), said]);
  let context = contexts.get(key);
  if (context === undefined) {
    context = ++lastContext;
    contexts.set(key, context);
  }
  return { holes: Int32Array.from(places.flatMap((place) => (at[place] < 0 ? [] : [at[place]]))), context };
}

const devicePlaces = ['deviceId', 'deviceName', 'os', 'browser'] as const;
const wherePlaces = ['userId', 'address', 'name', 'ip', 'agent', ...devicePlaces, 'session'] as const;
/** By what they are the number of: each is given once. */
const contexts = recent<number>(1024, { longest: 4096 });
let lastContext = 0;

/** The form for a user agent that claims `agent`; null for one that is too many. */
function ofAgent(like: Form, agent: string | null, written: string): Form | null {
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
