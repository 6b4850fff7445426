/** The log of a replay: sorted events with a tick at each whole minute of event time, and one at the end. */

import { factsOf, type IdentityEvent, type LogRecord, minuteMs } from '@gatewatch/domain';

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
  const known = new Map<string, string | null>();
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
        if (event.kind === 'snapshot') {
          const { tenant, time } = event;
          for (const { name, value } of factsOf(event)) {
            const of = `${tenant}\n${name}`;
            if (fixed.has(of) || (known.get(of) ?? null) === value) continue;
            known.set(of, value);
            log.push({ type: 'fact', at: time, tenant, name, value, time });
          }
        }
        log.push({ type: 'event', at: event.time, event });
      }
      return log;
    },
    end: () => (last === null ? [] : ticks(last)),
  };
}
