/**
 * Routine token refreshes with the same signature are thinned to one a clock hour: the least by (time, id) stays, so the rule
 * does not depend on arrival. Who watches refreshes one by one finds nothing in them that the first of the hour does not say.
 */

import { deviceKey, hourMs, type IdentityEvent } from '@gatewatch/domain';

export function isRoutine(row: IdentityEvent): boolean {
  return row.kind === 'sign-in' && !row.interactive && row.outcome === 'success' && row.provider === 'entra';
}

/** Rows of one slot are one. */
export function routineSlot(row: IdentityEvent): string {
  if (row.kind !== 'sign-in') return '';
  const hour = Math.floor(row.time / hourMs);
  return `${hour}|${row.ip}|${deviceKey(row)}|${row.client}|${row.appId ?? row.app}|${row.session}|${row.protocol}|${row.route.transfer}`;
}

/** Same slot without building its text: the hot comparison. */
export function sameSlot(a: IdentityEvent, b: IdentityEvent): boolean {
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
    deviceKey(a) === deviceKey(b)
  );
}
