/** Secrets in the log (session and token ids, names that may be passwords) as one-way hashes. */

import { createHmac, hash } from 'node:crypto';
import type { TypedNames } from '@gatewatch/domain';

const digits = 16;

/** A token id: SHA-256, cut to 64 bits. Token ids are random and long, so they need no key. */
export function tokenHash(token: string): string {
  return hash('sha256', token).slice(0, digits);
}

const generation = 4096;
let young = new Map<string, string>();
let old = new Map<string, string>();

/** As `tokenHash`, remembering at least the last 4096 and at most 8192: all sign-ins of a session carry its id. */
export function sessionHash(session: string): string {
  const known = young.get(session) ?? old.get(session);
  if (known !== undefined) return known;
  const hashed = tokenHash(session);
  if (young.size === generation) {
    old = young;
    young = new Map();
  }
  young.set(session, hashed);
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
