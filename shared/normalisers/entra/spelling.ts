/**
 * Keys as we spell them. Some exporters write every key in PascalCase or lower case: such a record is copied once under our
 * spelling, so that every later read is a plain property read. A record that is spelt as documented is handed back as it is.
 * PowerShell writes what is nested in PascalCase, too.
 */

import { type Fields, isFields } from './fields.ts';

/** Every key that is read of a record or of its `properties`. */
const names = [
  'aadTenantId activityDateTime activityDisplayName additionalDetails appDisplayName appId appliedConditionalAccessPolicies',
  'authenticationDetails authenticationProtocol authenticationRequirement callerIpAddress category clientAppUsed correlationId',
  'conditionalAccessStatus',
  'crossTenantAccessType networkLocationDetails signInTokenProtectionStatus tokenProtectionStatusDetails userAgent',
  'createdDateTime detectedDateTime deviceDetail homeTenantId id incomingTokenType initiatedBy ipAddress isInteractive',
  'lastUpdatedDateTime mfaDetail operationName originalRequestId originalTransferMethod properties resourceDisplayName resourceId',
  'resourceTenantId result resultDescription resultReason resultType riskEventType riskEventTypes riskEventTypes_v2',
  'riskLastUpdatedDateTime riskLevelAggregated riskLevelDuringSignIn riskState servicePrincipalId servicePrincipalName sessionId',
  'signInEventTypes status targetResources tenantId time timeGenerated type userDisplayName userId',
  'userPrincipalName userType requestId riskDetail riskLevel riskType conditionalAccessPolicies clientCredentialType',
  'servicePrincipalCredentialKeyId servicePrincipalCredentialThumbprint',
  // of rosters and policies
  'accountEnabled authenticationStrength builtInControls cidrAddress conditions countriesAndRegions displayName grantControls',
  'ipRanges isAdmin isTrusted members methodsRegistered modifiedDateTime principal principalId roleDefinition roleDefinitionId',
  'roleTemplateId state',
]
  .join(' ')
  .split(' ');

const known = new Set(names);
const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]));

/** Keys that are not ours in any spelling, met before. Bounded: beyond it the slow path is taken, with the same result. */
const foreign = new Set<string>();
const mostForeign = 2048;
const longestName = 40;

/** Lists of keys that were found to be spelt as documented, by their number: the next record nearly always has one of the very same. */
const plain = new Map<number, (readonly string[])[]>();
const mostKeys = 256;
const mostLists = 8;

export function respell(fields: Fields): Fields {
  const keys = Object.keys(fields);
  const lists = plain.get(keys.length);
  if (lists !== undefined) for (let i = 0; i < lists.length; i++) if (isSame(keys, lists[i])) return fields;
  for (const key of keys) if (!known.has(key) && !foreign.has(key) && isOurs(key)) return copy(fields);
  if (lists === undefined) {
    if (keys.length <= mostKeys) plain.set(keys.length, [keys]);
  } else {
    if (lists.length === mostLists) lists.pop();
    lists.unshift(keys);
  }
  return fields;
}

function isSame(keys: readonly string[], others: readonly string[] | undefined): boolean {
  if (others === undefined) return false;
  for (let i = 0; i < keys.length; i++) if (keys[i] !== others[i]) return false;
  return true;
}

/** Ours, in another spelling than ours. */
export function isMisspelt(key: string): boolean {
  const ours = key.length > longestName ? undefined : byLowerCase.get(key.toLowerCase());
  return ours !== undefined && ours !== key;
}

function isOurs(key: string): boolean {
  if (key.length > longestName) return false;
  if (byLowerCase.has(key.toLowerCase())) return true;
  if (foreign.size < mostForeign) foreign.add(key);
  return false;
}

/** Without a prototype, so that no data key can reach one. The exact spelling wins over any other, else the first. */
function copy(fields: Fields, level = 0): Fields {
  const result: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(fields)) {
    const name = nameOf(key, level);
    const value = nested(fields[key], level);
    if (name !== undefined && !Object.hasOwn(fields, name) && !Object.hasOwn(result, name)) result[name] = value;
    else result[key] = value;
  }
  return result;
}

function nameOf(key: string, level: number): string | undefined {
  if (key.length > longestName) return undefined;
  const ours = byLowerCase.get(key.toLowerCase());
  return ours ?? (level > 0 && /^[A-Z][a-z]/.test(key) ? key.charAt(0).toLowerCase() + key.slice(1) : undefined);
}

/** Vendors nest to 8. */
const deepest = 8;

function nested(value: unknown, level: number): unknown {
  if (level === deepest) return value;
  if (Array.isArray(value)) return value.map((item) => nested(item, level + 1));
  return isFields(value) ? copy(value, level + 1) : value;
}
