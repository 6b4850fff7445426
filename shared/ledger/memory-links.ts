/** Links in memory: for tests, and for runs that keep nothing. */

import type { LinkRequest, Links, StandingLink } from '@gatewatch/domain';

export function memoryLinks(): Links {
  const standing = new Map<string, StandingLink>();
  /** Scope and claimed address → how many links claimed it; scope and key → how many links have it. */
  const claims = new Map<string, number>();
  const keys = new Map<string, number>();
  const add = (counts: Map<string, number>, name: string, by: number) => counts.set(name, (counts.get(name) ?? 0) + by);

  function write(one: StandingLink, by: 1 | -1): void {
    if (standing.has(one.link) === by > 0) return;
    if (by > 0) standing.set(one.link, one);
    else standing.delete(one.link);
    add(claims, `${one.scope}\n${one.claimed}`, by);
    add(keys, `${one.scope}\n${one.key}`, by);
  }

  function decided({ link, scope, claimed, person }: LinkRequest): string | null {
    const known = standing.get(link);
    if (known !== undefined) return known.key;
    if (claimed === null) return null;
    let nth = (claims.get(`${scope}\n${claimed}`) ?? 0) + 1;
    while (nth > 1 && (keys.get(`${scope}\n${claimed}~${nth}`) ?? 0) > 0) nth++;
    const key = nth === 1 ? person : `${claimed}~${nth}`;
    write({ link, scope, claimed, key }, 1);
    return key;
  }

  return {
    decide: async (requests) => requests.map(decided),
    async *all() {
      yield* [...standing.values()];
    },
    restore: async (links) => links.forEach((one) => void write(one, 1)),
    forget: async (links) => links.forEach((one) => void write(standing.get(one.link) ?? one, -1)),
    async [Symbol.asyncDispose]() {},
  };
}
