/**
 * Links in memory: the first id that claims an address in a directory gets the person's key, the second `<claimed>~2` or the next
 * number that is nobody's (SEMANTICS.md 2.1, 2.2). Claims are counted on the address as it stands: two accounts that the alias file
 * calls one person stay one.
 */

import type { LinkRequest } from '@gatewatch/domain';

export interface Claims {
  /** The link's key; null where `claimed` is null and no link stands. `fresh`: it was written by this call. */
  decide(request: LinkRequest): { readonly key: string | null; readonly fresh: boolean };
}

/** `known`: links written earlier, link id → key. */
export function createClaims(known: ReadonlyMap<string, string> = new Map()): Claims {
  const links = new Map<string, string>();
  /** Scope and claimed address → the ids of that directory that claimed it. */
  const claims = new Map<string, Set<string>>();
  /** Keys that were given to a second or later claim, with their scope. */
  const numbered = new Set<string>();
  for (const [link, key] of known) {
    const scope = link.slice(0, link.lastIndexOf('\n'));
    write(scope, link, key);
    claim(scope, key.replace(/~\d+$/, ''), link);
  }
  return {
    decide({ link, scope, claimed, person }) {
      const linked = links.get(link);
      if (linked !== undefined) return { key: linked, fresh: false };
      if (claimed === null) return { key: null, fresh: false };
      let nth = claim(scope, claimed, link);
      while (nth > 1 && numbered.has(`${scope}\n${claimed}~${nth}`)) nth++;
      const key = nth === 1 ? person : `${claimed}~${nth}`;
      write(scope, link, key);
      return { key, fresh: true };
    },
  };

  function write(scope: string, link: string, key: string): void {
    links.set(link, key);
    if (/~\d+$/.test(key)) numbered.add(`${scope}\n${key}`);
  }

  /** 1 for the first id that claims the address in this directory, 2 for the second … */
  function claim(scope: string, address: string, id: string): number {
    const name = `${scope}\n${address}`;
    const ids = claims.get(name) ?? new Set<string>();
    claims.set(name, ids.add(id));
    return ids.size;
  }
}
