/**
 * Subject keys (SEMANTICS.md 2): the link of a stable id first, else the address in normal form; an address that a second id of
 * the same directory claims is a new subject; a row without an address goes by its id. Applied after sorting, so that the
 * first row in event time decides.
 */

import type { Identity, IdentityEvent } from '@gatewatch/domain';
import { createClaims } from './claims.ts';
import { keyOfDecided, linkRequestOf } from './link-request.ts';
import type { IdentityRules } from './normal-address.ts';

export interface Link {
  /** Tenant, directory and stable id, as `linkId` writes them. */
  readonly id: string;
  readonly key: string;
}

export interface Identities {
  /**
   * Puts the keys of its actor and target into the event and gives it back: it is the caller's alone, and a copy would be of some forty
   * fields. Accounts that do not exist get none.
   */
  resolve(event: IdentityEvent): IdentityEvent;
  /** Links written since the last call, for the ledger: each once. */
  newLinks(): readonly Link[];
}

type Open = { -readonly [role in 'actor' | 'target']: IdentityEvent[role] };

const mostCached = 200_000;

/** `known`: links written earlier, link id → key. */
export function createIdentities(rules: IdentityRules, known: ReadonlyMap<string, string> = new Map()): Identities {
  const claims = createClaims(known);
  /** By id, else by address: what was decided last. */
  const cache = new Map<string, { readonly tenant: string; readonly of: Identity; readonly decided: Identity }>();
  let fresh: Link[] = [];

  return {
    resolve(event) {
      if (hasNoAccount(event)) return event;
      const { actor, target } = event;
      const open: Open = event;
      if (actor !== null) open.actor = resolved(actor, event.tenant);
      if (target !== null) open.target = resolved(target, event.tenant);
      return event;
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
    if (cached !== undefined && cached.tenant === tenant && (cached.of === identity || isSame(cached.of, identity)))
      return cached.decided;
    const decided: Identity = { ...identity, key: keyOf(identity, tenant) };
    if (cache.size >= mostCached) cache.clear();
    cache.set(name, { tenant, of: identity, decided });
    return decided;
  }

  function keyOf(identity: Identity, tenant: string): string | null {
    const request = linkRequestOf(identity, tenant, rules);
    if (request === null || typeof request === 'string') return request;
    const decided = claims.decide(request);
    if (decided.fresh && decided.key !== null) fresh.push({ id: request.link, key: decided.key });
    return keyOfDecided(decided.key, identity.id);
  }
}

/** Nobody to give a key to: a record about no person, or about an account that does not exist (SEMANTICS.md 2.4). */
export function hasNoAccount({ actor, target, gaps }: IdentityEvent): boolean {
  return (actor === null && target === null) || (gaps.length > 0 && gaps.includes('unknown-account'));
}

function isSame(a: Identity, b: Identity): boolean {
  return a.id === b.id && a.address === b.address && a.directory === b.directory && a.name === b.name && a.kind === b.kind;
}
