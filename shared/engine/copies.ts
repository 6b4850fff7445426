/**
 * Copies of one vendor id are joined, in any order with the same result (SEMANTICS.md 3.1): scalars from the copy with the
 * greatest (vendor processing time or 0, hash), lists of policies and of authentication steps united. A list of steps is
 * united by keeping the longest, because a poorer copy holds a beginning of it.
 */

import {
  type Device,
  hash32,
  type Identity,
  type IdentityEvent,
  type PolicyOutcome,
  type Route,
  type SignIn,
} from '@gatewatch/domain';
import { clipped } from './clipping.ts';
import { isRoutine } from './routine.ts';

const mostPolicies = 8;
const mostMethods = 12;

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
    category: event.category,
    time: event.time,
    processed: event.processed,
    hash: event.hash.slice(0, 8),
    gaps: event.gaps.length === 0 ? noText : event.gaps,
    actor: sharedIdentity(event.actor, other),
    target: event.target,
    ip: event.ip,
    place: event.place,
    network: event.network,
    interactive: event.interactive,
    outcome: event.outcome,
    failure: event.failure,
    code: event.code,
    password: event.password,
    secondFactor: event.secondFactor,
    methods: sharedMethods(event.methods, other),
    protocol: event.protocol,
    route: sharedRoute(event.route, other),
    client: event.client,
    device: sharedDevice(event.device, other),
    session: event.session,
    app: event.app,
    appId: event.appId,
    resource: event.resource,
    requestId: event.requestId === null ? null : hash32(event.requestId).toString(36),
    correlationId: event.correlationId === null ? null : hash32(event.correlationId).toString(36),
    policies: routine ? none : sharedPolicies(event.policies, other?.policies),
    reportOnly: routine ? none : sharedPolicies(event.reportOnly, other?.reportOnly),
    risk: event.risk,
  };
}

const none: readonly PolicyOutcome[] = [];
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

function sharedPolicies(own: readonly PolicyOutcome[], theirs: readonly PolicyOutcome[] | undefined): readonly PolicyOutcome[] {
  if (own.length === 0) return none;
  return theirs !== undefined && isOrderOf(own, theirs) ? theirs : united(own, none);
}

/** `united`: sorted, bounded and without repetition; are the others the same in some order? */
function isOrderOf(others: readonly PolicyOutcome[], united: readonly PolicyOutcome[]): boolean {
  if (others.length !== united.length) return false;
  let found = 0;
  for (let i = 0; i < others.length; i++) {
    const other = others[i];
    let at = united.length - 1;
    while (at >= 0 && !isSamePolicy(other, united[at])) at--;
    if (at < 0) return false;
    found |= 1 << at;
  }
  return found === (1 << united.length) - 1;
}

function isSamePolicy(a: PolicyOutcome | undefined, b: PolicyOutcome | undefined): boolean {
  return a !== undefined && b !== undefined && a.name === b.name && a.result === b.result && isSame(a.controls, b.controls);
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

function united(a: readonly PolicyOutcome[], b: readonly PolicyOutcome[]): readonly PolicyOutcome[] {
  if (b.length === 0 && a.length < 2) return a;
  const all = new Map<string, PolicyOutcome>();
  for (const policy of [...a, ...b]) all.set(`${policy.name}\n${policy.result}\n${policy.controls.join('\n')}`, policy);
  // The least few by name: uniting stays the same in any order.
  return [...all]
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .slice(0, mostPolicies)
    .map(([, policy]) => policy);
}

function longer(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return b.join('\n') > a.join('\n') ? b : a;
}
