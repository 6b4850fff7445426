/**
 * Sign-ins that are known again by their text. All but a few values of a sign-in repeat from record to record: its keys and structure,
 * application, result, factors, policies. What a text with holes in the places of those few values says was read once, by the
 * normaliser; of each record that fits only what is in the holes is read, by the same functions.
 */

import type { Device, Identity, Normalised, RecordContext, SignIn } from '@gatewatch/domain';
import { recent } from '@gatewatch/domain';
import { type ParsedAddress, parseAddress } from '../address.ts';
import type { JsonObject } from '../decode/decoded.ts';
import { isEnvelope } from '../decode/envelope.ts';
import type { Recaller } from '../decode/recaller.ts';
import { type Cut, cut, Hole } from '../stencil/cut.ts';
import { Stencils } from '../stencil/stencils.ts';
import { parseTime } from '../time-text.ts';
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
  /** The same by what the user agent claims, for more than the agent follows from it. */
  readonly byAgent: Map<string | null, Form | null>;
}

/** A record that was known again: it says whose it is (by the names that tell it), and what it means. */
export class RecalledSignIn {
  readonly [name: string]: unknown;
  readonly tenantId: unknown;
  readonly resourceId: unknown;
  readonly #model: SignIn;
  readonly #own: Own;

  constructor({ model, record }: Form, own: Own) {
    this.tenantId = record.tenantId;
    this.resourceId = record.resourceId;
    this.#model = model;
    this.#own = own;
  }

  normalise({ tenant }: RecordContext): Normalised {
    const model = this.#model;
    const own = this.#own;
    // Every field by its name: a spread would cost as much as all of the reading.
    const event: SignIn = {
      id: `entra:${own.id}`,
      recordId: own.id,
      tenant,
      provider: model.provider,
      category: model.category,
      time: own.time,
      processed: own.processed,
      hash: model.hash,
      gaps: model.gaps,
      actor: own.actor,
      target: model.target,
      ip: own.ip,
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
      device: own.device,
      session: own.session,
      app: model.app,
      appId: model.appId,
      resource: model.resource,
      requestId: own.requestId,
      correlationId: own.correlationId,
      policies: model.policies,
      reportOnly: model.reportOnly,
      risk: model.risk,
    };
    return { events: [event] };
  }
}

/** What is a record's own. */
type Own = { readonly processed: number } & Pick<
  SignIn,
  'id' | 'time' | 'actor' | 'ip' | 'device' | 'session' | 'requestId' | 'correlationId'
>;

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
  #text = '';
  #ascii: Buffer | null = null;
  #bytes: Uint8Array | null = null;
  #credit = mostCredit;

  get end(): number {
    return this.#stencils.end;
  }

  from(text: string, ascii: Buffer | null): void {
    this.#text = text;
    this.#ascii = ascii;
    this.#bytes = ascii === null ? null : new Uint8Array(ascii.buffer, ascii.byteOffset, ascii.length);
  }

  read(at: number): RecalledSignIn | null {
    const known = this.#stencils.read(this.#text, at, this.#bytes);
    const gained = known === null ? 1 / missesForOne : 1 / hitsForOne;
    this.#credit = Math.min(mostCredit, this.#credit + gained);
    if (known === null || 'left' in known) {
      if ((known !== null && --known.left > 0) || !this.#study(at)) return null;
      const studied = this.#stencils.read(this.#text, at, this.#bytes);
      return studied === null || 'left' in studied ? null : this.#recalled(studied);
    }
    return this.#recalled(known);
  }

  /** Whether records like this one are known from now on. */
  #study(at: number): boolean {
    if (this.#credit < 1 || !isSignIn.test(this.#text.substring(at, at + reach))) return false;
    this.#credit--;
    const found = cut(this.#text, at, isHole);
    return found !== null && this.#stencils.add(found, formOf(found.value, found.holes) ?? { left: parsedBetween });
  }

  /** null where something in a hole is not as usual. */
  #recalled(like: Form): RecalledSignIn | null {
    const { at } = like;
    const form = at.agent < 0 ? like : ofAgent(like, this.#slice(at.agent));
    if (form === null) return null;
    const { model } = form;
    const id = this.#copy(at.id);
    const time = parseTime(this.#slice(at.created));
    const processed = parseTime(this.#slice(at.time));
    if (id === '' || id.length > longestId || time === null || processed === null) return null;
    const actor = this.#actor(form);
    const ip = at.ip < 0 ? model.ip : this.#address(at.ip);
    const correlationId = at.correlation < 0 ? model.correlationId : this.#copy(at.correlation);
    const requestId = at.request < 0 ? id : this.#same(at.request, id) ? id : this.#copy(at.request);
    if (actor === undefined || ip === undefined || correlationId === '' || requestId === '') return null;
    return new RecalledSignIn(form, {
      id,
      time,
      processed,
      actor,
      ip,
      device: this.#device(form),
      session: at.session < 0 ? model.session : this.#session(at.session),
      requestId,
      correlationId,
    });
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
      userId: at.userId < 0 ? properties.userId : this.#copy(at.userId),
      userPrincipalName: at.address < 0 ? properties.userPrincipalName : this.#copy(at.address),
      userDisplayName: at.name < 0 ? properties.userDisplayName : this.#copy(at.name),
      userType: properties.userType,
    };
    const actor = user(copies, home, model.failure, { tenant: '', rule: undefined }, gaps);
    return gaps.length > 0 ? undefined : actor;
  }

  /** undefined where it is none. */
  #address(hole: number): string | undefined {
    const written = this.#slice(hole);
    let known = addresses.get(written);
    if (known === undefined) {
      const copy = this.#copy(hole);
      known = parseAddress(copy);
      addresses.set(copy, known);
    }
    return known.ip ?? undefined;
  }

  #session(hole: number): string | null {
    const session = this.#slice(hole);
    return session === '' ? null : sessionHash(session);
  }

  #device({ at, properties, model }: Form): Device | null {
    if (at.deviceId < 0 && at.deviceName < 0 && at.os < 0 && at.browser < 0) return model.device;
    const detail = isFields(properties.deviceDetail) ? properties.deviceDetail : {};
    const known = at.deviceId < 0 ? undefined : devices.get(this.#slice(at.deviceId));
    if (known !== undefined) {
      const name = at.deviceName < 0 ? detail.displayName : this.#slice(at.deviceName);
      const os = at.os < 0 ? detail.operatingSystem : this.#slice(at.os);
      const browser = at.browser < 0 ? detail.browser : this.#slice(at.browser);
      for (let i = 0; i < known.length; i++) {
        const one = known[i];
        if (one !== undefined && one.browser === browser && one.os === os && one.name === name && isAlike(one.detail, detail))
          return one.device;
      }
    }
    const name = at.deviceName < 0 ? detail.displayName : this.#copy(at.deviceName);
    const os = at.os < 0 ? detail.operatingSystem : this.#copy(at.os);
    const browser = at.browser < 0 ? detail.browser : this.#copy(at.browser);
    const deviceId = at.deviceId < 0 ? detail.deviceId : this.#copy(at.deviceId);
    const made = device({ ...detail, deviceId, displayName: name, operatingSystem: os, browser });
    if (typeof deviceId === 'string') {
      const spellings = [{ name, os, browser, detail, device: made }, ...(known ?? [])];
      devices.set(deviceId, spellings.slice(0, mostSpellings));
    }
    return made;
  }

  #same(hole: number, other: string): boolean {
    return this.#slice(hole) === other;
  }

  /** For a look only: it keeps all of the text. */
  #slice(hole: number): string {
    return this.#text.substring(this.#stencils.starts[hole] ?? 0, this.#stencils.ends[hole] ?? 0);
  }

  #copy(hole: number): string {
    const start = this.#stencils.starts[hole] ?? 0;
    const end = this.#stencils.ends[hole] ?? 0;
    return this.#ascii?.toString('latin1', start, end) ?? Buffer.from(this.#text.substring(start, end)).toString();
  }
}

/** Addresses as they are written. */
const addresses = recent<ParsedAddress>(16_384, { longest: 64 });

/** A device as it is written, and as it is read. */
interface KnownDevice {
  readonly name: unknown;
  readonly os: unknown;
  readonly browser: unknown;
  /** What else is said of it. */
  readonly detail: Fields;
  readonly device: Device | null;
}

/** By their id: an application names itself as the browser, and all that are not registered have no id. */
const devices = recent<readonly KnownDevice[]>(16_384, { longest: 64 });
const mostSpellings = 8;

function isAlike(one: Fields, other: Fields): boolean {
  return (
    one === other ||
    (one.isManaged === other.isManaged && one.isCompliant === other.isCompliant && one.trustType === other.trustType)
  );
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
  return { record, properties, directory: directory(opened), model, at, byAgent: new Map() };
}

/** The form for a user agent; null for one that is too many. */
function ofAgent(like: Form, written: string): Form | null {
  const agent = agentOf(written);
  if (agent === like.model.route.agent) return like;
  const known = like.byAgent.get(agent);
  if (known !== undefined || like.byAgent.size === mostAgents) return known ?? null;
  const form = withAgent(like, Buffer.from(written).toString());
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
