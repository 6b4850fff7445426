/** The timelines of every detector, by its id. */

import type { Timeline } from '@gatewatch/testing';
import { conditionalAccessBypassTimelines } from './conditional-access-bypass.ts';
import { deviceCodeSignInTimelines } from './device-code-sign-in.ts';
import { deviceRegistrationTimelines } from './device-registration.ts';
import { factorRegistrationTimelines } from './factor-registration.ts';
import { impossibleTravelTimelines } from './impossible-travel.ts';
import { legacyAuthenticationTimelines } from './legacy-authentication.ts';
import { mfaFatigueTimelines } from './mfa-fatigue.ts';
import { ropcAuthenticationTimelines } from './ropc-authentication.ts';
import { singleFactorSignInTimelines } from './single-factor-sign-in.ts';

export const timelinesOf: Readonly<Record<string, readonly Timeline[]>> = {
  'conditional-access-bypass': conditionalAccessBypassTimelines,
  'device-code-sign-in': deviceCodeSignInTimelines,
  'device-registration': deviceRegistrationTimelines,
  'factor-registration': factorRegistrationTimelines,
  'impossible-travel': impossibleTravelTimelines,
  'legacy-authentication': legacyAuthenticationTimelines,
  'mfa-fatigue': mfaFatigueTimelines,
  'ropc-authentication': ropcAuthenticationTimelines,
  'single-factor-sign-in': singleFactorSignInTimelines,
};
