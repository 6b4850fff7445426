/** What a replay did, in numbers: written as summary.json and shown in the report. */

export interface SummaryBucket {
  /** Unix ms. Buckets are equally long and in time order; one without a sign-in may be left out. */
  readonly start: number;
  /** All sign-ins of the bucket, failed ones among them. */
  readonly signIns: number;
  readonly failures: number;
}

export interface Summary {
  /** What vendors handed over. */
  readonly records: number;
  /** What the records became. */
  readonly events: number;
  /** By reason code. */
  readonly quarantined: Readonly<Record<string, number>>;
  /** By detector id, then by severity: alerts that stand at the end. */
  readonly alertsByDetector: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By detector id, then by reason: rows looked at without a finding. */
  readonly silent: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** People and workloads. */
  readonly subjects: number;
  /** Wall-clock duration of the run. */
  readonly seconds: number;
  /** Event time of the first and the last event, Unix ms; null where there was none. */
  readonly from: number | null;
  readonly to: number | null;
  readonly buckets: readonly SummaryBucket[];
  /** As GeoLookup.sources: `built` is Unix ms. */
  readonly geo: readonly { readonly name: string; readonly built: number | null; readonly warning: string | null }[];
  /** Encoded bytes a subject. */
  readonly stateBytes: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Records that came later than the horizon. */
  readonly late: number;
  /** `merged`: the files were in order as they stood. `sorted`: the run was restarted to sort them. */
  readonly mode: 'merged' | 'sorted';
}
