/** How live sources are judged: detectors and epoch of the configuration, lateness by source, and what is told at the start. */

import { type Configured, createConfigured, type EngineSettings, type IdentityRules, normalAddress } from '@gatewatch/engine';
import type { Config } from '@gatewatch/runtime';
import { judgedBy } from '../replay/judged.ts';
import { rosterFacts } from '../replay/roster.ts';
import { tenancyOf } from '../replay/tenancy.ts';
import { createLateness, type Lateness } from './lateness.ts';

export interface LiveJudging {
  readonly settings: EngineSettings;
  readonly configured: Configured;
  readonly lateness: Lateness;
  /** Facts on which the operator has spoken, as tenant + line feed + name. */
  readonly fixed: ReadonlySet<string>;
}

/** `geo`: version of the geographic data: part of the epoch. */
export function liveJudging(config: Config, rules: IdentityRules, geo: string): LiveJudging {
  const { tenants } = tenancyOf(config);
  const lateness = createLateness(config, Date.now);
  const judged = judgedBy(config, geo);
  const roster = rosterFacts(config, tenants, (address) => normalAddress(address, rules));
  return {
    settings: {
      detectors: judged.detectors,
      counting: [],
      latenessMs: lateness.of,
      epoch: judged.epoch,
      judgeFrom: null,
    },
    lateness,
    configured: createConfigured(judged.epoch, tenants, roster),
    fixed: new Set(roster.flatMap((one) => (one.type === 'fact' ? [`${one.tenant}\n${one.name}`] : []))),
  };
}
