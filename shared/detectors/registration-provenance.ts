/** From where a registration was made, and how strange that is for the person: points with their reasons. */

import {
  type Change,
  dayMs,
  type IdentityEvent,
  isNormal,
  isOneFactor,
  minuteMs,
  type Options,
  type Past,
  type Profile,
  type SignIn,
} from '@gatewatch/domain';
import { isBoundToDevice } from './factor-strength.ts';
import { isOwnDevice, knowsCountry, settledAt } from './familiar.ts';
import { isOwnOffice } from './own-office.ts';
import { isOwnStay } from './own-stay.ts';
import { isPresence, whyNowhere } from './presence.ts';
import { pointsOf, type Reason } from './reason.ts';

export interface Provenance {
  /** The row whose address shows it: the registration's own, else a sign-in shortly before. */
  readonly row: IdentityEvent;
  /** The sign-in from that address; null where the log has none. */
  readonly signIn: SignIn | null;
  readonly points: number;
  readonly reasons: readonly Reason[];
  /** The sign-in came from a device of the person's own: nobody else can speak for it. */
  readonly ownDevice: boolean;
  /** What excuses it: `own-device`, `own-key`, `own-stay`, `corporate-egress`, `known-vpn`, `newcomer`; null where nothing does. */
  readonly excuse: string | null;
}

/** null where neither the row nor a sign-in within the session says where it came from. */
export function provenanceOf(change: Change, past: Past, options: Options): Provenance | null {
  const signIns = past.rows.filter((row) => isPresence(row, past.subject) && mayRegister(row, past.profile));
  if (change.actor?.key === past.subject && change.ip !== null && whyNowhere(change) === null) {
    const same = signIns.findLast((row) => row.ip === change.ip);
    return weigh(change, same?.kind === 'sign-in' ? same : null, past, options);
  }
  // Of the sign-ins of the session the strangest: an attacker's stands beside the owner's.
  const from = change.time - (options.sessionMinutes ?? 60) * minuteMs;
  let strangest: Provenance | null = null;
  for (const row of signIns) {
    if (row.kind !== 'sign-in' || row.time < from || whyNowhere(row) !== null) continue;
    const provenance = weigh(row, row, past, options);
    if (strangest === null || provenance.points >= strangest.points) strangest = provenance;
  }
  return strangest;
}

/** Who is in; or who knows the password of a person without a second factor, and is made to enrol one on the way in. */
function mayRegister(row: SignIn, profile: Profile): boolean {
  return row.outcome === 'success' || (row.outcome === 'interrupted' && !passesTwo(row, profile));
}

function passesTwo(row: SignIn, profile: Profile): boolean {
  return isNormal(profile.routes.get(`${row.provider}:two-factors`));
}

function weigh(row: IdentityEvent, signIn: SignIn | null, past: Past, options: Options): Provenance {
  const { profile } = past;
  const ownDevice = signIn !== null && isOwnDevice(signIn, past);
  const excused = (excuse: string): Provenance => ({ row, signIn, ownDevice, points: 0, reasons: [], excuse });
  if (isOwnOffice(row, past)) return excused('corporate-egress');
  const strange = strangeness(row, profile, options);
  if (strange.points > 0 && ownDevice) return excused('own-device'); // a traveller's laptop
  if (strange.points > 0 && signIn?.secondFactor === 'passed' && signIn.methods.some(isBoundToDevice)) return excused('own-key');
  if (strange.points > 0 && isOwnStay(row, past)) return excused('own-stay');
  return { row, signIn, ownDevice, ...strange };
}

function strangeness(row: IdentityEvent, profile: Profile, options: Options): Pick<Provenance, 'points' | 'reasons' | 'excuse'> {
  const reasons: Reason[] = [];
  const add = (points: number, words: string) => reasons.push({ points, words, rows: [row.id] });
  const of = row.network?.class ?? 'unknown';
  const before = settledBefore(row, profile, options);
  const newNetwork = !settledAt('networks', row, profile, before);
  if ((of === 'hosting' || of === 'vpn' || of === 'tor') && !newNetwork) return { points: 0, reasons, excuse: 'known-vpn' }; // its place means nothing
  if (of === 'hosting') add(2, 'from a rented server of a network never seen of this person');
  if (of === 'vpn') add(2, 'from a VPN exit never seen of this person');
  if (of === 'tor') add(2, 'from a Tor exit never seen of this person');
  if (profile.activeDays < (options.learnDays ?? 3))
    return { points: pointsOf(reasons), reasons, excuse: reasons.length === 0 ? 'newcomer' : null };
  if (!knowsCountry(row, profile, before)) {
    // One line has an IPv6 address placed elsewhere; a telephone abroad is commoner than an attacker on one.
    if (!newNetwork) add(1, 'from a country never seen of this person, on a network that is known');
    else if (of === 'mobile') add(2, 'over a mobile carrier of a country never seen of this person');
    else add(3, 'from a country never seen of this person');
  } else if (!settledAt('places', row, profile, before) && newNetwork && of !== 'mobile' && reasons.length === 0) {
    add(1, 'from a city and a network never seen of this person');
  }
  return { points: pointsOf(reasons), reasons, excuse: null };
}

/**
 * Where somebody first was yesterday they may have been with a stolen password. What was there on the first day that is known of
 * the person is as settled as anything can be: of a beginner nothing is older.
 */
function settledBefore(row: IdentityEvent, { first }: Profile, options: Options): number {
  const settled = row.time - (options.settledDays ?? 3) * dayMs;
  return first === null ? settled : Math.max(settled, first + dayMs);
}

/** The person passes two factors there, and this time one was enough. */
export function lacksFactor(signIn: SignIn, profile: Profile): boolean {
  return isOneFactor(signIn) && passesTwo(signIn, profile);
}
