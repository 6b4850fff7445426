/** One service of the distributed setting, from its servers to its end. */

import { hostname } from 'node:os';
import { type Config, listen, type ProcessVitals } from '@gatewatch/runtime';
import { openFreshGeo } from '../geo/fresh-geo.ts';
import { liveGeo } from '../run/live-geo.ts';
import { runDetector } from './detector.ts';
import { runForwarder } from './forwarder.ts';
import { runIndexer } from './indexer.ts';
import { runIngestor } from './ingestor.ts';
import type { ServiceParts } from './service-parts.ts';
import { openSharedServers } from './shared-servers.ts';
import { watchService } from './watch-service.ts';

export const services = {
  detector: runDetector,
  forwarder: runForwarder,
  indexer: runIndexer,
  'ingestor-azure': (parts: ServiceParts, signal: AbortSignal) => runIngestor('azure', parts, signal),
  'ingestor-google': (parts: ServiceParts, signal: AbortSignal) => runIngestor('google', parts, signal),
} as const;
export type ServiceName = keyof typeof services;

export interface ServicePlan {
  readonly name: ServiceName;
  readonly config: Config;
  readonly configFile: string;
  readonly vitals: ProcessVitals;
  readonly note: (sentence: string) => void;
  readonly acceptLoss: boolean;
}

/** Rejects with the signal's reason, a UserMistake, or a bug. */
export async function runService(
  { name, config, configFile, vitals, note, acceptLoss }: ServicePlan,
  signal: AbortSignal,
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  note(`Health and metrics: ${stack.use(await listen(config.http, vitals)).url}`);
  const geo = stack.use(await openFreshGeo(config));
  await liveGeo(config, geo, vitals).look(Date.now());
  const servers = stack.use(await openSharedServers(config, vitals, note, signal));
  const parts = { config, configFile, geo, servers, vitals, host: hostname(), acceptLoss };
  const stopping = new AbortController();
  const stop = AbortSignal.any([signal, stopping.signal]);
  const watching = watchService(`${name}@${parts.host}`, parts, stop);
  watching.catch(() => {}); // asked below
  const work = services[name](parts, stop);
  try {
    await Promise.race([work, watching.then(() => work)]);
  } finally {
    stopping.abort(signal.reason ?? new Error('the service ends'));
    await Promise.allSettled([work, watching]);
  }
}
