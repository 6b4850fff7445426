import { expect, it } from 'vitest';
import { readMfaText } from './mfa-texts.ts';

it.each([
  ['MFA denied; user hung up phone call', 'denied'],
  ['MFA denied; phone call sent to voicemail', 'no-answer'],
  ['MFA denied; unable to reach phone', 'delivery-failed'],
  ['MFA Denied; user declined the authentication', 'denied'],
  ['First factor requirement satisfied by claim in the token', null],
])('%s is %s', (text, meaning) => {
  expect(readMfaText(text)).toBe(meaning);
});
