/** The log of a replay: sorted events with a tick at each whole minute of event time, and one at the end. */

import { type IdentityEvent, type LogRecord, minuteMs } from '@gatewatch/domain';

export const replaySource = 'replay';

export interface ReplayLog {
  /** Records for the events, which come in released order. */
  append(events: readonly IdentityEvent[]): LogRecord[];
  /** The last ticks: no timer fires beyond them. */
  end(): LogRecord[];
}

export function createReplayLog(tenants: readonly string[]): ReplayLog {
  let minute = Number.NEGATIVE_INFINITY;
  let last: number | null = null;
  const ticks = (progress: number): LogRecord[] =>
    tenants.map((tenant) => ({ type: 'tick', at: progress, tenant, source: replaySource, progress }));
  return {
    append(events) {
      const log: LogRecord[] = [];
      for (const event of events) {
        const now = Math.floor(event.time / minuteMs);
        if (now > minute) {
          minute = now;
          log.push(...ticks(now * minuteMs));
        }
        last = event.time;
        log.push({ type: 'event', at: event.time, event });
      }
      return log;
    },
    end: () => (last === null ? [] : ticks(last)),
  };
}
