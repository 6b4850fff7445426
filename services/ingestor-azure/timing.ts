/** How often and how long, in ms unless the name says otherwise. */

export interface Timing {
  /** Ownership is renewed and partitions are taken. */
  readonly balance: number;
  /** An owner that did not renew for so long is dead. Longer than the client's own waits between requests (30 s, core-amqp). */
  readonly expiry: number;
  /** A partition without events says so. */
  readonly wait: number;
  /** Progress of a partition is told at most so often, and asked for where nothing comes. */
  readonly tick: number;
  /** A checkpoint is written at most so often: a blob costs a write. */
  readonly checkpoint: number;
  /** Least and greatest wait of what is tried again. */
  readonly retry: number;
  readonly longestRetry: number;
  /** An operation of the client gets no answer. */
  readonly attempt: number;
  /** What is under way gets so long to end when the reader is stopped. */
  readonly grace: number;
}

export const usualTiming: Timing = {
  balance: 5_000,
  expiry: 60_000,
  wait: 1_000,
  tick: 10_000,
  checkpoint: 2_000,
  retry: 500,
  longestRetry: 30_000,
  attempt: 20_000,
  grace: 2_000,
};

/** Events in one call of the intake, and what the client fetches ahead: an event may hold 1 MB (Event Hubs quotas, Standard). */
export const batchEvents = 50;
export const prefetchEvents = 100;
