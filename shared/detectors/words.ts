/** Rows, places and spans in words, for explanations. Whatever an attacker can choose goes through `label`. */

import { dayCount, type IdentityEvent, isNormal, label, type Place, type Profile } from '@gatewatch/domain';

export function placeWords(place: Place | null): string {
  if (place === null) return 'an unknown place';
  return place.city === null ? label(place.country, 8) : `${label(place.city, 60)}, ${label(place.country, 8)}`;
}

export function networkWords(row: IdentityEvent): string {
  const network = row.network;
  if (network === null) return 'unknown network';
  const name = network.owner === null ? 'unknown owner' : label(network.owner, 60);
  return network.asn === null ? name : `${name}, AS${network.asn}`;
}

/** `2026-05-13 09:30:00 UTC` */
export function timeWords(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function spanWords(minutes: number): string {
  if (minutes < 1) return `${Math.round(minutes * 60)} s`;
  if (minutes < 120) return `${round1(minutes)} min`;
  return `${round1(minutes / 60)} h`;
}

/** Never above the true value, so that a shown number that passes its threshold truly does. */
export function floor1(value: number): number {
  return Math.floor(value * 10) / 10;
}

export function round1(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What is normal for the subject, at most three of each kind, and on how much data. */
export function baselineWords(profile: Profile, kinds: readonly ('places' | 'networks' | 'devices')[]): readonly string[] {
  const days = `${profile.activeDays} active day${profile.activeDays === 1 ? '' : 's'}`;
  if (profile.rows === 0) return ['nothing is known of this person yet'];
  const lines = kinds.flatMap((kind) => {
    const most = [...profile[kind]]
      .filter(([, seen]) => isNormal(seen))
      .sort(([a, x], [b, y]) => dayCount(y.days) - dayCount(x.days) || y.count - x.count || (a < b ? -1 : 1))
      .slice(0, 3)
      .map(([key, seen]) => `${label(key, 60)} (${dayCount(seen.days)} d)`);
    return most.length === 0 ? [] : [`${kind}: ${most.join(', ')}`];
  });
  return [...lines, `learned on ${days}, ${profile.rows} rows`];
}
