/**
 * Subject keys by the port of links: several ingestors decide the same, and a link is durable before the first row that bears its
 * key. The rules are those of a replay (identities.ts); here the first row in arrival decides, not the first in event time.
 */

import type { Identity, IdentityEvent, LinkRequest, Links } from '@gatewatch/domain';
import { hasNoAccount } from './identities.ts';
import { keyOfDecided, linkRequestOf } from './link-request.ts';
import type { IdentityRules } from './normal-address.ts';

export interface LinkedIdentities {
  /** The events with the keys of actors and targets decided, by one question to the links at most. */
  resolve(events: readonly IdentityEvent[]): Promise<readonly IdentityEvent[]>;
}

const mostKnown = 200_000;

export function createLinkedIdentities(rules: IdentityRules, links: Links): LinkedIdentities {
  /** Links never change once they are written. */
  const known = new Map<string, string>();
  return {
    async resolve(events) {
      const asked: LinkRequest[] = [];
      const places = new Map<string, number>();
      for (const event of events) {
        if (hasNoAccount(event)) continue;
        for (const identity of [event.actor, event.target]) {
          const request = identity === null ? null : linkRequestOf(identity, event.tenant, rules);
          if (request === null || typeof request === 'string' || known.has(request.link)) continue;
          const place = placeName(request);
          if (places.has(place)) continue;
          places.set(place, asked.length);
          asked.push(request);
        }
      }
      const decided = asked.length === 0 ? [] : await links.decide(asked);
      if (known.size + asked.length > mostKnown) known.clear();
      asked.forEach(({ link }, i) => {
        const key = decided[i] ?? null;
        if (key !== null) known.set(link, key);
      });
      const keyed = (identity: Identity | null, tenant: string): Identity | null => {
        if (identity === null) return null;
        const request = linkRequestOf(identity, tenant, rules);
        if (request === null || typeof request === 'string') return { ...identity, key: request };
        const link = known.get(request.link) ?? decided[places.get(placeName(request)) ?? -1] ?? null;
        return { ...identity, key: keyOfDecided(link, identity.id) };
      };
      return events.map((event) =>
        hasNoAccount(event)
          ? event
          : { ...event, actor: keyed(event.actor, event.tenant), target: keyed(event.target, event.tenant) },
      );
    },
  };
}

/** A row without an address asks only what stands: another question than the row that claims one. */
function placeName({ link, claimed }: LinkRequest): string {
  return claimed === null ? `${link}\n?` : link;
}
