import { expect, it } from 'vitest';
import { factorStrength } from './factor-strength.ts';

it.each([
  ['FIDO2 security key', 'bound'],
  ['Windows Hello for Business', 'bound'],
  ['passkey', 'bound'],
  ['User registered Passkey in Microsoft Authenticator', 'bound'],
  ['User registered Authenticator App with Notification and Code', 'ordinary'],
  ['Passwordless phone sign-in', 'ordinary'],
  ['google_prompt', 'ordinary'],
  ['2sv', 'ordinary'],
  ['User registered Mobile Phone SMS', 'weak'],
  ['User registered Alternate Mobile Phone Call', 'weak'],
  ['recovery-phone', 'weak'],
  ['recovery-email', 'weak'],
  ['Admin registered temporary access pass method for user', 'bearer'],
  ['backup-codes', 'bearer'],
  ['app-password', 'bearer'],
  ['something new', 'unknown'],
  ['password', 'unknown'],
])('%s is %s', (method, strength) => {
  expect(factorStrength(method)).toBe(strength);
});
