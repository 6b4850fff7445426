/** What a running process tells of itself at one moment. */

export interface ComponentReading {
  readonly component: string;
  readonly works: boolean;
  /** Why not, one sentence. */
  readonly says: string | null;
  /** Since when it is so, Unix ms. */
  readonly since: number;
}

/** A source as people know it: partitions of a hub are one. Counters are of this process. */
export interface SourceReading {
  readonly tenant: string;
  readonly source: string;
  readonly received: number;
  readonly quarantined: number;
  /** Transport time up to which all of it is read, Unix ms; null: never told. */
  readonly progress: number | null;
  /** When its place was last kept, Unix ms; null: never. */
  readonly kept: number | null;
}

/** Counts of a histogram: events that came at most `seconds` after they happened. */
export interface DelayReading {
  readonly provider: string;
  readonly buckets: readonly { readonly seconds: number; readonly count: number }[];
}

export interface Reading {
  /** Unix ms. */
  readonly now: number;
  /** Names the run of the process: counters begin at 0 with it. */
  readonly run: string;
  readonly components: readonly ComponentReading[];
  readonly sources: readonly SourceReading[];
  readonly delays: readonly DelayReading[];
  readonly lags: readonly { readonly topic: string; readonly records: number }[];
  readonly geo: readonly { readonly data: string; readonly ageMs: number }[];
}
