/** What is asked of the links for one identity, and the key where nothing has to be asked (SEMANTICS.md 2.1, 2.3). */

import type { Identity, LinkRequest } from '@gatewatch/domain';
import { aliased, type IdentityRules, inDomain } from './normal-address.ts';

export function linkId(tenant: string, directory: string | null, id: string): string {
  return `${tenant}\n${directory}\n${id}`;
}

/** A request where the identity has a stable id; else its key: the normal address, or null where there is neither. */
export function linkRequestOf(
  { id, address, directory }: Identity,
  tenant: string,
  rules: IdentityRules,
): LinkRequest | string | null {
  const claimed = address === null ? null : inDomain(address, rules);
  const person = claimed === null || address === null ? null : aliased(claimed, address, rules);
  if (id === null) return person;
  return { link: linkId(tenant, directory, id), scope: `${tenant}\n${directory}`, claimed, person: person ?? '' };
}

/** The key of an identity whose link was decided: without a link it goes by its id, and writes none. */
export function keyOfDecided(decided: string | null, id: string | null): string | null {
  return decided ?? (id === null ? null : `id:${id}`);
}
