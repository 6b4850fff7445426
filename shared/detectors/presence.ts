/**
 * Where a person was: rows that show somebody with the person's password or session at a place. A failure, an interrupt or a
 * block with the right password shows it as well as a success; a wrong password shows only that somebody guesses.
 */

import { type Course, type IdentityEvent, isRopc, type NetworkClass, type SignIn } from '@gatewatch/domain';

export function isPresence(row: IdentityEvent, subject: string): row is SignIn {
  return row.kind === 'sign-in' && row.actor?.key === subject && isProof(row);
}

export function isProof(row: Course): boolean {
  return row.outcome === 'success' || (isByHand(row) && row.password === 'yes');
}

/** Somebody presented credentials. A password sent straight to the token endpoint (ROPC) is logged as non-interactive. */
export function isByHand(row: Course): boolean {
  return row.interactive || (isRopc(row) && row.password === 'yes');
}

/** Classes whose addresses say nothing about where the person is, and the reason a detector gives for its silence. */
const nowhere: Readonly<Partial<Record<NetworkClass, string>>> = {
  relay: 'relay', // iCloud Private Relay and its like: the exit is chosen by the relay
  satellite: 'satellite', // the ground station may stand in another country
  microsoft: 'vendor-owned', // a service of the vendor, or a cloud desktop, signs in for the person
  google: 'vendor-owned',
  private: 'private-network',
};

/** Why the row's address cannot say where the person is; null where it can. */
export function whyNowhere(row: IdentityEvent): string | null {
  const reason = row.network === null ? undefined : nowhere[row.network.class];
  if (reason !== undefined) return reason;
  return row.place === null ? 'no-place' : null;
}
