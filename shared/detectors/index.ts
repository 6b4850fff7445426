/** Door of the detectors: one alphabetical list, one line each. */

import type { Detector } from '@gatewatch/domain';
import { impossibleTravel } from './impossible-travel.ts';
import { mfaFatigue } from './mfa-fatigue.ts';

export { catalogue } from './catalogue.ts';

export const detectors: readonly Detector[] = [
  impossibleTravel, //
  mfaFatigue,
];

export function detectorById(id: string): Detector | undefined {
  return detectors.find((detector) => detector.card.id === id);
}
