/**
 * Subject keys (SEMANTICS.md 2): the link of a stable id first, else the address in normal form; an address that a second id of
 * the same directory claims is a new subject; a row without an address goes by its id. Applied after sorting, so that the
 * first row in event time decides.
 */

import type { Identity, IdentityEvent } from '@gatewatch/domain';

export interface IdentityRules {
  /** Alias domain → primary domain, lower case. */
  readonly domains: ReadonlyMap<string, string>;
  /** Alias address → address, lower case. */
  readonly aliases: ReadonlyMap<string, string>;
}

export interface Identities {
  /** The event with the keys of its actor and target decided. */
  resolve(event: IdentityEvent): IdentityEvent;
  /** Links written since the last call. */
  newLinks(): readonly { readonly id: string; readonly key: string }[];
}

const mostKnown = 200_000;

export function createIdentities(rules: IdentityRules, known: ReadonlyMap<string, string> = new Map()): Identities {
  const links = new Map<string, string>(known);
  const holders = new Map<string, string>();
  for (const [id, key] of links) holders.set(`${id.slice(0, id.lastIndexOf('\n'))}\n${key}`, id);
  const cache = new Map<string, Identity>();
  let fresh: { id: string; key: string }[] = [];

  function resolveOne(identity: Identity, tenant: string): Identity {
    const name = `${tenant}\n${identity.directory}\n${identity.id}\n${identity.address}`;
    const cached = cache.get(name);
    if (cached !== undefined && cached.name === identity.name && cached.kind === identity.kind) return cached;
    const resolved: Identity = { ...identity, key: keyOf(identity, tenant) };
    if (cache.size >= mostKnown) cache.clear();
    cache.set(name, resolved);
    return resolved;
  }

  function keyOf(identity: Identity, tenant: string): string | null {
    const scope = `${tenant}\n${identity.directory}`;
    const id = identity.id === null ? null : `${scope}\n${identity.id}`;
    const linked = id === null ? undefined : links.get(id);
    if (linked !== undefined) return linked;
    if (identity.address === null) return identity.id;
    const normal = normalAddress(identity.address, rules);
    if (id === null) return normal;
    let key = normal;
    for (let n = 2; holders.has(`${scope}\n${key}`); n++) key = `${normal}~${n}`;
    links.set(id, key);
    holders.set(`${scope}\n${key}`, id);
    fresh.push({ id, key });
    return key;
  }

  return {
    resolve(event) {
      const { actor, target } = event;
      if (actor === null && target === null) return event;
      if (event.gaps.length > 0 && event.gaps.includes('unknown-account')) return event; // never a subject (SEMANTICS.md 2.4)
      return {
        ...event,
        actor: actor === null ? null : resolveOne(actor, event.tenant),
        target: target === null ? null : resolveOne(target, event.tenant),
      };
    },
    newLinks() {
      const written = fresh;
      fresh = [];
      return written;
    },
  };
}

export function normalAddress(address: string, rules: IdentityRules): string {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  const domain = rules.domains.get(lower.slice(at + 1));
  const moved = at > 0 && domain !== undefined ? `${lower.slice(0, at)}@${domain}` : lower;
  return rules.aliases.get(moved) ?? rules.aliases.get(lower) ?? moved;
}
