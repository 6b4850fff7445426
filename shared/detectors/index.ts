/** Door of the detectors: one alphabetical list, one line each. */

import type { Detector } from '@gatewatch/domain';
import { conditionalAccessBypass } from './conditional-access-bypass.ts';
import { deviceCodeSignIn } from './device-code-sign-in.ts';
import { deviceRegistration } from './device-registration.ts';
import { factorRegistration } from './factor-registration.ts';
import { impossibleTravel } from './impossible-travel.ts';
import { legacyAuthentication } from './legacy-authentication.ts';
import { mfaFatigue } from './mfa-fatigue.ts';
import { ropcAuthentication } from './ropc-authentication.ts';
import { singleFactorSignIn } from './single-factor-sign-in.ts';

export { catalogue } from './catalogue.ts';

export const detectors: readonly Detector[] = [
  conditionalAccessBypass,
  deviceCodeSignIn,
  deviceRegistration,
  factorRegistration,
  impossibleTravel,
  legacyAuthentication,
  mfaFatigue,
  ropcAuthentication,
  singleFactorSignIn,
];

export function detectorById(id: string): Detector | undefined {
  return detectors.find((detector) => detector.card.id === id);
}
