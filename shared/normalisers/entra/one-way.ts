/** Secrets in the log (session and token ids, names that may be passwords) as one-way hashes. */

import { createHmac, hash } from 'node:crypto';

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

/** A typed name that resolves to no account: it may be a password, so it is keyed, and differs between tenants. */
export function nameHash(key: string, tenant: string, name: string): string {
  return createHmac('sha256', key).update(`${tenant}\0${name}`).digest('hex').slice(0, digits);
}
