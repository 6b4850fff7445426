/** A token bucket: so many calls a second on average, and as many at once after a quiet second. */

export interface Pace {
  /** Ms until the next call may begin; 0: it may begin now, and is counted. */
  take(now: number): number;
}

export function createPace(perSecond: number): Pace {
  const most = Math.max(1, perSecond);
  let tokens = most;
  let at: number | null = null;
  return {
    take(now) {
      tokens = Math.min(most, tokens + (Math.max(0, now - (at ?? now)) / 1000) * perSecond);
      at = now;
      if (tokens < 1) return Math.ceil(((1 - tokens) / perSecond) * 1000);
      tokens--;
      return 0;
    },
  };
}
