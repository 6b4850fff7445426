/** The operator's domain map and alias file, over all tenants. */

import type { IdentityRules } from '@gatewatch/engine';
import type { Config } from '@gatewatch/runtime';

export function identityRulesOf(config: Config): IdentityRules {
  const aliases = new Map(mapOf(config.tenants.map((tenant) => tenant.aliases)));
  for (const person of config.people) for (const alias of person.aliases) aliases.set(alias, person.address);
  return { domains: mapOf(config.tenants.map((tenant) => tenant.domains)), aliases };
}

function mapOf(all: readonly Readonly<Record<string, string>>[]): ReadonlyMap<string, string> {
  return new Map(all.flatMap((one) => Object.entries(one)));
}
