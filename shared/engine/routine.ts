/**
 * Routine token refreshes with the same signature are thinned to one a clock hour: the least by (time, id) stays, so the rule
 * does not depend on arrival. Who watches refreshes one by one finds nothing in them that the first of the hour does not say.
 */

import { deviceKey, hourMs, type IdentityEvent, type SignIn, type TokenGrant } from '@gatewatch/domain';

/** What a machine does with a right it was given before. */
const routineGrants: ReadonlySet<TokenGrant['grant']> = new Set(['client-credential', 'managed-identity', 'used']);

export function isRoutine(row: IdentityEvent): boolean {
  if (row.kind === 'token-grant') return row.outcome === 'success' && routineGrants.has(row.grant);
  return row.kind === 'sign-in' && isRoutineSignIn(row);
}

export function isRoutineSignIn({
  interactive,
  outcome,
  provider,
}: Pick<SignIn, 'interactive' | 'outcome' | 'provider'>): boolean {
  return !interactive && outcome === 'success' && provider === 'entra';
}

/** Rows of one slot are one. */
export function routineSlot(row: IdentityEvent): string {
  const hour = Math.floor(row.time / hourMs);
  if (row.kind === 'token-grant')
    return `${hour}|${row.ip}|${row.grant}|${row.credential}|${row.appId ?? row.app}|${row.resource}`;
  if (row.kind !== 'sign-in') return '';
  return `${hour}|${row.ip}|${deviceKey(row)}|${row.client}|${row.appId ?? row.app}|${row.session}|${row.protocol}|${row.route.transfer}`;
}

/** Same slot without building its text: the hot comparison. */
export function sameSlot(a: IdentityEvent, b: IdentityEvent): boolean {
  if (a.kind === 'token-grant' && b.kind === 'token-grant') return routineSlot(a) === routineSlot(b);
  return (
    a.kind === 'sign-in' &&
    b.kind === 'sign-in' &&
    Math.floor(a.time / hourMs) === Math.floor(b.time / hourMs) &&
    a.ip === b.ip &&
    a.session === b.session &&
    a.client === b.client &&
    (a.appId ?? a.app) === (b.appId ?? b.app) &&
    a.protocol === b.protocol &&
    a.route.transfer === b.route.transfer &&
    (a.device === b.device || deviceKey(a) === deviceKey(b))
  );
}
