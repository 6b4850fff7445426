/** By which way an Entra sign-in came in, and what was asked of it on the way. */

import type { Excuse, PolicyOutcome, Route } from '@gatewatch/domain';
import { type Fields, isFields, list, meaningful, object, text } from './fields.ts';
import { legacyProtocol } from './legacy-clients.ts';
import { agentOf } from './user-agent.ts';

/** `unasked`: the sign-in succeeded and no second factor was asked for, so that a reason may be given. `policies`: those that acted. */
export function route(fields: Fields, unasked: boolean, policies: readonly PolicyOutcome[]): Route {
  const agent = agentOf(fields.userAgent);
  return {
    transfer: transferOf(fields),
    legacy: legacyProtocol(fields.clientAppUsed, agent),
    requirement: requirementOf(fields.authenticationRequirement, policies),
    excuse: unasked ? excuseOf(fields) : null,
    location: trustedLocation(fields.networkLocationDetails),
    bound: boundOf(fields),
    agent,
    crossTenant: isCrossTenant(fields),
  };
}

/**
 * `originalTransferMethod` stays on the later refreshes of a session; some tenants log it as "none" on the first row, where the
 * protocol still says it (elastic/integrations#12833).
 */
function transferOf(fields: Fields): Route['transfer'] {
  for (const value of [fields.originalTransferMethod, fields.authenticationProtocol]) {
    const word = meaningful(value)?.toLowerCase();
    if (word === undefined) continue;
    if (word.startsWith('devicecode')) return 'device-code';
    if (word === 'authenticationtransfer') return 'authentication-transfer';
  }
  return null;
}

/** A policy that demands a factor and succeeded was given one, or what it takes for one, whatever the requirement says. */
function requirementOf(value: unknown, policies: readonly PolicyOutcome[]): Route['requirement'] {
  if (value === 'multiFactorAuthentication') return 'two-factors';
  if (policies.some(({ result, controls }) => result === 'success' && controls.includes('mfa'))) return 'two-factors';
  return value === 'singleFactorAuthentication' ? 'one-factor' : null;
}

/** learn.microsoft.com howto-mfa-reporting: "MFA requirement skipped due to …". */
const excuses: readonly (readonly [words: string, excuse: Excuse])[] = [
  ['app password', 'app-password'],
  ['remembered device', 'remembered-device'],
  ['registered device', 'registered-device'],
  ['location', 'location'],
  ['broker', 'broker'],
];

function excuseOf(fields: Fields): Excuse | null {
  const found = excuseIn(object(fields.status)?.additionalDetails) ?? excuseIn(object(fields.mfaDetail)?.authDetail);
  if (found !== null) return found;
  for (const step of list(fields.authenticationDetails)) {
    const inStep = isFields(step) ? excuseIn(step.authenticationStepResultDetail) : null;
    if (inStep !== null) return inStep;
  }
  return null;
}

function excuseIn(value: unknown): Excuse | null {
  const words = text(value)?.toLowerCase();
  if (words === undefined || !(words.includes('skipped') || words.includes('not required'))) return null;
  return excuses.find(([part]) => words.includes(part))?.[1] ?? null;
}

/** `[{networkType: 'trustedNamedLocation', networkNames: ['Head office']}]`, in lower case too; a `namedNetwork` is not trusted. */
function trustedLocation(value: unknown): string | null {
  for (const network of list(value)) {
    if (!isFields(network) || text(network.networkType)?.toLowerCase() !== 'trustednamedlocation') continue;
    const [name] = list(network.networkNames);
    return text(name)?.slice(0, 64).toWellFormed() ?? 'unnamed';
  }
  return null;
}

function boundOf(fields: Fields): boolean | null {
  const status =
    meaningful(object(fields.tokenProtectionStatusDetails)?.signInSessionStatus) ??
    meaningful(fields.signInTokenProtectionStatus);
  const word = status?.toLowerCase();
  return word === 'bound' ? true : word === 'unbound' ? false : null;
}

function isCrossTenant(fields: Fields): boolean {
  if (meaningful(fields.crossTenantAccessType) !== null) return true;
  const home = text(fields.homeTenantId);
  const resource = text(fields.resourceTenantId);
  return home !== null && resource !== null && home.toLowerCase() !== resource.toLowerCase();
}
