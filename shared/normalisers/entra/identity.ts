/** Who a record is about. The subject key is decided later, at ingest. */

import { type FailureClass, type Identity, recent, type TypedNames } from '@gatewatch/domain';
import { type Fields, id, isGuid, text } from './fields.ts';
import { typedName } from './one-way.ts';

export interface Names {
  readonly tenant: string;
  /** Absent: a name that resolves to no account is not kept at all. */
  readonly rule: TypedNames | undefined;
}

/** The user of a sign-in or risk record; null where nobody is named. */
export function user(
  fields: Fields,
  directory: string | null,
  failure: FailureClass | null,
  names: Names,
  gaps: string[],
): Identity | null {
  const { userId: written, userPrincipalName, userDisplayName, userType } = fields;
  const met = failure === 'unknown-user' ? null : metBefore(fields, directory);
  if (met !== null) return met;
  const userId = id(written);
  const typed = text(fields.userPrincipalName)?.trim().toLowerCase() ?? '';
  if (failure === 'unknown-user' || (userId === null && failure !== null && !mayBeAddress(typed))) {
    return unknownAccount(typed, directory, names, gaps);
  }
  const name = text(fields.userDisplayName);
  let address: string | null = typed === '' ? null : typed;
  if (address !== null && isGuid(address)) {
    address = null;
    gaps.push('name-is-guid');
  }
  if (userId === null && address === null && name === null) return null;
  const identity: Identity = { key: null, address, id: userId, directory, name, kind: userKind(userType, address) };
  // An id with a plain address says the same whatever the outcome.
  if (
    typeof written === 'string' &&
    userId !== null &&
    address !== null &&
    isBrief(userPrincipalName) &&
    isBrief(userDisplayName) &&
    isBrief(userType)
  ) {
    people.set(written, { userPrincipalName, userDisplayName, userType, identity });
  }
  return identity;
}

/** The user of a record of somebody who was met before in the same spelling: an id with a plain address, so nothing is to be remarked. */
function metBefore(fields: Fields, directory: string | null): Identity | null {
  const { userId, userPrincipalName, userDisplayName, userType } = fields;
  const known = typeof userId === 'string' ? people.get(userId) : undefined;
  return known !== undefined &&
    known.userPrincipalName === userPrincipalName &&
    known.userDisplayName === userDisplayName &&
    known.userType === userType &&
    known.identity.directory === directory
    ? known.identity
    : null;
}

/** A person as the records spell them, and what was read of it: most records are of somebody met before. */
interface Known {
  readonly userPrincipalName: unknown;
  readonly userDisplayName: unknown;
  readonly userType: unknown;
  readonly identity: Identity;
}
const people = recent<Known>(16_384, { longest: 64 });

function isBrief(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.length <= 256);
}

/**
 * What was typed belongs to no account, or is no address at all: it may be a password typed into the wrong field, so it is kept as
 * the operator's rule says, and the display name (which repeats it) never.
 */
function unknownAccount(typed: string, directory: string | null, names: Names, gaps: string[]): Identity | null {
  gaps.push('unknown-account');
  if (typed === '') return null;
  const name = typedName(typed, names.tenant, names.rule);
  return name === null ? null : { key: null, address: null, id: null, directory, name, kind: 'unknown' };
}

/** RiskyUsers: the record's own id is the user's. */
export function riskyUser(fields: Fields, directory: string | null, gaps: string[]): Identity | null {
  const named = {
    id: fields.userId ?? fields.id,
    displayName: fields.userDisplayName,
    userPrincipalName: fields.userPrincipalName,
  };
  return auditUser(named, directory, gaps);
}

function mayBeAddress(typed: string): boolean {
  return typed === '' || typed.indexOf('@') > 0 || isGuid(typed);
}

function userKind(type: unknown, address: string | null): Identity['kind'] {
  if (type === 'Member' || type === 'member') return 'member';
  if (type === 'Guest' || type === 'guest') return 'guest';
  const folded = text(type)?.toLowerCase();
  if (folded === 'member' || folded === 'guest') return folded;
  return address?.includes('#ext#') === true ? 'guest' : 'unknown';
}

/** A workload: service principal or managed identity. */
export function service(fields: Fields, directory: string | null): Identity | null {
  const own = id(fields.servicePrincipalId) ?? id(fields.appId);
  const name = text(fields.servicePrincipalName) ?? text(fields.displayName) ?? text(fields.appDisplayName);
  if (own === null && name === null) return null;
  return { key: null, address: null, id: own, directory, name, kind: 'service' };
}

/** A user as audit records name them (`initiatedBy.user`, a target resource of type User). */
export function auditUser(fields: Fields, directory: string | null, gaps: string[]): Identity | null {
  const own = id(fields.id);
  const name = text(fields.displayName);
  let address = text(fields.userPrincipalName)?.trim().toLowerCase() ?? null;
  if (address !== null && isGuid(address)) {
    address = null;
    if (!gaps.includes('name-is-guid')) gaps.push('name-is-guid');
  }
  if (address !== null && own !== null) address = withoutDeletionMark(address, own);
  if (own === null && address === null && name === null) return null;
  return { key: null, address, id: own, directory, name, kind: userKind(fields.userType, address) };
}

/** A deleted user's name is prefixed with the object id, without dashes. */
function withoutDeletionMark(address: string, own: string): string {
  const mark = own.replaceAll('-', '');
  return mark.length === 32 && address.length > 32 && address.startsWith(mark) ? address.slice(32) : address;
}
