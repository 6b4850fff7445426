/**
 * Subject keys (SEMANTICS.md 2): the link of a stable id first, else the address in normal form; an address that a second id of
 * the same directory claims is a new subject; a row without an address goes by its id. Applied after sorting, so that the
 * first row in event time decides.
 */

import type { Identity, IdentityEvent } from '@gatewatch/domain';
import { aliased, type IdentityRules, inDomain } from './normal-address.ts';

export interface Link {
  /** Tenant, directory and stable id, as `linkId` writes them. */
  readonly id: string;
  readonly key: string;
}

export interface Identities {
  /** The event with the keys of its actor and target decided. Accounts that do not exist get none. */
  resolve(event: IdentityEvent): IdentityEvent;
  /** Links written since the last call, for the ledger: each once. */
  newLinks(): readonly Link[];
}

const mostCached = 200_000;

/** `known`: links written earlier, link id → key. */
export function createIdentities(rules: IdentityRules, known: ReadonlyMap<string, string> = new Map()): Identities {
  const links = new Map<string, string>();
  /** Tenant, directory and claimed address → the ids of that directory that claimed it. */
  const claims = new Map<string, Set<string>>();
  /** Keys that were given to a second or later claim, with their tenant and directory. */
  const numbered = new Set<string>();
  for (const [link, key] of known) {
    const scope = link.slice(0, link.lastIndexOf('\n'));
    write(scope, link, key);
    claim(scope, key.replace(/~\d+$/, ''), link);
  }
  /** By id, else by address: what was decided last. */
  const cache = new Map<string, { readonly tenant: string; readonly identity: Identity }>();
  let fresh: Link[] = [];

  return {
    resolve(event) {
      const { actor, target } = event;
      if (actor === null && target === null) return event;
      if (event.gaps.length > 0 && event.gaps.includes('unknown-account')) return event; // SEMANTICS.md 2.4
      return {
        ...event,
        actor: actor === null ? null : resolved(actor, event.tenant),
        target: target === null ? null : resolved(target, event.tenant),
      };
    },
    newLinks() {
      const written = fresh;
      fresh = [];
      return written;
    },
  };

  function resolved(identity: Identity, tenant: string): Identity {
    if (identity.address === null) return { ...identity, key: keyOf(identity, tenant) }; // a link may be written later
    const name = identity.id ?? identity.address;
    const cached = cache.get(name);
    if (cached !== undefined && cached.tenant === tenant && isSame(cached.identity, identity)) return cached.identity;
    const decided: Identity = { ...identity, key: keyOf(identity, tenant) };
    if (cache.size >= mostCached) cache.clear();
    cache.set(name, { tenant, identity: decided });
    return decided;
  }

  function keyOf({ id, address, directory }: Identity, tenant: string): string | null {
    const scope = `${tenant}\n${directory}`;
    const link = id === null ? null : linkId(tenant, directory, id);
    const linked = link === null ? undefined : links.get(link);
    if (linked !== undefined) return linked;
    if (address === null) return id === null ? null : `id:${id}`;
    const claimed = inDomain(address, rules);
    const person = aliased(claimed, address, rules);
    if (link === null) return person;
    // Claims are counted on the address as it stands: two accounts that the alias file calls one person stay one.
    let nth = claim(scope, claimed, link);
    while (nth > 1 && numbered.has(`${scope}\n${claimed}~${nth}`)) nth++;
    const key = nth === 1 ? person : `${claimed}~${nth}`;
    write(scope, link, key);
    fresh.push({ id: link, key });
    return key;
  }

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

function isSame(a: Identity, b: Identity): boolean {
  return a.id === b.id && a.address === b.address && a.directory === b.directory && a.name === b.name && a.kind === b.kind;
}

export function linkId(tenant: string, directory: string | null, id: string): string {
  return `${tenant}\n${directory}\n${id}`;
}
