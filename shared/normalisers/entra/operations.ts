/**
 * What each operation of the Entra audit log means to us. Names as in learn.microsoft.com reference-audit-activities, lower case,
 * dashes folded, one blank between words. What is not here is `other`: kept and counted. Only begun things (a wizard opened, a
 * reset started) change nothing and are `other` too.
 */

import type { Change } from '@gatewatch/domain';

export interface Operation {
  readonly kind: Change['kind'];
  readonly action: Change['action'];
  /** The factor that the operation itself names; null where the record says it, or where no factor is touched. */
  readonly factor: string | null;
}

type Group = readonly [
  kind: Change['kind'],
  action: Change['action'],
  names: readonly (string | readonly [name: string, factor: string])[],
];

const groups: readonly Group[] = [
  // Authentication Methods, Azure MFA, Core Directory: factors
  [
    'factor-change',
    'added',
    [
      'user registered security info',
      'user registered all required security info',
      'admin registered security info',
      ['create temporary access pass method for user', 'temporary access pass'],
      ['enable strong authentication', 'strong authentication'],
      ['add users strong authentication phone app detail', 'authenticator app'],
      ['add fido2 security key', 'fido2 security key'],
      ['add windows hello for business credential', 'windows hello for business'],
      ['add passwordless phone sign-in credential', 'passwordless phone sign-in'],
      ['add platform credential', 'platform credential'],
    ],
  ],
  [
    'factor-change',
    'changed',
    [
      'user updated security info',
      'user changed default security info',
      'admin updated security info',
      ['change user password', 'password'],
      ['change password (self-service)', 'password'],
    ],
  ],
  [
    'factor-change',
    'removed',
    [
      'user deleted security info',
      'admin deleted security info',
      ['delete temporary access pass method for user', 'temporary access pass'],
      ['disable strong authentication', 'strong authentication'],
      ['remove users strong authentication phone app detail', 'authenticator app'],
      ['delete fido2 security key', 'fido2 security key'],
      ['delete fido2 security keys', 'fido2 security key'],
      ['delete fido2 security key(s)', 'fido2 security key'],
      ['delete windows hello for business credential', 'windows hello for business'],
      ['delete passwordless phone sign-in credential', 'passwordless phone sign-in'],
      ['delete platform credential', 'platform credential'],
    ],
  ],
  [
    'factor-change',
    'reset',
    [
      ['reset password (by admin)', 'password'],
      ['reset user password', 'password'],
      ['reset password (self-service)', 'password'],
    ],
  ],
  [
    'risk-signal',
    'reported',
    [
      'fraud reported - no action taken',
      'fraud reported - user is blocked for mfa',
      'suspicious activity reported',
      'confirmaccountcompromised',
      'confirmcompromised',
    ],
  ],
  ['risk-signal', 'reset', ['confirmsafe', 'dismissuser']],
  ['session-end', 'reset', ['update stsrefreshtokenvalidfrom timestamp']],
  // Device Registration, Core Directory: devices
  [
    'device-registration',
    'added',
    ['register device', 'add device', 'add registered owner to device', 'add registered users to device'],
  ],
  ['device-registration', 'changed', ['update device', 'device no longer compliant', 'device no longer managed']],
  ['device-registration', 'removed', ['unregister device', 'delete device']],
  // Accounts of people and of applications
  ['account-change', 'added', ['add user', 'invite external user', 'add service principal']],
  [
    'account-change',
    'changed',
    [
      'update user',
      'set force change user password',
      'disable account',
      'enable account',
      'redeem external user invite',
      'add service principal credentials',
      'update application - certificates and secrets management',
      'add owner to application',
      'add owner to service principal',
    ],
  ],
  ['account-change', 'removed', ['delete user']],
  // Privilege
  [
    'role-change',
    'added',
    [
      'add member to role',
      'add eligible member to role',
      'add scoped member to role',
      'add member to role completed (pim activation)',
      'add member to role in pim completed (permanent)',
      'add member to role in pim completed (timebound)',
      'add eligible member to role in pim completed (permanent)',
      'add eligible member to role in pim completed (timebound)',
      'add member to role outside of pim (permanent)',
      'user has elevated their access to user access administrator for their azure resources',
    ],
  ],
  [
    'role-change',
    'removed',
    [
      'remove member from role',
      'remove eligible member from role',
      'remove scoped member from role',
      'remove member from role in pim completed (permanent)',
      'remove member from role in pim completed (timebound)',
      'remove eligible member from role in pim completed (permanent)',
      'remove eligible member from role in pim completed (timebound)',
    ],
  ],
  [
    'consent',
    'added',
    ['consent to application', 'add delegated permission grant', 'add app role assignment to service principal'],
  ],
  // Policy and trust
  [
    'policy-change',
    'added',
    [
      'add conditional access policy',
      'add named location',
      'add policy',
      'add unverified domain',
      'add verified domain',
      'authentication strength combination configuration create',
      'authentication strength policy create',
      'add a partner to cross-tenant access setting',
    ],
  ],
  [
    'policy-change',
    'changed',
    [
      'update conditional access policy',
      'update named location',
      'update policy',
      'update security defaults',
      'update continuous access evaluation',
      'update authorization policy',
      'update identityprotectionpolicy',
      'set password policy',
      'set device registration policies',
      'set domain authentication',
      'set federation settings on domain',
      'verify domain',
      'authentication methods policy update',
      'authentication strength combination configuration update',
      'authentication strength policy update',
      'update a partner cross-tenant access setting',
      'update the default cross-tenant access setting',
    ],
  ],
  [
    'policy-change',
    'removed',
    [
      'delete conditional access policy',
      'delete named location',
      'delete policy',
      'authentication strength combination configuration delete',
      'authentication strength policy delete',
      'delete partner specific cross-tenant access setting',
    ],
  ],
  ['policy-change', 'reset', ['authentication methods policy reset', 'reset the cross-tenant access default setting']],
];

export const operations: ReadonlyMap<string, Operation> = new Map(
  groups.flatMap(([kind, action, names]) =>
    names.map((entry): readonly [string, Operation] =>
      typeof entry === 'string' ? [entry, { kind, action, factor: null }] : [entry[0], { kind, action, factor: entry[1] }],
    ),
  ),
);

const otherOperation: Operation = { kind: 'other', action: 'other', factor: null };
const crossTenant: Operation = { kind: 'policy-change', action: 'changed', factor: null };

export function readOperation(name: string): Operation {
  const key = operationKey(name);
  const known = operations.get(key);
  if (known !== undefined) return known;
  return key.includes('cross-tenant access') ? crossTenant : otherOperation; // a family with many spellings
}

/** Lower case, trimmed, hyphens and dashes of Unicode as `-`, white space as one blank. */
export function operationKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
