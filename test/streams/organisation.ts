/** The organisation that the suites of the streams speak of: its configuration, and what the stages are made of from it. */

import type { GeoLookup } from '@gatewatch/domain';
import { openGeo } from '@gatewatch/enrichment';
import { type Config, parseConfig } from '@gatewatch/runtime';
import { identityRulesOf, liveJudging, recordReading } from 'gatewatch';
import { directory } from './records.ts';

export const acme: Config = parseConfig(
  `tenants: [{ id: acme, entra: ["${directory}"], google: [C01acme] }]
people: [{ tenant: acme, address: boss@example.com, breakGlass: true }]`,
  'gatewatch.yaml',
);

export interface Organisation extends AsyncDisposable {
  readonly rules: ReturnType<typeof identityRulesOf>;
  readonly reading: ReturnType<typeof recordReading>;
  readonly judging: ReturnType<typeof liveJudging>;
}

export async function openOrganisation(config: Config = acme): Promise<Organisation> {
  const geo: GeoLookup & AsyncDisposable = await openGeo();
  const rules = identityRulesOf(config);
  return {
    rules,
    reading: recordReading(config, geo, { key: 'a key for the tests', keep: false }),
    judging: liveJudging(config, rules, geo.version),
    [Symbol.asyncDispose]: () => geo[Symbol.asyncDispose](),
  };
}
