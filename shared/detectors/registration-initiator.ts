/** Who made a change to a person's factors or devices, and what that alone says. */

import { type Change, label, type Past } from '@gatewatch/domain';
import type { Reason } from './reason.ts';

export type Initiator =
  /** The person, or a service of the vendor's that writes down what the person did. */
  | 'self'
  | 'help-desk'
  | 'another-person'
  | 'unknown-application'
  /** The row stands in the timeline of the one who did it to somebody else. */
  | 'to-another';

export function initiatorOf(row: Change, past: Past): Initiator {
  const target = row.target?.key ?? row.actor?.key;
  if (target !== past.subject) return 'to-another';
  const actor = row.actor;
  if (actor === null || actor.key === past.subject) return 'self';
  if (actor.kind === 'service') {
    const names = [actor.id, actor.name].filter((name) => name !== null);
    if (names.some((name) => past.fact(`registrar:${name.toLowerCase()}`) === 'yes')) return 'help-desk';
    return actor.name === null || vendorServices.test(actor.name) ? 'self' : 'unknown-application';
  }
  return past.fact(`help-desk:${actor.key}`) === 'yes' ? 'help-desk' : 'another-person';
}

/**
 * Microsoft's own writers of registrations, by display name: their service principal ids differ from tenant to tenant
 * (learn.microsoft.com reference-audit-activities, public audit samples).
 */
const vendorServices =
  /^(device registration service|azure mfa strongauthenticationservice|azure credential configuration endpoint service|microsoft (azure ad internal|authentication|device management|intune|entra|approval management|password reset service)\b.*|windows azure (active directory|service management api)|azure (ests service|ad identity protection|multi-factor auth.*)|my ?signins|authentication methods|core directory|self-service password (management|reset))$/i;

export function initiatorReasons(initiator: Initiator, row: Change, past: Past): readonly Reason[] {
  const reason = (points: number, words: string): readonly Reason[] => [{ points, words, rows: [] }];
  const is = (fact: string) => past.fact(`${fact}:${past.subject}`) === 'yes';
  if (initiator === 'to-another') return [];
  if (is('service') || is('break-glass'))
    return reason(2, 'the account is no ordinary person: nobody is expected to register on it');
  const who = label(row.actor?.name ?? row.actor?.address ?? row.actor?.id ?? 'somebody', 60);
  // Devices are registered by management services of every maker; factors are not.
  if (initiator === 'unknown-application' && row.kind === 'factor-change')
    return reason(2, `by an application not known to register anything, '${who}'`);
  if (initiator === 'another-person' && is('privileged')) return reason(3, `by another person, '${who}', for a privileged one`);
  if (initiator === 'help-desk' && is('privileged')) return reason(1, `by the help desk, '${who}', for a privileged person`);
  return [];
}
