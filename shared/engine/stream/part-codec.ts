/** The parts of an event as short tuples: who, where, by what, under which policies. */

import type { Device, Identity, Network, Place, PolicyOutcome, Route, VendorRisk } from '@gatewatch/domain';
import { flag, flagOrNull, list, number, numberOrNull, text, textOrNull, texts, word, wordOrNull } from './readers.ts';

export function identityTuple(of: Identity | null): unknown {
  return of === null ? null : [of.key, of.address, of.id, of.directory, of.name, of.kind];
}

export function identityOf(value: unknown): Identity | null {
  if (value === null) return null;
  const [key, address, id, directory, name, kind] = list(value);
  return {
    key: textOrNull(key),
    address: textOrNull(address),
    id: textOrNull(id),
    directory: textOrNull(directory),
    name: textOrNull(name),
    kind: word(kind),
  };
}

export function placeTuple(of: Place | null): unknown {
  return of === null ? null : [of.country, of.city, of.latitude, of.longitude, of.radiusKm];
}

export function placeOf(value: unknown): Place | null {
  if (value === null) return null;
  const [country, city, latitude, longitude, radiusKm] = list(value);
  return {
    country: text(country),
    city: textOrNull(city),
    latitude: number(latitude),
    longitude: number(longitude),
    radiusKm: number(radiusKm),
  };
}

export function networkTuple(of: Network | null): unknown {
  return of === null ? null : [of.asn, of.owner, of.class];
}

export function networkOf(value: unknown): Network | null {
  if (value === null) return null;
  const [asn, owner, kind] = list(value);
  return { asn: numberOrNull(asn), owner: textOrNull(owner), class: word(kind) };
}

export function deviceTuple(of: Device | null): unknown {
  return of === null ? null : [of.id, of.name, of.os, of.browser, bit(of.managed), bit(of.compliant), of.trust];
}

export function deviceOf(value: unknown): Device | null {
  if (value === null) return null;
  const [id, name, os, browser, managed, compliant, trust] = list(value);
  return {
    id: textOrNull(id),
    name: textOrNull(name),
    os: textOrNull(os),
    browser: textOrNull(browser),
    managed: flagOrNull(managed),
    compliant: flagOrNull(compliant),
    trust: textOrNull(trust),
  };
}

export function routeTuple(of: Route): unknown {
  return [of.transfer, of.legacy, of.requirement, of.excuse, of.location, bit(of.bound), of.agent, of.crossTenant ? 1 : 0];
}

export function routeOf(value: unknown): Route {
  const [transfer, legacy, requirement, excuse, location, bound, agent, crossTenant] = list(value);
  return {
    transfer: wordOrNull(transfer),
    legacy: textOrNull(legacy),
    requirement: wordOrNull(requirement),
    excuse: wordOrNull(excuse),
    location: textOrNull(location),
    bound: flagOrNull(bound),
    agent: textOrNull(agent),
    crossTenant: flag(crossTenant),
  };
}

export function policyTuples(all: readonly PolicyOutcome[]): unknown {
  return all.map(({ name, result, controls }) => [name, result, controls]);
}

export function policiesOf(value: unknown): readonly PolicyOutcome[] {
  return list(value).map((one) => {
    const [name, result, controls] = list(one);
    return { name: text(name), result: text(result), controls: texts(controls) };
  });
}

export function riskTuple(of: VendorRisk | null): unknown {
  return of === null ? null : [of.level, of.state, of.types];
}

export function riskOf(value: unknown): VendorRisk | null {
  if (value === null) return null;
  const [level, state, types] = list(value);
  return { level: textOrNull(level), state: textOrNull(state), types: texts(types) };
}

function bit(value: boolean | null): 0 | 1 | null {
  return value === null ? null : value ? 1 : 0;
}
