/**
 * How much at a time, and how long to wait: one request more after each round that went well, half after "too many" (additive
 * increase, multiplicative decrease: Chiu and Jain 1989), and exponential back-off with jitter after any refusal.
 */

export interface Pace {
  /** Requests that may be under way. */
  readonly concurrency: number;
  /** Unix ms before which nothing is sent. */
  readonly resumeAt: number;
  wentWell(): void;
  /** `afterMs`: as long as the server asked for, at least. */
  refused(of: { readonly busy: boolean; readonly afterMs: number | null; readonly partly: boolean }): void;
}

const firstMs = 200;
/** A cluster that is back takes alerts again at most so much later; a question every ten seconds is no load to one that is away. */
const mostMs = 10_000;
const mostAskedMs = 600_000;

/** `random` in [0, 1). */
export function createPace(most: number, now: () => number, random: () => number = Math.random): Pace {
  let limit = most;
  let refusals = 0;
  let resumeAt = 0;
  return {
    get concurrency() {
      return Math.max(1, Math.floor(limit));
    },
    get resumeAt() {
      return resumeAt;
    },
    wentWell() {
      limit = Math.min(most, limit + 1 / limit);
      refusals = 0;
    },
    refused({ busy, afterMs, partly }) {
      if (busy) limit = Math.max(1, limit / 2);
      const alsoUnderWay = refusals > 0 && now() < resumeAt; // refused at once with one before: it says nothing new
      if (partly) refusals = 1;
      else if (!alsoUnderWay) refusals++;
      const step = Math.min(firstMs * 2 ** Math.min(refusals - 1, 20), mostMs);
      const waitMs = Math.max(step * (0.5 + random() / 2), Math.min(afterMs ?? 0, mostAskedMs));
      resumeAt = Math.max(resumeAt, now() + waitMs);
    },
  };
}
