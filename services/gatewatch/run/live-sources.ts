/** The live sources of a configuration, opened: each vendor's client is loaded where there is a source for it. */

import type { Bookmarks, Intake, LiveReader, Vitals } from '@gatewatch/domain';
import type { Config } from '@gatewatch/runtime';

export interface SourceParts {
  readonly intake: Intake;
  readonly bookmarks: Bookmarks;
  readonly vitals: Vitals;
}

export async function openEventHubs(config: Config, parts: SourceParts): Promise<readonly LiveReader[]> {
  const { eventHubs } = config.sources;
  if (eventHubs.length === 0) return [];
  const { openEventHubSource } = await import('@gatewatch/ingestor-azure');
  for (const { name, tenant, hubs } of eventHubs) for (const hub of hubs) expected(parts.vitals, tenant, `${name}/${hub}`);
  return Promise.all(eventHubs.map((one) => openEventHubSource({ ...parts, config: one })));
}

export async function openGoogle(config: Config, parts: SourceParts): Promise<readonly LiveReader[]> {
  const { google } = config.sources;
  if (google.length === 0) return [];
  const { openGoogleSource } = await import('@gatewatch/ingestor-google');
  for (const { name, tenant, applications } of google)
    for (const application of applications) expected(parts.vitals, tenant, `${name}/${application}`);
  return Promise.all(google.map((one) => openGoogleSource({ ...parts, config: one })));
}

/** A source that never says a word is seen too. */
function expected(vitals: Vitals, tenant: string, source: string): void {
  vitals.count('gatewatch_records_received_total', { tenant, source }, 0);
}
