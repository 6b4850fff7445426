/** The log of a replay: sorted events with a tick at each whole minute of event time, and one at the end. */

import { type IdentityEvent, type LogRecord, minuteMs } from '@gatewatch/domain';
import { createSnapshotFacts } from '../snapshot-facts.ts';

export const replaySource = 'replay';

export interface ReplayLog {
  /** Records for the events, which come in released order; what a snapshot says stands before it, where it says something new. */
  append(events: readonly IdentityEvent[]): LogRecord[];
  /** The last ticks: no timer fires beyond them. */
  end(): LogRecord[];
}

/** `fixed`: facts on which the operator has spoken, as tenant + line feed + name: no snapshot says otherwise. */
export function createReplayLog(tenants: readonly string[], fixed: ReadonlySet<string> = new Set()): ReplayLog {
  let minute = Number.NEGATIVE_INFINITY;
  let last: number | null = null;
  const facts = createSnapshotFacts(fixed, true);
  const ticks = (at: number, progress: number): LogRecord[] =>
    tenants.map((tenant) => ({ type: 'tick', at, tenant, source: replaySource, progress }));
  return {
    append(events) {
      const log: LogRecord[] = [];
      for (const event of events) {
        const now = Math.floor(event.time / minuteMs);
        if (now > minute) {
          minute = now;
          log.push(...ticks(now * minuteMs, now * minuteMs - 1)); // more of that very moment may follow
        }
        last = event.time;
        if (event.kind === 'snapshot') log.push(...facts.newIn(event, event.time));
        log.push({ type: 'event', at: event.time, event });
      }
      return log;
    },
    end: () => (last === null ? [] : ticks(last, last)),
  };
}
