/**
 * kafkajs re-arms a timer of one millisecond for ever while nothing waits, and hands Node negative times-out
 * (tulios/kafkajs#1751): 6.5 % of a core when idle. Its timer is armed only where something waits.
 */

import { createRequire } from 'node:module';

interface Queue {
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  readonly pending: readonly unknown[];
  checkPendingRequests(): void;
}

const checkMs = 10; // CHECK_PENDING_REQUESTS_INTERVAL of kafkajs

export function calmRequestQueue(): void {
  const queue: { prototype: { scheduleCheckPendingRequests(this: Queue): void } } = createRequire(import.meta.url)(
    'kafkajs/src/network/requestQueue',
  );
  queue.prototype.scheduleCheckPendingRequests = function () {
    const throttledMs = this.throttledUntil - Date.now();
    if (this.throttleCheckTimeoutId !== null && this.throttleCheckTimeoutId !== undefined) return;
    if (this.pending.length === 0 && !(throttledMs > 0)) return;
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      throttledMs > 0 ? throttledMs : checkMs,
    );
  };
}
