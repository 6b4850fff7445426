/** A Google customer's reports, read live: one reader an application, each with its own cursor, all under one pace. */

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Bookmarks, Intake, LiveReader, Vitals } from '@gatewatch/domain';
import type { GoogleSource } from '@gatewatch/runtime';
import { endpointsOf, type GoogleEndpoints } from './api/endpoints.ts';
import { createReports } from './api/reports.ts';
import { type Clock, systemClock } from './clock.ts';
import { kept } from './reading/kept.ts';
import { createPace } from './reading/pace.ts';
import { readApplication } from './reading/read-application.ts';

export interface GoogleSourceOf {
  readonly config: GoogleSource;
  readonly intake: Intake;
  readonly bookmarks: Bookmarks;
  readonly vitals: Vitals;
  readonly clock?: Clock;
  readonly endpoints?: GoogleEndpoints;
  /** In [0, 1): what waiting is spread by. */
  readonly random?: () => number;
}

/** A store that does not answer must not hold up the end: its lease runs out by itself. */
const partingMs = 3000;

/** Reads from the moment it resolves; nothing of Google needs to be reachable for that. */
export async function openGoogleSource(of: GoogleSourceOf): Promise<LiveReader> {
  const { config, intake, bookmarks, vitals, clock = systemClock, endpoints = endpointsOf(config), random = Math.random } = of;
  const stopping = new AbortController();
  const { signal } = stopping;
  const reports = createReports(config, endpoints, clock, signal);
  const pace = createPace(config.queriesPerMinute, clock);
  const reader = `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
  const shared = { config, reports, store: kept(bookmarks), intake, vitals, clock, pace, random, reader, signal };
  const readers = config.applications.map((application) => {
    const source = { name: `${config.name}/${application}`, tenant: config.tenant, provider: 'google' } as const;
    return readApplication({ ...shared, application, source });
  });
  for (const one of readers) one.catch(() => stopping.abort()); // a bug in one ends all
  const settled = Promise.allSettled(readers).then((ended) => {
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
  });
  settled.catch(() => {}); // who does not ask is not told
  const stop = async (): Promise<void> => {
    stopping.abort();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, partingMs);
    await Promise.race([settled.catch(() => {}), promise]);
    clearTimeout(timer);
  };
  return { stop, settled, [Symbol.asyncDispose]: stop };
}
