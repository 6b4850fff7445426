/** Secrets in the log (session ids, names that may be passwords) as one-way hashes. */

import { createHmac, hash } from 'node:crypto';
import { recent, type TypedNames } from '@gatewatch/domain';

const digits = 16;

const sessions = recent<string>(8192);

/** SHA-256, cut to 64 bits: session ids are random and long, so they need no key. All sign-ins of a session carry its id. */
export function sessionHash(session: string): string {
  let hashed = sessions.get(session);
  if (hashed === undefined) {
    hashed = hash('sha256', session).slice(0, digits);
    sessions.set(session, hashed);
  }
  return hashed;
}

/**
 * A typed name that resolves to no account: it may be a password. As `unknown:` and a keyed hash that differs between tenants, as it is
 * where the operator keeps such names, or not at all where there is no rule.
 */
export function typedName(name: string, tenant: string, rule: TypedNames | undefined): string | null {
  if (rule === undefined) return null;
  if (rule.keep) return `unknown:${name}`;
  return `unknown:${createHmac('sha256', rule.key).update(`${tenant}\0${name.toLowerCase()}`).digest('hex').slice(0, digits)}`;
}
