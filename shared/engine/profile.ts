/** Merging rows into what is normal for a subject. Only successes teach: a failed attempt from afar makes nothing normal. */

import {
  dayMs,
  type IdentityEvent,
  isNormal,
  type Milestone,
  type Profile,
  type Seen,
  type SeenKind,
  type Verdict,
} from '@gatewatch/domain';
import { asSignInRow } from './sign-in-row.ts';

export type SeenBuild = { -readonly [K in keyof Seen]: Seen[K] };

/** The profile while it is built; detectors see it as Profile. */
export interface ProfileBuild extends Profile {
  rows: number;
  first: number | null;
  last: number | null;
  days: number;
  activeDays: number;
  routesSince: number | null;
  places: Map<string, SeenBuild>;
  networks: Map<string, SeenBuild>;
  devices: Map<string, SeenBuild>;
  apps: Map<string, SeenBuild>;
  factors: Map<string, SeenBuild>;
  routes: Map<string, SeenBuild>;
  milestones: readonly Milestone[];
  /** Not stored: how the codec wrote it, until a row is merged. */
  text: string | null;
}

export const seenKinds: readonly SeenKind[] = ['places', 'networks', 'devices', 'apps', 'factors', 'routes'];

// Bounds of one profile, so that a subject at rest stays near 1 KB and never passes its share of 16 KB (DESIGN.md 3.1).
const most: Readonly<Record<SeenKind, number>> = { places: 24, networks: 24, devices: 16, apps: 20, factors: 12, routes: 12 };
const mostMilestones = 16;
/** What the fullest profile holds. */
export const fullest = { entries: Object.values(most).reduce((sum, count) => sum + count), milestones: mostMilestones };
const milestoneMs = 30 * dayMs;

/** Of every profile that saw none of a kind, and never written to: six maps for each person met once are most of what that takes. */
const noneSeen: Map<string, SeenBuild> = new Map();

export function emptyProfile(): ProfileBuild {
  return {
    rows: 0,
    first: null,
    last: null,
    days: 0,
    activeDays: 0,
    routesSince: null,
    places: noneSeen,
    networks: noneSeen,
    devices: noneSeen,
    apps: noneSeen,
    factors: noneSeen,
    routes: noneSeen,
    milestones: [],
    text: null,
  };
}

export function copyProfile(profile: ProfileBuild): ProfileBuild {
  return {
    ...profile,
    places: copied(profile.places),
    networks: copied(profile.networks),
    devices: copied(profile.devices),
    apps: copied(profile.apps),
    factors: copied(profile.factors),
    routes: copied(profile.routes),
  };
}

function copied(map: ReadonlyMap<string, SeenBuild>): Map<string, SeenBuild> {
  if (map.size === 0) return noneSeen;
  const copy = new Map<string, SeenBuild>();
  for (const [key, seen] of map) copy.set(key, { ...seen });
  return copy;
}

/** `suspect`: the row is decisive in a finding of medium or above. */
export function mergeRow(profile: ProfileBuild, row: IdentityEvent, suspect: boolean): void {
  if (row.kind === 'timer' || row.kind === 'signal' || row.kind === 'snapshot') return;
  profile.text = null;
  if (row.kind === 'verdict') {
    confirm(profile, row);
    return;
  }
  profile.rows++;
  if (row.kind !== 'sign-in') {
    if (isMilestone(row)) remember(profile, row);
    return;
  }
  const { where, what, how, time } = asSignInRow(row);
  if (how.outcome !== 'success') return;
  const day = Math.floor(time / dayMs);
  const lastDay = profile.last === null ? null : Math.floor(profile.last / dayMs);
  const had = profile.days;
  profile.days = dayMask(had, lastDay, day);
  if (lastDay === null || day > lastDay || (lastDay - day < 32 && (had & (1 << (lastDay - day))) === 0)) profile.activeDays++;
  profile.first = profile.first === null ? time : Math.min(profile.first, time);
  profile.last = profile.last === null ? time : Math.max(profile.last, time);

  const { place, network, device } = where.keys;
  const knownDevice = device !== null && isNormal(profile.devices.get(device));
  const trusted = !suspect && (knownDevice || how.secondFactor === 'passed');
  touch(profile, 'places', place, time, suspect, trusted);
  touch(profile, 'networks', network, time, suspect, trusted);
  touch(profile, 'devices', device, time, suspect, trusted);
  touch(profile, 'apps', what.key, time, suspect, trusted);
  const { factors } = how;
  for (let i = 0; i < factors.length; i++) touch(profile, 'factors', factors[i] ?? null, time, suspect, trusted);
  const routes = how.routesOf(where.actor?.kind === 'guest');
  for (let i = 0; i < routes.length; i++) touch(profile, 'routes', routes[i] ?? null, time, suspect, trusted);
}

/** What an analyst found benign is normal from then on, until a later finding touches it (SEMANTICS.md 5.4). */
function confirm(profile: ProfileBuild, verdict: Verdict): void {
  if (verdict.disposition !== 'benign') return;
  for (const [kind, keys] of [
    ['places', verdict.places],
    ['devices', verdict.devices],
  ] as const) {
    for (const key of keys) {
      const seen = profile[kind].get(key);
      if (seen !== undefined) seen.suspect = false;
    }
  }
}

function touch(
  profile: ProfileBuild,
  kind: SeenKind,
  key: string | null,
  time: number,
  suspect: boolean,
  trusted: boolean,
): void {
  if (key === null) return;
  const map: Map<string, SeenBuild> = profile[kind];
  const old = map.get(key);
  const day = Math.floor(time / dayMs);
  if (old === undefined) {
    addSeen(profile, kind, key, { count: 1, first: time, last: time, days: 1, trusted: trusted ? 1 : 0, suspect });
    if (map.size > most[kind]) forgetOldest(map);
    return;
  }
  const lastDay = Math.floor(old.last / dayMs);
  old.trusted = trusted ? dayMask(old.trusted, lastDay, day) : shifted(old.trusted, lastDay, day);
  old.days = dayMask(old.days, lastDay, day);
  old.count++;
  if (time < old.first) old.first = time;
  if (time > old.last) old.last = time;
  if (suspect) old.suspect = true;
}

/** The only way that something comes into a profile. */
export function addSeen(profile: ProfileBuild, kind: SeenKind, key: string, seen: SeenBuild): void {
  if (profile[kind] === noneSeen) profile[kind] = new Map([[key, seen]]);
  else profile[kind].set(key, seen);
}

/** Bit 0 is the newest day. Merges in any order. */
function dayMask(mask: number, lastDay: number | null, day: number): number {
  if (lastDay === null) return 1;
  if (day > lastDay) return (shifted(mask, lastDay, day) | 1) >>> 0;
  return lastDay - day < 32 ? (mask | (1 << (lastDay - day))) >>> 0 : mask;
}

function shifted(mask: number, lastDay: number, day: number): number {
  const by = day - lastDay;
  return by <= 0 ? mask : by > 31 ? 0 : (mask << by) >>> 0;
}

/** What was seen longest ago goes first, ties by name: the same whatever the order of merging. */
function forgetOldest(map: Map<string, SeenBuild>): void {
  let oldest: string | null = null;
  let at = Number.POSITIVE_INFINITY;
  for (const [key, seen] of map) {
    if (seen.last < at || (seen.last === at && oldest !== null && key < oldest)) {
      oldest = key;
      at = seen.last;
    }
  }
  if (oldest !== null) map.delete(oldest);
}

/** What a workload does all day is none, nor is what nobody could read. */
function isMilestone(row: IdentityEvent): boolean {
  if (row.kind === 'token-grant') return row.grant === 'authorised' || row.grant === 'revoked';
  return row.kind !== 'other';
}

function remember(profile: ProfileBuild, row: IdentityEvent): void {
  const all = [...profile.milestones, { time: row.time, id: row.id, what: row.kind }];
  all.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  const newest = all[all.length - 1]?.time ?? 0;
  profile.milestones = all.filter((m) => m.time > newest - milestoneMs).slice(-mostMilestones);
}
