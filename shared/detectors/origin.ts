/** Is this where the person's sign-ins come from? What excuses an unusual origin, and what makes it worse, in one place. */

import { isVendorOwned, type Past, type SignIn } from '@gatewatch/domain';
import { isNewDevice, isOwnDevice, knowsCountry, knowsNetwork } from './familiar.ts';
import { isOwnStay } from './own-stay.ts';
import { isByHand } from './presence.ts';
import { networkWords } from './words.ts';

export type Origin = UsualOrigin | StrangeOrigin;
export interface UsualOrigin {
  /** Why nothing is strange, a stable phrase. */
  readonly usual: string;
}
export interface StrangeOrigin {
  readonly usual: null;
  /** A country never seen of the person, or a VPN or hosting exit: farther than the next café. */
  readonly far: boolean;
  readonly exit: boolean;
  /** A carrier's or a satellite's gateway in a usual country: may be the person's own telephone. */
  readonly roaming: boolean;
  readonly newDevice: boolean;
  /** Less than a working week is known of the person, and it is no exit: everything is new, so nothing is strange. */
  readonly young: boolean;
  /** Phrases for `because`. */
  readonly words: readonly string[];
}

/** A working week of active days: before it everything is new. Default of every `learnDays` here. */
export const youngDays = 5;

export function originOf(row: SignIn, past: Past): Origin {
  if (isOwnDevice(row, past)) return { usual: 'own-device' };
  const { profile } = past;
  const of = row.network?.class;
  if (of === 'corporate') return { usual: 'own-office' }; // the organisation's own egress, as the operator says
  if (of === 'private') return { usual: 'private-network' };
  const vendors = isVendorOwned(row.network);
  const country = row.place === null || vendors || knowsCountry(row, profile);
  const nameless = row.network?.asn == null; // what is unknown is not new
  if (country && (nameless || knowsNetwork(row, profile))) return { usual: nameless ? 'unknown-network' : 'own-network' };
  // Microsoft's and Google's services refresh tokens for the person; a password typed there is typed on a rented machine.
  if (vendors && !isByHand(row)) return { usual: 'vendor-owned' };
  if (isOwnStay(row, past)) return { usual: 'own-stay' };

  const exit = of === 'vpn' || of === 'tor' || of === 'hosting' || vendors;
  const roaming = country && (of === 'mobile' || of === 'satellite');
  const young = profile.activeDays < youngDays && !exit;
  const newDevice = isNewDevice(row, profile);
  const words: string[] = [];
  if (!country && row.place !== null) words.push(`never before from ${row.place.country}`);
  if (!nameless && !knowsNetwork(row, profile)) words.push(`the network ${networkWords(row)} was never seen of this person`);
  if (of === 'vpn' || of === 'tor') words.push(of === 'vpn' ? 'it is a VPN exit' : 'it is a Tor exit');
  else if (exit) words.push('it is a hosting network: rented machines are what attackers use');
  if (newDevice) words.push('the device is new too');
  if (young) words.push(`little is known of this person yet (${profile.activeDays} active days)`);
  if (roaming) words.push("a carrier in a usual country: it may be the person's own telephone");
  return { usual: null, far: !country || exit, exit, roaming, newDevice, young, words };
}
