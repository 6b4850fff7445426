/** A Google event that is no sign-in: who was touched, what, and what it was before and after. */

import type { Change, EventBase, Identity } from '@gatewatch/domain';
import type { ChangeRule } from './account-events.ts';
import { address } from './fields.ts';
import type { Parameters } from './parameters.ts';
import { personAt } from './people.ts';

/** `rule` null: a name that is kept and counted, and read no further. */
export function changeEvent(
  base: EventBase,
  operation: string,
  rule: ChangeRule | null,
  parameters: Parameters,
  qualifier: string,
  directory: string | null,
): Change {
  return {
    ...base,
    kind: rule?.kind ?? 'other',
    target: targetOf(base, rule, parameters, directory),
    operation,
    result: rule === null ? 'unknown' : (rule.result ?? 'success'),
    action: rule?.action ?? 'other',
    subjectOf: rule === null ? null : (rule.subjectOf ?? parameters.first(named)),
    before: parameters.first(befores),
    after: parameters.first(afters),
    correlationId: qualifier,
    session: null,
  };
}

/** Warnings name the victim, administrators the user; what a person does to the own account has that person as target. */
function targetOf(base: EventBase, rule: ChangeRule | null, parameters: Parameters, directory: string | null): Identity | null {
  const named = address(parameters.text('affected_email_address')) ?? address(parameters.text('USER_EMAIL'));
  if (named !== null) return personAt(named, base.actor, directory);
  return rule !== null && base.category !== 'admin' ? base.actor : null;
}

/** Parameters that name what was touched, more telling ones first. */
const named = [
  'ROLE_NAME',
  'SETTING_NAME',
  'OAUTH2_APP_NAME',
  'OAUTH2_APP_ID',
  'OAUTH2_SERVICE_NAME',
  'API_CLIENT_NAME',
  'APP_ID',
  'REAUTH_APPLICATION',
  'APPLICATION_NAME',
  'sensitive_action_name',
];
const befores = ['OLD_VALUE', 'REAUTH_SETTING_OLD', 'CAA_ASSIGNMENTS_OLD'];
const afters = [
  'NEW_VALUE',
  'REAUTH_SETTING_NEW',
  'CAA_ASSIGNMENTS_NEW',
  'ALLOWED_TWO_STEP_VERIFICATION_METHOD',
  'API_SCOPES',
  'SECONDARY_DOMAIN_NAME',
  'DOMAIN_ALIAS',
  'email_forwarding_destination_address',
];
