/** An event as a destination may see it. Field by field: what people wrote freely goes where it may name somebody. Pure. */

import type { Device, Identity, IdentityEvent } from '@gatewatch/domain';
import { type Hides, pseudonym, struck } from './pseudonym.ts';

export function dressEvent(event: IdentityEvent, hides: Hides, key: string | undefined): IdentityEvent {
  const who = (identity: Identity | null) => (identity === null ? null : dressIdentity(identity, hides, key));
  const common = {
    actor: who(event.actor),
    target: who(event.target),
    ip: hides('ip') ? null : event.ip,
    place: hides('place') ? null : event.place,
  };
  // An address or a name may stand anywhere in these.
  const nameless = key !== undefined || hides('address') || hides('name');
  const free = (text: string | null) => (nameless && text !== null ? struck : text);
  switch (event.kind) {
    case 'sign-in':
      return { ...event, ...common, device: event.device === null ? null : dressDevice(event.device, hides, nameless) };
    case 'snapshot':
      return { ...event, ...common, name: free(event.name), states: nameless ? [] : event.states };
    case 'verdict':
      return {
        ...{ ...event, ...common, note: free(event.note) ?? '', analyst: free(event.analyst) },
        ...{ places: hides('place') ? [] : event.places, devices: hides('device') ? [] : event.devices },
      };
    case 'token-grant':
    case 'signal':
    case 'timer':
      return { ...event, ...common };
    default:
      return {
        ...{ ...event, ...common },
        ...{ subjectOf: free(event.subjectOf), before: free(event.before), after: free(event.after) },
      };
  }
}

function dressIdentity(identity: Identity, hides: Hides, key: string | undefined): Identity {
  const named = identity.key ?? identity.address ?? identity.id;
  if (key !== undefined) {
    const person = named === null ? null : pseudonym(named, key);
    return { ...identity, key: person, address: null, id: null, name: identity.name === null ? null : person };
  }
  const address = hides('address');
  return {
    ...identity,
    key: address && identity.key !== null ? struck : identity.key,
    address: address ? null : identity.address,
    id: address ? null : identity.id,
    name: hides('name') && identity.name !== null ? struck : identity.name,
  };
}

/** A device is often called by its owner's name. */
function dressDevice(device: Device, hides: Hides, nameless: boolean): Device | null {
  if (hides('device')) return null;
  return nameless ? { ...device, name: null } : device;
}
