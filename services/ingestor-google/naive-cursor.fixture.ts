/** How collectors read that lose records: each poll asks from the newest time seen until now. What our loss is measured against. */

import type { ReportsServer } from '@gatewatch/testing';
import type { Application } from './applications.ts';
import type { Clock } from './clock.ts';
import { page } from './reading/page.ts';

export interface NaiveOf {
  readonly server: ReportsServer;
  readonly applications: readonly Application[];
  readonly clock: Clock;
  /** Where it begins, Unix ms, and how often it asks. */
  readonly from: number;
  readonly every: number;
  /** One pointer for all applications, instead of one each. */
  readonly shared: boolean;
  readonly signal: AbortSignal;
}

/** The texts that it saw, once the signal is aborted. Asks the server's records without HTTP between. */
export async function naiveCursor(of: NaiveOf): Promise<ReadonlySet<string>> {
  const { server, applications, clock, from, every, shared, signal } = of;
  const seen = new Set<string>();
  const newest = new Map<string, number>();
  try {
    for (;;) {
      const now = clock.now();
      for (const application of applications) {
        const pointer = shared ? 'all' : application;
        const start = newest.get(pointer) ?? from;
        for (let token: string | null = null; ; ) {
          const listed = server.records(application).list({ from: start, to: now, most: 1000, token }, now);
          if ('refused' in listed) throw new Error(listed.refused);
          const { activities, next } = page(listed.body, application);
          for (const { text, time } of activities) {
            seen.add(text);
            newest.set(pointer, Math.max(newest.get(pointer) ?? 0, time ?? 0));
          }
          if (next === null) break;
          token = next;
        }
      }
      await clock.sleep(every, signal);
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    return seen;
  }
}
