/** By which way a sign-in came in, and what was asked of it on the way: what tells a bypass from the front door. */

import type { Course, SignIn } from './identity-event.ts';

export interface Route {
  /** How the session was first handed over to its client; stays on every later refresh of that session. */
  readonly transfer: 'device-code' | 'authentication-transfer' | null;
  /** A protocol that cannot ask for a second factor, in our words (`imap`, `smtp`, `activesync` …); null for a modern client. */
  readonly legacy: string | null;
  /** The most that was demanded, not what was given; null where the vendor does not say. */
  readonly requirement: 'one-factor' | 'two-factors' | null;
  /** Why the second factor was not asked for, where the vendor gives a reason. */
  readonly excuse: Excuse | null;
  /** The organisation's trusted named location that the address belongs to: the first that is named. */
  readonly location: string | null;
  /** Is the session's token bound to its device? null where not logged. */
  readonly bound: boolean | null;
  /** The platform that the user agent claims (`windows`, `ios` …) or the tool that it names (`bav2ropc`, `python-requests`). */
  readonly agent: string | null;
  /** The signed-in tenant is not the person's own: the other tenant's policies decided, and the factor may have been given at home. */
  readonly crossTenant: boolean;
}

export type Excuse = 'location' | 'remembered-device' | 'registered-device' | 'app-password' | 'broker';

/** Nothing is said of the way. */
export const plainRoute: Route = {
  transfer: null,
  legacy: null,
  requirement: null,
  excuse: null,
  location: null,
  bound: null,
  agent: null,
  crossTenant: false,
};

/**
 * Words under which a profile remembers the unusual ways a person came in by, besides how many factors an interactive sign-in showed:
 * `entra:one-factor`, `entra:two-factors`, `imap`, `ropc`, `device-code`, `app-password`, `would-fail` … `guest`: the person is one.
 */
export function routeKeys(row: Course, guest: boolean): readonly string[] {
  const { legacy, transfer, excuse } = row.route;
  const by = factorsOf(row, guest);
  if (
    by === null &&
    legacy === null &&
    transfer === null &&
    excuse === null &&
    row.protocol === null &&
    row.reportOnly.length === 0
  )
    return none; // nearly every row: a refresh, or a claim of an earlier session
  const keys: string[] = [];
  if (legacy !== null) keys.push(legacy);
  if (isRopc(row)) keys.push('ropc');
  if (transfer !== null) keys.push(transfer);
  if (excuse !== null && excuse !== 'broker') keys.push(excuse);
  if (row.reportOnly.some(({ result }) => result === 'reportOnlyFailure')) keys.push('would-fail');
  if (by !== null) keys.push(by);
  return keys;
}

const none: readonly string[] = [];

/** The password was sent to the token endpoint by a program (resource owner password credentials). */
export function isRopc(row: Pick<SignIn, 'protocol'>): boolean {
  return row.protocol?.toLowerCase() === 'ropc';
}

function factorsOf(row: Course, guest: boolean): string | null {
  if (!guest && wentByPassword(row)) return `${row.provider}:one-factor`;
  if (!row.interactive || row.outcome !== 'success') return null;
  // A claim of an earlier session is two factors too: many people pass a prompt once a month and use the claim each day.
  return row.secondFactor === 'passed' || row.secondFactor === 'satisfied-earlier' ? `${row.provider}:two-factors` : null;
}

/**
 * A password typed now and nothing else asked for, by hand, through a modern client, in the person's own tenant. A claim of an
 * earlier session, a key or a certificate, a factor given elsewhere and an excused factor are none of it.
 */
export function isOneFactor(row: SignIn): boolean {
  return wentByPassword(row) && row.actor?.kind !== 'guest';
}

function wentByPassword(row: Course): boolean {
  const { route } = row;
  return (
    row.interactive &&
    row.outcome === 'success' &&
    row.password === 'yes' &&
    row.secondFactor === 'not-asked' &&
    row.methods.includes('password') &&
    route.legacy === null &&
    route.transfer === null &&
    route.excuse === null &&
    route.location === null &&
    route.requirement !== 'two-factors' &&
    !route.crossTenant &&
    !isRopc(row)
  );
}
