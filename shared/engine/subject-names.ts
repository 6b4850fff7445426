/** The ledger's names of subjects, each put together once: they are looked up several times a record. */

import { subjectKey } from './subject.ts';

const mostNames = 200_000;

export function createSubjectNames(): (tenant: string, key: string) => string {
  const tenants = new Map<string, Map<string, string>>();
  return (tenant, key) => {
    let names = tenants.get(tenant);
    if (names === undefined) tenants.set(tenant, (names = new Map()));
    let name = names.get(key);
    if (name === undefined) {
      if (names.size >= mostNames) names.clear();
      names.set(key, (name = subjectKey(tenant, key)));
    }
    return name;
  };
}
