/** Exponential back-off with full jitter (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015). */

const firstMs = 1000;
const mostMs = 15 * 60_000;

/** `attempts` that failed, 1 or more; `random` in [0, 1). At least half of the step, so that it never is at once. */
export function backoffMs(attempts: number, random: number): number {
  const step = Math.min(firstMs * 2 ** Math.min(attempts - 1, 20), mostMs);
  return Math.round(step * (0.5 + random / 2));
}
