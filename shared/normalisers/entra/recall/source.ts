/** Of which holes something is read, and of what else. */

import { recent, type SignIn } from '@gatewatch/domain';
import { type Fields, isFields } from '../fields.ts';
import type { Holes, Place } from './places.ts';

/** What is read of the same text in these holes under the same number is the same. */
export interface Source {
  readonly holes: Int32Array;
  readonly context: number;
}

export function whereSource(properties: Fields, home: string | null, model: SignIn, at: Holes, device: Source): Source {
  const { userId, userPrincipalName, userDisplayName, userType } = properties;
  return sourceOf(at, wherePlaces, [
    [home, userType, model.failure === null, device.context],
    [at.userId < 0 && userId, at.address < 0 && userPrincipalName, at.name < 0 && userDisplayName],
    [at.ip < 0 && model.ip, at.agent < 0 && model.route.agent, at.session < 0 && model.session],
  ]);
}

export function deviceSource({ deviceDetail }: Fields, model: SignIn, at: Holes): Source {
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

function sourceOf(at: Holes, places: readonly Place[], said: unknown): Source {
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
