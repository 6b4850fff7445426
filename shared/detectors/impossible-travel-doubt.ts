/**
 * Why two far sign-ins may be no travel at all, and what is left of the suspicion where they may. Each way in which an address
 * misleads about its user has its own rule (knowledge: detections.md 2.1, false positives of impossible travel).
 */

import {
  type NetworkClass,
  networkKey,
  type Options,
  type Past,
  type Profile,
  placeKey,
  type SignIn,
  sameHousehold,
} from '@gatewatch/domain';
import { isNewDevice, isOwnDevice, knowsDevice, knowsNetwork, knowsPlace } from './familiar.ts';
import { isOwnOffice } from './own-office.ts';
import { isByHand } from './presence.ts';

export type Doubt =
  /** Travel is not proved: the reason, a stable phrase. */
  | { readonly silent: string }
  /** It may be travel: what weakens it, in phrases for `because`, and whether that lowers the severity. */
  | { readonly weak: readonly string[]; readonly lowers: boolean };

export function doubt(strange: SignIn, home: SignIn, past: Past, options: Options): Doubt {
  const { profile } = past;
  const days = options.usualDays ?? 3;
  if (strange.ip !== null && home.ip !== null && sameHousehold(strange.ip, home.ip, householdClass(strange, home))) {
    return { silent: 'same-address' }; // or another of the same line, where the data place parts of one prefix apart
  }
  const young = profile.activeDays < (options.learnDays ?? 3);
  const oneNetwork = strange.network?.asn != null && strange.network.asn === home.network?.asn;
  if (oneNetwork && (young || isExit(strange) || !isNewDevice(strange, profile))) {
    if (isV6(strange.ip) !== isV6(home.ip)) return { silent: 'dual-stack' };
    if (isExit(strange) || strange.place?.country === home.place?.country) return { silent: 'same-network' };
  }
  if (alternates(strange, home, profile, days)) return { silent: 'usual-pair' };
  if ((!isByHand(home) || isOwnDevice(home, past)) && ownDeviceThere(strange, past)) return { silent: 'own-device-there' };

  // Something of the person's own stands at the strange end: then the other end's address is what misleads.
  const own = isOwnDevice(strange, past) || knowsPlace(strange, profile) || knowsNetwork(strange, profile);
  const weak: string[] = [];
  let lowers = false;
  if (isExit(strange)) {
    if (knowsNetwork(strange, profile, days)) return { silent: 'known-vpn' };
    if (isOwnDevice(strange, past)) return { silent: 'own-device-vpn' };
    if (of(strange, 'vpn')) weak.push('the strange end is a VPN exit: where its user is stays unknown');
    else if (of(strange, 'tor')) weak.push('the strange end is a Tor exit: where its user is stays unknown');
    else weak.push('the strange end is a hosting network never seen of this person: rented machines are what attackers use');
    lowers = young || !isNewDevice(strange, profile); // a device of no name is what attackers come with
  }
  if (isExit(home)) {
    if (own) return { silent: 'known-vpn' };
    if (isOwnDevice(home, past)) return { silent: 'own-device-vpn' }; // the owner's tunnel: where the owner is stays unknown
    lowers = true;
    weak.push('the usual end is a VPN or hosting exit: where its user is stays unknown');
  }
  const strangeOffice = isOwnOffice(strange, past);
  if (strangeOffice || isOwnOffice(home, past)) {
    if (own || young || strangeOffice) return { silent: 'corporate-egress' };
    lowers = true;
    weak.push('the usual end is a corporate egress: it shows where the network leaves, not where the person is');
  }
  if (of(strange, 'mobile') || of(home, 'mobile')) {
    if (strange.place?.country === home.place?.country) return { silent: 'mobile-carrier' };
    if (own) return { silent: 'mobile-carrier' };
    lowers = true;
    weak.push('one end is a mobile carrier: its gateway may be far from the phone');
  }
  if (!isByHand(strange) || !isByHand(home)) {
    // A machine left running at home refreshes its tokens while its owner flies.
    if (!isByHand(home) && knowsDevice(strange, profile)) return { silent: 'left-running' };
    // Or the other way about: the owner is known to be here, and a device of theirs refreshes by a network of theirs.
    const owner = isOwnDevice(home, past) || ownDeviceThere(home, past);
    if (!isByHand(strange) && owner && knowsDevice(strange, profile) && knowsNetwork(strange, profile))
      return { silent: 'left-running' };
    lowers = true;
    weak.push('one end is a background refresh: it shows a device, not a person');
  }
  if (isOwnDevice(strange, past)) {
    // One machine cannot travel faster than its owner: the address misleads, as behind a proxy that no list knows.
    if (strange.device?.id != null && strange.device.id === home.device?.id) return { silent: 'same-device' };
    lowers = true;
    weak.push("the strange end is a device of the person's own");
  }
  if (oneNetwork) {
    lowers = true;
    weak.push('both ends belong to one network: a provider moves addresses about');
  }
  if (young) weak.push(`little is known of this person yet (${profile.activeDays} active days)`);
  return { weak, lowers };
}

/** A device of the person's own was at the end's place before: they went there, and what is elsewhere is a machine or a roaming phone. */
function ownDeviceThere(end: SignIn, past: Past): boolean {
  if (isOwnDevice(end, past)) return false; // it would be its own witness
  return past.rows.some(
    (row) =>
      row.kind === 'sign-in' &&
      row.actor?.key === past.subject &&
      row.time < end.time &&
      row.outcome === 'success' &&
      placeKey(row) !== null &&
      placeKey(row) === placeKey(end) &&
      !isExit(row) &&
      !of(row, 'mobile') && // its gateway is there, the telephone may be anywhere
      isOwnDevice(row, past),
  );
}

/** Both ends are where this person is, day after day, and neither replaced the other. */
function alternates(a: SignIn, b: SignIn, profile: Profile, days: number): boolean {
  if (!usualEnd(a, profile, days) || !usualEnd(b, profile, days)) return false;
  const x = seenOf(a, profile);
  const y = seenOf(b, profile);
  return x !== undefined && y !== undefined && x.first < y.last && y.first < x.last;
}

function usualEnd(row: SignIn, profile: Profile, days: number): boolean {
  return knowsPlace(row, profile, days) && (row.network?.asn == null || knowsNetwork(row, profile, days));
}

function seenOf(row: SignIn, profile: Profile) {
  return profile.places.get(placeKey(row) ?? '');
}

/** The end that the profile knows less of; the later one where it knows both alike. */
export function strangeEnd(earlier: SignIn, later: SignIn, profile: Profile): 'earlier' | 'later' {
  return strangeness(earlier, profile) > strangeness(later, profile) ? 'earlier' : 'later';
}

function strangeness(row: SignIn, profile: Profile): number {
  let score = 0;
  if (!knowsPlace(row, profile)) score += 4;
  if (networkKey(row) === null || !knowsNetwork(row, profile)) score += 2;
  if (!isOwnDevice(row, { profile })) score += 1;
  return score;
}

function isExit(row: SignIn): boolean {
  return of(row, 'vpn') || of(row, 'tor') || of(row, 'hosting');
}

function of(row: SignIn, name: string): boolean {
  return row.network?.class === name;
}

/** Two networks are no one line, whatever their addresses: then only the narrowest rule speaks. */
function householdClass(a: SignIn, b: SignIn): NetworkClass {
  return a.network?.asn != null && a.network.asn === b.network?.asn ? a.network.class : 'unknown';
}

function isV6(ip: string | null): boolean {
  return ip?.includes(':') === true;
}
