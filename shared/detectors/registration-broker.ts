/** How tokens for registering a device are obtained: by the authentication broker, for the registration service. */

import type { IdentityEvent } from '@gatewatch/domain';
import { isBroker } from './known-apps.ts';

/** By name or by id, as records have it (learn.microsoft.com "verify first-party sign-ins"). */
const registrationService = /^(device registration service|01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9)$/i;

export function isForRegistration(row: IdentityEvent): boolean {
  if (row.kind !== 'sign-in' || row.outcome !== 'success') return false;
  return isBroker(row) || (row.resource !== null && registrationService.test(row.resource));
}

/** The code itself, or a later refresh that carries its transfer method. */
export function isDeviceCode(row: IdentityEvent, subject: string): boolean {
  return (
    row.kind === 'sign-in' && row.outcome === 'success' && row.actor?.key === subject && row.route.transfer === 'device-code'
  );
}
