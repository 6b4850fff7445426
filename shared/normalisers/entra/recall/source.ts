/** Of what a sign-in's device, and who signed in from where, are read. */

import type { SignIn } from '@gatewatch/domain';
import { type Source, sourceOf } from '../../stencil/source.ts';
import { type Fields, isFields } from '../fields.ts';
import type { Holes } from './places.ts';

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

const devicePlaces = ['deviceId', 'deviceName', 'os', 'browser'] as const;
const wherePlaces = ['userId', 'address', 'name', 'ip', 'agent', ...devicePlaces, 'session'] as const;
