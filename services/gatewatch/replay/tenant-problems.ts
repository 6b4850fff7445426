/** What is wrong with the tenants and people of a configuration, beyond what its schema says: one sentence a problem. */

import type { Config } from '@gatewatch/runtime';
import { noSuchTenant, tenancyOf } from './tenancy.ts';

/** Who is in no tenant has no right, duty or alias, and nothing would say so. */
export function tenantProblems(config: Config): readonly string[] {
  const problems: string[] = [];
  const names = new Set<string>();
  const owners = new Map<string, string>();
  for (const [at, { id, entra, google }] of config.tenants.entries()) {
    if (names.has(id)) problems.push(`tenants.${at}.id: two tenants are called ${id}: give each a name of its own.`);
    names.add(id);
    for (const [vendor, directories] of Object.entries({ entra, google }))
      for (const [i, directory] of directories.entries()) {
        const owner = owners.get(directory.toLowerCase());
        if (owner !== undefined)
          problems.push(`tenants.${at}.${vendor}.${i}: ${directory} stands at ${owner} already: name it once.`);
        owners.set(directory.toLowerCase(), id);
      }
  }
  const tenancy = tenancyOf(config);
  for (const [at, { tenant }] of config.people.entries()) {
    if (tenant === undefined && names.size > 1)
      problems.push(`people.${at}: several tenants are named: add tenant, of which there are ${tenancy.tenants.join(', ')}.`);
    if (tenant !== undefined && !tenancy.tenants.includes(tenant))
      problems.push(`people.${at}.tenant: ${noSuchTenant(tenant, tenancy)}`);
  }
  return problems;
}
