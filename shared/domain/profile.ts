/** What is normal for a subject: counts and extremes that merge in any order. */

/** One thing seen of a subject (a place, network, device, application, factor, route). Times are Unix ms; days are days since 1970 UTC. */
export interface Seen {
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** Bit n = seen on (day of `last`) − n, 31 days back. */
  readonly days: number;
  /** As `days`, only rows with a known device or a freshly passed factor, and not decisive in a finding. */
  readonly trusted: number;
  /** Ever touched by a row decisive in a finding of medium or above: normal only after five trusted days. */
  readonly suspect: boolean;
}

export type SeenKind = 'places' | 'networks' | 'devices' | 'apps' | 'factors' | 'routes';

/** A change behind the timeline, kept for 30 days. Findings of that age stand in `past.findings`. */
export interface Milestone {
  readonly time: number;
  readonly id: string;
  /** Kind of the event. */
  readonly what: string;
}

export interface Profile {
  /** Rows merged so far. */
  readonly rows: number;
  readonly first: number | null;
  readonly last: number | null;
  /** Bit mask of active days relative to `last`'s day, as in Seen. */
  readonly days: number;
  /** Distinct active days since ever; counted in time order. */
  readonly activeDays: number;
  /** Unix ms since when routes are remembered; null: from the first row. A release before this one remembered none. */
  readonly routesSince: number | null;
  readonly places: ReadonlyMap<string, Seen>;
  readonly networks: ReadonlyMap<string, Seen>;
  readonly devices: ReadonlyMap<string, Seen>;
  readonly apps: ReadonlyMap<string, Seen>;
  readonly factors: ReadonlyMap<string, Seen>;
  /** By the words of route.ts. */
  readonly routes: ReadonlyMap<string, Seen>;
  readonly milestones: readonly Milestone[];
}

const trustedDaysToBeNormal = 5; // SEMANTICS.md 4.2

export function dayCount(mask: number): number {
  let bits = mask >>> 0;
  let count = 0;
  while (bits !== 0) {
    bits &= bits - 1;
    count++;
  }
  return count;
}

/** Normal: seen, and where a finding once touched it, earned back on five trusted days. */
export function isNormal(seen: Seen | undefined): seen is Seen {
  return seen !== undefined && (!seen.suspect || dayCount(seen.trusted) >= trustedDaysToBeNormal);
}
