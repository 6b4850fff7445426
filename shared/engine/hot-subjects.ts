/** Subjects in memory, found by tenant and key at every record. */

import type { Subject } from './subject.ts';

export interface HotSubjects {
  get(tenant: string, key: string): Subject | undefined;
  add(subject: Subject): void;
  /** Lets go of those that came first, of every tenant in turn, until at most so many are left; says which went. */
  cool(most: number): readonly Subject[];
}

export function createHotSubjects(): HotSubjects {
  const tenants = new Map<string, Map<string, Subject>>();
  let size = 0;
  return {
    get: (tenant, key) => tenants.get(tenant)?.get(key),
    add(subject) {
      let subjects = tenants.get(subject.tenant);
      if (subjects === undefined) tenants.set(subject.tenant, (subjects = new Map()));
      if (!subjects.has(subject.key)) size++;
      subjects.set(subject.key, subject);
    },
    cool(most) {
      const gone: Subject[] = [];
      for (const subjects of tenants.values()) {
        for (const [key, subject] of subjects) {
          if (size <= most) return gone;
          subjects.delete(key);
          gone.push(subject);
          size--;
        }
      }
      return gone;
    },
  };
}
