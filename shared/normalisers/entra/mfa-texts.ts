/**
 * What the texts about a second factor say. They stand in `status.additionalDetails`, `mfaDetail.authDetail` and
 * `authenticationStepResultDetail`; case and prefix vary, so the first line whose words occur in the lower-cased text decides.
 * Sources: learn.microsoft.com howto-mfa-reporting (D), public detection rules (R), community reports (C).
 */

import type { SecondFactor } from '@gatewatch/domain';

/** `null`: the text is about the first factor, it says nothing of the second. */
const lines: readonly (readonly [words: string, meaning: SecondFactor | null])[] = [
  ['first factor requirement', null],
  ['correct password', null],
  ['invalid username or password', null],
  ['invalid on-premise username or password', null],
  ['reported fraud', 'fraud-reported'], // R
  ['fraud code entered', 'fraud-reported'], // D
  ['user is blocked', 'user-blocked'], // D: after a report, or by an administrator: it is not said which
  ['duplicate authentication', 'duplicate-prompt'], // C
  ['authentication in-progress', 'duplicate-prompt'], // D, only behind "MFA denied;"
  ['did not select the correct number', 'wrong-number'], // C
  ['did not respond', 'no-answer'], // R, D
  ['declined the authentication', 'denied'], // R, D
  ['user declined', 'denied'],
  ['incorrect code', 'wrong-code'], // also "entered incorrect code too many times"
  ['invalid verification code', 'wrong-code'], // C
  ['invalid mobile app verification code', 'wrong-code'], // D
  ['incorrect pin', 'wrong-code'],
  ['code already used', 'wrong-code'],
  ['never entered the code', 'wrong-code'],
  ['never entered the verification code', 'wrong-code'], // D
  ['hung up', 'denied'], // D: of a call; push bombing by telephone ends so
  ['voicemail', 'no-answer'], // D
  ['unable to reach', 'delivery-failed'], // D
  ['invalid phone', 'delivery-failed'],
  ['phone number has an invalid format', 'delivery-failed'], // D
  ['unable to send', 'delivery-failed'],
  ['misconfiguration', 'delivery-failed'],
  ['service error', 'delivery-failed'],
  ['no verification methods', 'delivery-failed'],
  ['not have any verification methods', 'delivery-failed'], // D
  ['user not found', 'delivery-failed'],
  ['satisfied by claim', 'satisfied-earlier'], // D: in the token, or by an external provider
  ['satisfied by strong authentication', 'passed'], // D: certificate, FIDO2, Windows Hello
  ['satisfied by multi-factor device', 'passed'], // C
  ['skipped', 'not-asked'], // D: app password, location, registered or remembered device
  ['not required during windows broker', 'not-asked'], // D
  ['expired due to the policies', 'pending'], // D
  ['registration prompted', 'pending'],
  ['mfa required', 'pending'], // C
  ['authentication in progress', 'pending'],
  ['redirected to external provider', 'pending'], // D
  ['mfa completed', 'passed'], // R
  ['completed in the cloud', 'passed'], // D
  ['successfully completed', 'passed'], // C
  ['user approved', 'passed'], // R
  ['methodsucceeded', 'passed'], // R
];

const remembered = new Map<string, SecondFactor | null>();
const mostRemembered = 512; // the vendor writes a few dozen texts; more than this is noise

/** null where the text is about the first factor, or says nothing we know. Pure: what is remembered never changes an answer. */
export function readMfaText(text: string): SecondFactor | null {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const meaning = match(text);
  if (remembered.size < mostRemembered && text.length < 200) remembered.set(text, meaning);
  return meaning;
}

function match(text: string): SecondFactor | null {
  const core = text
    .toLowerCase()
    .replace(/^\s*mfa denied[;:,]?/, '')
    .replace(/\s+/g, ' ');
  for (const [words, meaning] of lines) if (core.includes(words)) return meaning;
  return null;
}
