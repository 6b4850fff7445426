/** Port: what a stage tells of itself while it runs: health by component, and numbers. Names stand in one list. */

export interface MetricOf {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram, in its unit. */
  readonly buckets?: readonly number[];
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const delays = [1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400];

/** Prometheus names (prometheus.io, "Metric and label naming"): base units, counters end in _total. */
export const metrics = {
  gatewatch_records_received_total: { kind: 'counter', help: 'Records read from a source.', labels: ['tenant', 'source'] },
  gatewatch_events_sent_total: { kind: 'counter', help: 'Events handed to the log.', labels: ['tenant', 'source'] },
  gatewatch_events_unsent_total: {
    kind: 'counter',
    help: 'Events that a destination never got: the log let go of them first.',
    labels: ['destination', 'reason'],
  },
  gatewatch_records_quarantined_total: {
    kind: 'counter',
    help: 'Records that became no event, by reason.',
    labels: ['tenant', 'source', 'reason'],
  },
  gatewatch_retries_total: { kind: 'counter', help: 'Attempts that failed and are made again.', labels: ['component'] },
  gatewatch_alerts_total: {
    kind: 'counter',
    help: 'Revisions of alerts published.',
    labels: ['tenant', 'detector', 'severity', 'state'],
  },
  gatewatch_lag_records: {
    kind: 'gauge',
    help: 'Records of the log that are written and not yet applied.',
    labels: ['topic', 'partition'],
  },
  gatewatch_source_progress_seconds: {
    kind: 'gauge',
    help: 'Transport time up to which a source is read, Unix seconds.',
    labels: ['tenant', 'source'],
  },
  gatewatch_source_repeats_total: {
    kind: 'counter',
    help: 'Records that a source listed again and that were known.',
    labels: ['tenant', 'source'],
  },
  gatewatch_source_found_late_total: {
    kind: 'counter',
    help: 'Records that only the daily reconciliation of a source found.',
    labels: ['tenant', 'source'],
  },
  gatewatch_checkpoint_seconds: {
    kind: 'gauge',
    help: "When a source's place was last kept, Unix seconds.",
    labels: ['tenant', 'source'],
  },
  gatewatch_quota_waits_seconds_total: {
    kind: 'counter',
    help: 'How long the sources of a tenant were made to wait by its quota.',
    labels: ['tenant'],
  },
  gatewatch_commit_seconds: { kind: 'histogram', help: 'Time of one step of the ledger.', labels: [], buckets: seconds },
  gatewatch_event_delay_seconds: {
    kind: 'histogram',
    help: 'Log time less event time of applied events.',
    labels: ['provider'],
    buckets: delays,
  },
  gatewatch_state_bytes: { kind: 'gauge', help: 'Encoded bytes of a subject as last committed.', labels: ['quantile'] },
  gatewatch_indexed_total: {
    kind: 'counter',
    help: 'Documents of the index by what became of them: created, known (the same or a newer copy is there), refused.',
    labels: ['result'],
  },
  gatewatch_index_seconds: { kind: 'histogram', help: 'Time of one request to the index.', labels: [], buckets: seconds },
  gatewatch_index_oldest_seconds: {
    kind: 'gauge',
    help: 'Age of the oldest document that waits for the index.',
    labels: [],
  },
  gatewatch_index_held_bytes: { kind: 'gauge', help: 'Bytes of documents that wait for the index.', labels: [] },
  gatewatch_index_concurrency: { kind: 'gauge', help: 'Requests to the index that may be under way.', labels: [] },
  gatewatch_geo_age_seconds: { kind: 'gauge', help: 'Age of the geographic data in use.', labels: ['data'] },
} as const satisfies Readonly<Record<string, MetricOf>>;

export type MetricName = keyof typeof metrics;
export type Labels<M extends MetricName> = Readonly<Record<(typeof metrics)[M]['labels'][number], string>>;

export interface Vitals {
  /** The component works; `detail` is one plain phrase. */
  healthy(component: string, detail?: string): void;
  /** It does not, and is tried again: one plain sentence of why, without secrets. */
  failing(component: string, why: string): void;
  /** It is no longer part of this process. */
  gone(component: string): void;
  count<M extends MetricName>(metric: M, labels: Labels<M>, by?: number): void;
  set<M extends MetricName>(metric: M, labels: Labels<M>, value: number): void;
  observe<M extends MetricName>(metric: M, labels: Labels<M>, value: number): void;
}

/** Tells nobody. */
export const noVitals: Vitals = { healthy() {}, failing() {}, gone() {}, count() {}, set() {}, observe() {} };
