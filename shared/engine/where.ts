import type { Device, Identity, Network, Place, SignIn } from '@gatewatch/domain';
import { lengthOfWhere } from './clipping.ts';
import type { Parts } from './parts.ts';
import { type WhereKeys, whereKeys } from './where-keys.ts';

const mostCompared = 12;

/** Who signed in, from where, on which device and in which session: of a person's rows there are a few of these. */
export class Where {
  readonly actor: Identity | null;
  readonly target: Identity | null;
  readonly ip: string | null;
  readonly place: Place | null;
  readonly network: Network | null;
  readonly device: Device | null;
  readonly session: string | null;
  /** Characters of its texts. */
  readonly length: number;
  #keys: WhereKeys | null;

  /** `like`: another of the same person, whose equal parts are shared. */
  constructor(of: WhereFields, like: Where | null) {
    this.actor = like !== null && isSameIdentity(of.actor, like.actor) ? like.actor : of.actor;
    this.target = of.target;
    this.ip = like !== null && like.ip === of.ip ? like.ip : of.ip;
    this.place = like !== null && isSamePlace(of.place, like.place) ? like.place : of.place;
    this.network = like !== null && isSameNetwork(of.network, like.network) ? like.network : of.network;
    this.device = like !== null && isSameDevice(of.device, like.device) ? like.device : of.device;
    this.session = like !== null && like.session === of.session ? like.session : of.session;
    this.length = lengthOfWhere(of);
    const alike = like !== null && like.place === this.place && like.network === this.network && like.device === this.device;
    this.#keys = alike ? like.#keys : null;
  }

  /** Under which words a profile remembers it. */
  get keys(): WhereKeys {
    return (this.#keys ??= whereKeys(this));
  }

  /** Does the event say the same? What differs most often is asked first. */
  fits(event: WhereFields): boolean {
    return (
      this.session === event.session &&
      this.ip === event.ip &&
      isSameDevice(this.device, event.device) &&
      isSameIdentity(this.actor, event.actor) &&
      isSameIdentity(this.target, event.target) &&
      isSamePlace(this.place, event.place) &&
      isSameNetwork(this.network, event.network)
    );
  }
}

export type WhereFields = Pick<SignIn, 'actor' | 'target' | 'ip' | 'place' | 'network' | 'device' | 'session'>;

/** One of a person's own that says the same, else this as a new one. */
export function ownWhere(where: Where, own: Parts<Where>): Where {
  const last = own.count - 1;
  for (let i = last; i >= 0 && i > last - mostCompared; i--) {
    const known = own.at(i);
    if (known?.fits(where)) return known;
  }
  const made = new Where(where, own.at(last) ?? null);
  made.keys; // while its place, network and device are at hand: when its rows merge, days later, they are cold
  return made;
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
