/** A source over the double, as tests run it: short waits, an intake that records, ids of what came. */

import { type Bookmarks, type LiveReader, noVitals, type Vitals } from '@gatewatch/domain';
import { memoryBookmarks } from '@gatewatch/ledger';
import { parseConfig } from '@gatewatch/runtime';
import { type EventHubs, type RecordingIntake, recordingIntake } from '@gatewatch/testing';
import { vi } from 'vitest';
import type { EventHubConfig } from './event-hub-config.ts';
import { type EventHubSourceParts, openEventHubSource } from './open-event-hub-source.ts';
import type { Timing } from './timing.ts';

export const quick: Timing = {
  balance: 100,
  expiry: 1_500,
  wait: 50,
  tick: 30,
  checkpoint: 20,
  retry: 20,
  longestRetry: 200,
  attempt: 1_000,
  grace: 1_000,
};

export interface Running {
  readonly intake: RecordingIntake;
  readonly bookmarks: Bookmarks;
  readonly reader: LiveReader;
}

export function configOf(hubs: EventHubs, more: Readonly<Record<string, unknown>> = {}): EventHubConfig {
  const source = {
    name: 'entra',
    tenant: 'contoso',
    connectionString: `$${'{HUBS}'}`,
    hubs: ['signins'],
    consumerGroup: 'gatewatch',
    ...more,
  };
  const text = JSON.stringify({ sources: { eventHubs: [source] } });
  const [config] = parseConfig(text, 'gatewatch.yaml', { HUBS: hubs.connectionString }).sources.eventHubs;
  if (config === undefined) throw new Error('no source in the configuration');
  return config;
}

export async function run(
  config: EventHubConfig,
  parts: Partial<EventHubSourceParts> & {
    readonly intake?: RecordingIntake;
    readonly bookmarks?: Bookmarks;
    readonly vitals?: Vitals;
  } = {},
): Promise<Running> {
  const intake = parts.intake ?? recordingIntake();
  const bookmarks = parts.bookmarks ?? memoryBookmarks();
  const vitals = parts.vitals ?? noVitals;
  const timing = { ...quick, ...parts.timing };
  const reader = await openEventHubSource({ ...parts, config, intake, bookmarks, vitals, timing });
  return { intake, bookmarks, reader };
}

/** A record as small as one can be and still be told by its id. */
export function record(id: string): Uint8Array {
  return Buffer.from(JSON.stringify({ records: [{ id }] }));
}

/** Ids of all bodies that the intake took, each once, in order of name. */
export function idsIn(intake: RecordingIntake): readonly string[] {
  const ids = taken(intake).map((text) => /"id":"([^"]*)"/.exec(text)?.[1] ?? text);
  return [...new Set(ids)].sort();
}

export function taken(intake: RecordingIntake): readonly string[] {
  return intake.calls.flatMap((call) =>
    call.kind === 'take' ? call.bodies.map(({ bytes }) => Buffer.from(bytes).toString()) : [],
  );
}

/** Polls for what another process or timer brings about; hangs are ended by the suite's own limit. */
export function until(holds: () => boolean): Promise<unknown> {
  return vi.waitUntil(holds, { timeout: 300_000, interval: 5 });
}
