/**
 * Copies of one vendor id are joined, in any order with the same result (SEMANTICS.md 3.1): scalars from the copy with the
 * greatest (vendor processing time or 0, hash), lists of policies and of authentication steps united. A list of steps is
 * united by keeping the longest, because a poorer copy holds a beginning of it.
 */

import { type Device, hash32, type Identity, type IdentityEvent, type Route, type SignIn } from '@gatewatch/domain';
import { clipped } from './clipping.ts';
import { isRoutine } from './routine.ts';
import { noPolicies, sharedPolicies, united } from './shared-policies.ts';

const mostMethods = 12;
const mostLooked = 8;

/**
 * An event as a timeline keeps it: fields in one order (the codec's, so that stored and fresh rows are the same text), lists
 * sorted and bounded, without what no detector reads; the ids that link rows of an attempt as short hashes. `like`: a row of the same person, whose equal parts are shared.
 */
export function asRow(whole: IdentityEvent, like?: IdentityEvent): IdentityEvent {
  const event = clipped(whole);
  if (event.kind !== 'sign-in') return event;
  const routine = isRoutine(event);
  const other = like?.kind === 'sign-in' ? like : null;
  return {
    kind: 'sign-in',
    id: event.id,
    recordId: event.recordId,
    tenant: event.tenant,
    provider: event.provider,
    category: same(event.category, other?.category),
    time: event.time,
    processed: event.processed,
    hash: event.hash.slice(0, 8),
    gaps: event.gaps.length === 0 ? noText : event.gaps,
    actor: sharedIdentity(event.actor, other),
    target: event.target,
    ip: same(event.ip, other?.ip),
    place: event.place,
    network: event.network,
    interactive: event.interactive,
    outcome: event.outcome,
    failure: event.failure,
    code: same(event.code, other?.code),
    password: event.password,
    secondFactor: event.secondFactor,
    methods: sharedMethods(event.methods, other),
    protocol: same(event.protocol, other?.protocol),
    route: sharedRoute(event.route, other),
    client: same(event.client, other?.client),
    device: sharedDevice(event.device, other),
    session: same(event.session, other?.session),
    app: same(event.app, other?.app),
    appId: same(event.appId, other?.appId),
    resource: same(event.resource, other?.resource),
    requestId: event.requestId === null ? null : hash32(event.requestId).toString(36),
    correlationId: event.correlationId === null ? null : hash32(event.correlationId).toString(36),
    policies: routine ? noPolicies : sharedPolicies(event.policies, other?.policies),
    reportOnly: routine ? noPolicies : sharedPolicies(event.reportOnly, other?.reportOnly),
    risk: event.risk,
  };
}

/** Which of the newest rows is likely to have most in common with the event. */
export function likest(event: IdentityEvent, rows: readonly IdentityEvent[] | undefined): IdentityEvent | undefined {
  if (rows === undefined || event.kind !== 'sign-in') return undefined;
  for (let i = rows.length - 1; i >= 0 && i >= rows.length - mostLooked; i--) {
    const row = rows[i];
    if (row?.kind === 'sign-in' && row.app === event.app && row.ip === event.ip && row.code === event.code) return row;
  }
  return rows[rows.length - 1];
}

/** The older of two equal texts: the younger one's memory is free again. */
function same<T extends string | null>(own: T, theirs: T | undefined): T {
  return own === theirs ? theirs : own;
}

const noText: readonly string[] = [];

function sharedIdentity(own: Identity | null, other: SignIn | null): Identity | null {
  const theirs = other?.actor ?? null;
  if (own === null || theirs === null || own === theirs) return own;
  const same =
    own.key === theirs.key &&
    own.address === theirs.address &&
    own.id === theirs.id &&
    own.directory === theirs.directory &&
    own.name === theirs.name &&
    own.kind === theirs.kind;
  return same ? theirs : own;
}

function sharedDevice(own: Device | null, other: SignIn | null): Device | null {
  const theirs = other?.device ?? null;
  if (own === null || theirs === null || own === theirs) return own;
  const same =
    own.id === theirs.id &&
    own.name === theirs.name &&
    own.os === theirs.os &&
    own.browser === theirs.browser &&
    own.managed === theirs.managed &&
    own.compliant === theirs.compliant &&
    own.trust === theirs.trust;
  return same ? theirs : own;
}

function sharedRoute(own: Route, other: SignIn | null): Route {
  const theirs = other?.route;
  if (theirs === undefined || own === theirs) return own;
  const same =
    own.transfer === theirs.transfer &&
    own.legacy === theirs.legacy &&
    own.requirement === theirs.requirement &&
    own.excuse === theirs.excuse &&
    own.location === theirs.location &&
    own.bound === theirs.bound &&
    own.agent === theirs.agent &&
    own.crossTenant === theirs.crossTenant;
  return same ? theirs : own;
}

function sharedMethods(own: readonly string[], other: SignIn | null): readonly string[] {
  if (own.length === 0) return noText;
  if (own.length > mostMethods) return own.slice(0, mostMethods);
  const theirs = other?.methods;
  return theirs !== undefined && isSame(own, theirs) ? theirs : own;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Both are rows of one id. Returns `a` itself where `b` adds nothing. */
export function joinCopies(a: IdentityEvent, b: IdentityEvent): IdentityEvent {
  const newer = isNewer(b, a) ? b : a;
  if (a.kind !== 'sign-in' || b.kind !== 'sign-in' || newer.kind !== 'sign-in') return newer;
  const policies = united(a.policies, b.policies);
  const reportOnly = united(a.reportOnly, b.reportOnly);
  const methods = longer(a.methods, b.methods);
  if (
    newer === a &&
    policies.length === a.policies.length &&
    reportOnly.length === a.reportOnly.length &&
    methods === a.methods
  ) {
    return a;
  }
  const joined: SignIn = { ...newer, policies, reportOnly, methods };
  return joined;
}

function isNewer(b: IdentityEvent, a: IdentityEvent): boolean {
  const byTime = (b.processed ?? 0) - (a.processed ?? 0);
  return byTime > 0 || (byTime === 0 && b.hash > a.hash);
}

function longer(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return b.join('\n') > a.join('\n') ? b : a;
}
