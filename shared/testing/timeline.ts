/** A timeline with a name: what happened, and what a detector must say of it. Data only; test/scenarios plays it. */

import type { IdentityEvent, Severity } from '@gatewatch/domain';

export interface Timeline {
  /** What happened, as a person would say it. */
  readonly name: string;
  /** Where it is known from: a paragraph of the knowledge or a public thread. */
  readonly from: string;
  readonly rows: readonly IdentityEvent[];
  /** Tenant facts that hold from the beginning: `privileged:ada@example.com` → `yes`. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Ids of further detectors that judge beside the one in question, where it asks what they found. */
  readonly with?: readonly string[];
  readonly expect: Expectation;
}

export type Expectation =
  | {
      /** The one alert at the end, or the first of several. */
      readonly alert: Severity;
      /** How many alerts stand at the end; 1 unless told. */
      readonly alerts?: number;
      /** Record ids of exactly the rows that decide it, in any order. */
      readonly decisive: readonly string[];
      /** Some of its facts, by name. */
      readonly facts?: Readonly<Record<string, number | string>>;
      /** Phrases that must stand in `because` or in the explanation. */
      readonly says?: readonly string[];
      /** Phrases that must stand in neither. */
      readonly saysNot?: readonly string[];
      /** How many findings the alert joins. */
      readonly findings?: number;
      readonly confidence?: 'low' | 'medium' | 'high';
      readonly risk?: number;
    }
  /** No alert; the reason the detector gives on some row, or null where the question never arises. */
  | { readonly quiet: string | null };

/** The same on each of several days: `daily(1, 10, (day) => [signIn({ at: `${day} 08:00` })])`. */
export function daily(first: number, last: number, of: (day: number) => readonly IdentityEvent[]): readonly IdentityEvent[] {
  return Array.from({ length: last - first + 1 }, (_, index) => of(first + index)).flat();
}
