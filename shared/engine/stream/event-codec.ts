/**
 * An event as one flat tuple: a kind, what every event has, then what this kind has. A third of the event's own JSON, and read back
 * into objects of one shape a kind.
 */

import type { EventBase, EventKind, IdentityEvent, SignIn } from '@gatewatch/domain';
import { otherFields, readOther } from './other-events.ts';
import {
  deviceOf,
  deviceTuple,
  identityOf,
  identityTuple,
  networkOf,
  networkTuple,
  placeOf,
  placeTuple,
  policiesOf,
  policyTuples,
  riskOf,
  riskTuple,
  routeOf,
  routeTuple,
} from './part-codec.ts';
import { flag, list, number, numberOrNull, text, textOrNull, texts, Unreadable, word, wordOrNull } from './readers.ts';

/** Where what only this kind has begins. */
const baseLength = 15;

export function eventTuple(event: IdentityEvent): readonly unknown[] {
  const base = [
    event.kind,
    event.id === `${event.provider}:${event.recordId}` ? 0 : event.id,
    event.recordId,
    event.tenant,
    event.provider,
    event.category,
    event.time,
    event.processed,
    event.hash,
    event.gaps.length === 0 ? 0 : event.gaps,
    identityTuple(event.actor),
    identityTuple(event.target),
    event.ip,
    placeTuple(event.place),
    networkTuple(event.network),
  ];
  return event.kind === 'sign-in' ? [...base, ...signInFields(event)] : [...base, ...otherFields(event)];
}

/** Throws Unreadable. */
export function eventOf(value: unknown): IdentityEvent {
  const tuple = list(value);
  const kind = text(tuple[0]) as EventKind;
  const base = baseOf(tuple);
  if (kind === 'sign-in') return signInOf(base, tuple);
  return readOther(kind, base, tuple.slice(baseLength));
}

const noGaps: readonly string[] = [];

function baseOf(tuple: readonly unknown[]): EventBase {
  const recordId = text(tuple[2]);
  const provider = word<EventBase['provider']>(tuple[4]);
  const time = number(tuple[6]);
  if (!Number.isSafeInteger(time)) throw new Unreadable('its time is no time');
  return {
    id: tuple[1] === 0 ? `${provider}:${recordId}` : text(tuple[1]),
    recordId,
    tenant: text(tuple[3]),
    provider,
    category: text(tuple[5]),
    time,
    processed: numberOrNull(tuple[7]),
    hash: text(tuple[8]),
    gaps: tuple[9] === 0 ? noGaps : texts(tuple[9]),
    actor: identityOf(tuple[10]),
    target: identityOf(tuple[11]),
    ip: textOrNull(tuple[12]),
    place: placeOf(tuple[13]),
    network: networkOf(tuple[14]),
  };
}

function signInFields(event: SignIn): readonly unknown[] {
  return [
    event.interactive ? 1 : 0,
    event.outcome,
    event.failure,
    event.code,
    event.password,
    event.secondFactor,
    event.methods,
    event.protocol,
    routeTuple(event.route),
    event.client,
    deviceTuple(event.device),
    event.session,
    event.app,
    event.appId,
    event.resource,
    event.requestId,
    event.correlationId,
    policyTuples(event.policies),
    policyTuples(event.reportOnly),
    riskTuple(event.risk),
  ];
}

function signInOf(base: EventBase, tuple: readonly unknown[]): SignIn {
  return {
    kind: 'sign-in',
    id: base.id,
    recordId: base.recordId,
    tenant: base.tenant,
    provider: base.provider,
    category: base.category,
    time: base.time,
    processed: base.processed,
    hash: base.hash,
    gaps: base.gaps,
    actor: base.actor,
    target: base.target,
    ip: base.ip,
    place: base.place,
    network: base.network,
    interactive: flag(tuple[15]),
    outcome: word(tuple[16]),
    failure: wordOrNull(tuple[17]),
    code: text(tuple[18]),
    password: word(tuple[19]),
    secondFactor: word(tuple[20]),
    methods: texts(tuple[21]),
    protocol: textOrNull(tuple[22]),
    route: routeOf(tuple[23]),
    client: textOrNull(tuple[24]),
    device: deviceOf(tuple[25]),
    session: textOrNull(tuple[26]),
    app: textOrNull(tuple[27]),
    appId: textOrNull(tuple[28]),
    resource: textOrNull(tuple[29]),
    requestId: textOrNull(tuple[30]),
    correlationId: textOrNull(tuple[31]),
    policies: policiesOf(tuple[32]),
    reportOnly: policiesOf(tuple[33]),
    risk: riskOf(tuple[34]),
  };
}
