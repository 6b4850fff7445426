/** Subjects in memory, found by tenant and key at every record. */

import type { Subject } from './subject.ts';

export interface HotSubjects {
  readonly size: number;
  get(tenant: string, key: string): Subject | undefined;
  add(subject: Subject): void;
  remove(subject: Subject): void;
  /** Those that came first first, of every tenant in turn; each may be removed when it is given. */
  coolest(): Iterable<Subject>;
}

export function createHotSubjects(): HotSubjects {
  const tenants = new Map<string, Map<string, Subject>>();
  let size = 0;
  /** Whoever was asked about last: neighbours in a log are of one tenant. */
  let [tenantNow, subjectsNow] = ['', tenants.get('')];
  return {
    get size() {
      return size;
    },
    get(tenant, key) {
      if (tenant !== tenantNow || subjectsNow === undefined) [tenantNow, subjectsNow] = [tenant, tenants.get(tenant)];
      return subjectsNow?.get(key);
    },
    add(subject) {
      let subjects = tenants.get(subject.tenant);
      if (subjects === undefined) tenants.set(subject.tenant, (subjects = new Map()));
      if (!subjects.has(subject.key)) size++;
      subjects.set(subject.key, subject);
    },
    remove({ tenant, key }) {
      if (tenants.get(tenant)?.delete(key) === true) size--;
    },
    *coolest() {
      for (const subjects of tenants.values()) yield* subjects.values();
    },
  };
}
