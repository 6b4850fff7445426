/** Who did it and to whom, as the Reports API names them. The subject key is decided later, at ingest. */

import type { Identity } from '@gatewatch/domain';
import { address, digits, type Fields, text } from './fields.ts';

/** Google's stand-in for "unknown or the system": never a user (sources.md 4.2). */
const placeholder = '105250506097979753968';

/** null where the record names nobody. */
export function actorOf(actor: Fields, directory: string | null, gaps: string[]): Identity | null {
  const callerType = text(actor.callerType)?.toUpperCase() ?? null;
  const key = text(actor.key);
  const own = profileId(actor.profileId, gaps);
  const email = address(actor.email);
  if (callerType === 'KEY' || callerType === 'APPLICATION' || (key !== null && email === null && own === null)) {
    if (key === null && email === null && own === null) return null;
    return { key: null, address: email, id: key ?? own, directory, name: key, kind: 'service' };
  }
  if (own === null && email === null) return null;
  return { key: null, address: email, id: own, directory, name: null, kind: 'member' };
}

/** A person named by address only: the actor, where it is the same address, lends the id. */
export function personAt(email: string | null, actor: Identity | null, directory: string | null): Identity | null {
  if (email === null) return null;
  if (actor !== null && actor.address === email) return actor;
  return { key: null, address: email, id: null, directory, name: null, kind: 'member' };
}

function profileId(value: unknown, gaps: string[]): string | null {
  const found = digits(value);
  if (found === null) return null;
  if (found.rounded) {
    gaps.push('profile-rounded'); // another person's id may round to the same number
    return null;
  }
  if (found.text !== placeholder) return found.text;
  gaps.push('profile-placeholder');
  return null;
}
