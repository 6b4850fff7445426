/** What is wrong with the sources of a configuration, beyond what its schema says: one sentence a problem. */

import type { Config } from '@gatewatch/runtime';
import { noSuchTenant, tenancyOf } from '../replay/tenancy.ts';

export function sourceProblems(config: Config): readonly string[] {
  const { eventHubs, google, folders } = config.sources;
  const problems: string[] = [];
  const tenancy = tenancyOf(config);
  const seen = new Set<string>();
  for (const [section, all] of Object.entries({ eventHubs, google, folders }) as [
    string,
    readonly { name: string; tenant?: string }[],
  ][]) {
    for (const [at, { name, tenant }] of all.entries()) {
      const path = `sources.${section}.${at}`;
      if (seen.has(name)) problems.push(`${path}.name: two sources are called ${name}: give each a name of its own.`);
      seen.add(name);
      if (tenant !== undefined && !tenancy.tenants.includes(tenant))
        problems.push(`${path}.tenant: ${noSuchTenant(tenant, tenancy)}`);
    }
  }
  return problems;
}
