/** Verdicts of earlier runs in their places of a new one: behind what had been read when they were given. */

import type { LogRecord } from '@gatewatch/domain';

export interface VerdictsInTime {
  /** The records with the verdicts that come before some of them put in. */
  among(records: readonly LogRecord[]): LogRecord[];
  /** Those that are left: given at the end of what was read. */
  rest(): LogRecord[];
}

export function verdictsInTime(verdicts: readonly LogRecord[]): VerdictsInTime {
  const waiting = [...verdicts].sort((a, b) => timeOf(a) - timeOf(b));
  return {
    among(records) {
      if (waiting.length === 0) return [...records];
      return records.flatMap((record) => {
        const before = waiting.findIndex((verdict) => timeOf(verdict) >= timeOf(record));
        return [...waiting.splice(0, before < 0 ? waiting.length : before), record];
      });
    },
    rest: () => waiting.splice(0),
  };
}

function timeOf(record: LogRecord): number {
  if (record.type === 'event') return record.event.time;
  return record.type === 'tick' ? record.progress : Number.NEGATIVE_INFINITY;
}
