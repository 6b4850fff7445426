/** What rows of one person have in common, kept once: all of a sign-in but its ids, its times and its hash. */

import type { Device, Identity, Network, Place, PolicyOutcome, Route, SignIn } from '@gatewatch/domain';
import { lengthOf } from './clipping.ts';
import { isRoutine } from './routine.ts';
import { isOrderOf, noPolicies, sharedPolicies } from './shared-policies.ts';

const mostMethods = 12;
const noText: readonly string[] = [];

/** What a template does not say of a sign-in. */
export type Own = 'kind' | 'id' | 'recordId' | 'time' | 'processed' | 'hash' | 'requestId' | 'correlationId';
export type Common = Omit<SignIn, Own>;

export class Template implements Common {
  readonly tenant: string;
  readonly provider: SignIn['provider'];
  readonly category: string;
  readonly gaps: readonly string[];
  readonly actor: Identity | null;
  readonly target: Identity | null;
  readonly ip: string | null;
  readonly place: Place | null;
  readonly network: Network | null;
  readonly interactive: boolean;
  readonly outcome: SignIn['outcome'];
  readonly failure: SignIn['failure'];
  readonly code: string;
  readonly password: SignIn['password'];
  readonly secondFactor: SignIn['secondFactor'];
  readonly methods: readonly string[];
  readonly protocol: string | null;
  readonly route: Route;
  readonly client: string | null;
  readonly device: Device | null;
  readonly session: string | null;
  readonly app: string | null;
  readonly appId: string | null;
  readonly resource: string | null;
  readonly policies: readonly PolicyOutcome[];
  readonly reportOnly: readonly PolicyOutcome[];
  readonly risk: SignIn['risk'];
  /** Characters of all its texts, −1: not counted yet. */
  #length = -1;

  /** `like`: another of the same person, whose equal parts are shared. Lists of policies are as `templateOf` makes them. */
  constructor(of: Common, like: Template | null, policies = of.policies, reportOnly = of.reportOnly) {
    this.tenant = of.tenant;
    this.provider = of.provider;
    this.category = same(of.category, like?.category);
    this.gaps = of.gaps.length === 0 ? noText : of.gaps;
    this.actor = like !== null && isSameIdentity(of.actor, like.actor) ? like.actor : of.actor;
    this.target = of.target;
    this.ip = same(of.ip, like?.ip);
    this.place = like !== null && isSamePlace(of.place, like.place) ? like.place : of.place;
    this.network = like !== null && isSameNetwork(of.network, like.network) ? like.network : of.network;
    this.interactive = of.interactive;
    this.outcome = of.outcome;
    this.failure = of.failure;
    this.code = same(of.code, like?.code);
    this.password = of.password;
    this.secondFactor = of.secondFactor;
    this.methods = sharedMethods(of.methods, like);
    this.protocol = same(of.protocol, like?.protocol);
    this.route = like !== null && isSameRoute(of.route, like.route) ? like.route : of.route;
    this.client = same(of.client, like?.client);
    this.device = like !== null && isSameDevice(of.device, like.device) ? like.device : of.device;
    this.session = same(of.session, like?.session);
    this.app = same(of.app, like?.app);
    this.appId = same(of.appId, like?.appId);
    this.resource = same(of.resource, like?.resource);
    this.policies = policies;
    this.reportOnly = reportOnly;
    this.risk = of.risk;
  }

  /** Characters of what a row of it says, but for its id. */
  lengthFor(row: SignIn): number {
    if (this.#length < 0) this.#length = lengthOf(row) - row.id.length;
    return this.#length;
  }

  /** Does the event say the same? What differs most often is asked first. */
  fits(event: SignIn, routine: boolean): boolean {
    return (
      this.session === event.session &&
      this.ip === event.ip &&
      this.app === event.app &&
      this.code === event.code &&
      this.appId === event.appId &&
      this.resource === event.resource &&
      this.interactive === event.interactive &&
      this.outcome === event.outcome &&
      this.failure === event.failure &&
      this.password === event.password &&
      this.secondFactor === event.secondFactor &&
      this.client === event.client &&
      this.protocol === event.protocol &&
      this.category === event.category &&
      this.provider === event.provider &&
      this.tenant === event.tenant &&
      isSameDevice(this.device, event.device) &&
      isSameRoute(this.route, event.route) &&
      isSameIdentity(this.actor, event.actor) &&
      isSameIdentity(this.target, event.target) &&
      isSamePlace(this.place, event.place) &&
      isSameNetwork(this.network, event.network) &&
      isSameList(this.methods, event.methods) &&
      isSameList(this.gaps, event.gaps) &&
      isSameRisk(this.risk, event.risk) &&
      (routine ? this.policies.length === 0 : isOrderOf(event.policies, this.policies)) &&
      (routine ? this.reportOnly.length === 0 : isOrderOf(event.reportOnly, this.reportOnly))
    );
  }
}

/** Of an event as ingest gives it, already clipped: lists are sorted and bounded, and what no detector reads of a refresh is left out. */
export function templateOf(event: SignIn, like: Template | null): Template {
  const routine = isRoutine(event);
  const policies = routine ? noPolicies : sharedPolicies(event.policies, like?.policies);
  const reportOnly = routine ? noPolicies : sharedPolicies(event.reportOnly, like?.reportOnly);
  return new Template(event, like, policies, reportOnly);
}

/** The older of two equal texts: the younger one's memory is free again. */
function same<T extends string | null>(own: T, theirs: T | undefined): T {
  return own === theirs ? theirs : own;
}

function sharedMethods(own: readonly string[], like: Template | null): readonly string[] {
  if (own.length === 0) return noText;
  if (own.length > mostMethods) return own.slice(0, mostMethods);
  return like !== null && isSameList(own, like.methods) ? like.methods : own;
}

function isSameIdentity(a: Identity | null, b: Identity | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return (
    a.key === b.key &&
    a.address === b.address &&
    a.id === b.id &&
    a.directory === b.directory &&
    a.name === b.name &&
    a.kind === b.kind
  );
}

function isSamePlace(a: Place | null, b: Place | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return (
    a.city === b.city &&
    a.country === b.country &&
    a.latitude === b.latitude &&
    a.longitude === b.longitude &&
    a.radiusKm === b.radiusKm
  );
}

function isSameNetwork(a: Network | null, b: Network | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return a.asn === b.asn && a.owner === b.owner && a.class === b.class;
}

function isSameDevice(a: Device | null, b: Device | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return (
    a.id === b.id &&
    a.name === b.name &&
    a.os === b.os &&
    a.browser === b.browser &&
    a.managed === b.managed &&
    a.compliant === b.compliant &&
    a.trust === b.trust
  );
}

function isSameRoute(a: Route, b: Route): boolean {
  if (a === b) return true;
  return (
    a.transfer === b.transfer &&
    a.legacy === b.legacy &&
    a.requirement === b.requirement &&
    a.excuse === b.excuse &&
    a.location === b.location &&
    a.bound === b.bound &&
    a.agent === b.agent &&
    a.crossTenant === b.crossTenant
  );
}

function isSameRisk(a: SignIn['risk'], b: SignIn['risk']): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return a.level === b.level && a.state === b.state && isSameList(a.types, b.types);
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
