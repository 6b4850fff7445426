/** Fetches newer data every so often while a service runs (`geo.update.every`). */

import type { DataKind } from '@gatewatch/enrichment';
import { UserMistake } from '@gatewatch/runtime';

export interface GeoSchedule {
  readonly everyMs: number;
  /** Fetches one kind of data; a UserMistake is told and tried again at the next time. */
  readonly update: (kind: DataKind) => Promise<unknown>;
  readonly failed: (sentence: string) => void;
  /** Ends early when the signal is given. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Runs until the signal is given: the first fetch after one interval, so that a start never depends on a server. */
export async function runGeoSchedule({ everyMs, update, failed, wait }: GeoSchedule, signal: AbortSignal): Promise<void> {
  for (;;) {
    await wait(everyMs, signal);
    if (signal.aborted) return;
    for (const kind of ['city', 'asn'] as const) {
      try {
        await update(kind);
      } catch (error) {
        if (!(error instanceof UserMistake)) throw error;
        failed(`${kind}: ${error.message}`);
      }
    }
  }
}
