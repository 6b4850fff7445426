/** The timelines of every detector, by its id. */

import type { Timeline } from '@gatewatch/testing';
import { impossibleTravelTimelines } from './impossible-travel.ts';
import { legacyAuthenticationTimelines } from './legacy-authentication.ts';
import { mfaFatigueTimelines } from './mfa-fatigue.ts';
import { ropcAuthenticationTimelines } from './ropc-authentication.ts';

export const timelinesOf: Readonly<Record<string, readonly Timeline[]>> = {
  'impossible-travel': impossibleTravelTimelines,
  'legacy-authentication': legacyAuthenticationTimelines,
  'mfa-fatigue': mfaFatigueTimelines,
  'ropc-authentication': ropcAuthenticationTimelines,
};
