/**
 * Names of the tenant's facts (SEMANTICS.md 6.3), which a detector asks as `past.fact(factKey('privileged', key))`. Who logs them:
 * the configuration's roster, and snapshots. A fact that nobody told is null.
 */

import type { Provider, Snapshot } from './identity-event.ts';

export const factNames = {
  privileged: 'of a person: `yes` where it holds rights whose loss hurts',
  'break-glass': 'of a person: `yes` for an emergency account',
  service: 'of a person: `yes` for a scanner or a script that signs in as one',
  'help-desk': 'of a person: `yes` where it resets and registers for others by profession',
  factors: 'of a person: methods registered as second factors, parted by commas in the order of the alphabet, or `none`',
  disabled: 'of a person: `yes` while the account may not sign in',
  registrar: 'of an application (name in lower case, or id): `yes` where it registers factors and devices for people',
  'roll-out': 'of the tenant: `yes` on planned days on which many people register',
  policy: 'of a policy (its id): `on`, `report-only` or `off`, and its grant controls behind a colon: `on:block`, `on:mfa`',
  'trusted-network': "of a range (rangeText): the name of the tenant's trusted location; of `any`: `yes` once there was one",
} as const;
export type FactName = keyof typeof factNames;

/** `about`: the subject key, name, id or range; null for a fact of the tenant as a whole. */
export function factKey(name: FactName, about: string | null): string {
  return about === null ? name : `${name}:${about}`;
}

/**
 * Its value is an ISO 8601 time: rows of the provider before it only teach what is normal (a back-fill of the past). Unlike other facts
 * it holds from its place in the log for rows of any time; the latest one told counts.
 */
export function learnUntilKey(provider: Provider): string {
  return `${learnUntil}${provider}`;
}

const learnUntil = 'learn-until/';

/** Does a fact of this name hold for rows of any time? */
export function isOfAnyTime(name: string): boolean {
  return name.startsWith(learnUntil);
}

/** What a snapshot says, once its target's key is decided; a person without a key has no facts. */
export function factsOf(snapshot: Snapshot): readonly { readonly name: string; readonly value: string | null }[] {
  return snapshot.states.flatMap(({ fact, about, value }) => {
    const of = about ?? snapshot.target?.key ?? null;
    return of === null ? [] : [{ name: factKey(fact, of), value }];
  });
}
