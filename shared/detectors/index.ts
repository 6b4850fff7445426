/** Door of the detectors: one alphabetical list, one line each. */

import type { Detector } from '@gatewatch/domain';
import { impossibleTravel } from './impossible-travel.ts';
import { legacyAuthentication } from './legacy-authentication.ts';
import { mfaFatigue } from './mfa-fatigue.ts';
import { ropcAuthentication } from './ropc-authentication.ts';

export { catalogue } from './catalogue.ts';

export const detectors: readonly Detector[] = [impossibleTravel, legacyAuthentication, mfaFatigue, ropcAuthentication];

export function detectorById(id: string): Detector | undefined {
  return detectors.find((detector) => detector.card.id === id);
}
