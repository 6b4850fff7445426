/** How live sources are judged: detectors and epoch of the configuration, lateness by source, and what is told at the start. */

import { dayMs } from '@gatewatch/domain';
import { type Configured, createConfigured, type EngineSettings, type IdentityRules, normalAddress } from '@gatewatch/engine';
import type { Config } from '@gatewatch/runtime';
import { judgedBy } from '../replay/judged.ts';
import { rosterFacts } from '../replay/roster.ts';
import { tenancyOf } from '../replay/tenancy.ts';

export interface LiveJudging {
  readonly settings: EngineSettings;
  readonly configured: Configured;
  /** Facts on which the operator has spoken, as tenant + line feed + name. */
  readonly fixed: ReadonlySet<string>;
}

/** `geo`: version of the geographic data: part of the epoch. */
export function liveJudging(config: Config, rules: IdentityRules, geo: string): LiveJudging {
  const { tenants } = tenancyOf(config);
  const judged = judgedBy(config, geo);
  const roster = rosterFacts(config, tenants, (address) => normalAddress(address, rules));
  return {
    settings: {
      detectors: judged.detectors,
      counting: [],
      latenessMs: latenessOf(config),
      epoch: judged.epoch,
      judgeFrom: null,
    },
    configured: createConfigured(judged.epoch, tenants, roster),
    fixed: new Set(roster.flatMap((one) => (one.type === 'fact' ? [`${one.tenant}\n${one.name}`] : []))),
  };
}

const defaultLatenessMs = dayMs;

/** A source of the log is called `<name in the configuration>/<partition or application>`. */
function latenessOf(config: Config): (source: string) => number {
  const byName = new Map<string, number>();
  const add = (name: string, tenant: string | undefined, provider: 'entra' | 'google') => {
    const lateness = config.tenants.find(({ id }) => id === tenant)?.lateness[provider];
    if (lateness !== undefined) byName.set(name, lateness);
  };
  for (const { name, tenant } of config.sources.eventHubs) add(name, tenant, 'entra');
  for (const { name, tenant } of config.sources.google) add(name, tenant, 'google');
  return (source) => byName.get(source.slice(0, source.indexOf('/'))) ?? defaultLatenessMs;
}
