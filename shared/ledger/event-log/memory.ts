/** The event log in memory: for tests. */

import type { EventLog, LoggedEvent } from '@gatewatch/domain';

export function memoryEventLog(): EventLog {
  let kept: readonly LoggedEvent[] = [];
  let last = 0;
  return {
    async append(events, at) {
      kept = [...kept, ...events.map((event) => ({ sequence: ++last, at, event }))];
    },
    read: async (after, most) => kept.filter(({ sequence }) => sequence > after).slice(0, most),
    async trim(through, since) {
      const old = kept.filter(({ sequence, at }) => sequence > through && at < since);
      kept = kept.filter(({ sequence, at }) => sequence > through && at >= since);
      return old.length;
    },
    async [Symbol.asyncDispose]() {},
  };
}
