/**
 * A sign-in as Entra prints it into an Event Hub (SignInLogs and NonInteractiveUserSignInLogs): about 3 KB, every field of the
 * current schema, seven fraction digits. `copy` 1 is the first, poorer rendering of a record that is published again.
 */

import { guid, opaque, word } from './ids.ts';
import { policiesOf } from './policies.ts';
import type { EntraSignIn } from './record.ts';
import { stamp } from './stamp.ts';

const failures: Readonly<Record<number, string>> = {
  0: 'Other.',
  50053: 'The account is locked, you\\u0027ve tried to sign in too many times with an incorrect user ID or password.',
  50074: 'Strong Authentication is required.',
  50076:
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
  50126: 'Error validating credentials due to invalid username or password.',
  50140: 'This error occurred due to \\u0027Keep me signed in\\u0027 interrupt when the user was signing-in.',
  50173:
    'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
  53000:
    'Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant.',
  53003: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  70043: 'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
  500121: 'Authentication failed during strong authentication request.',
};

export function entraSignInText(seed: number, row: EntraSignIn, processed: number, poor: boolean): string {
  const { person, spot, app, device, manner } = row;
  const ticks = word(seed, row.serial, 3) % 10000;
  const created = stamp(row.time, ticks);
  const id = guid(seed, row.serial, 0, true);
  const correlation = guid(seed, row.correlation, 1);
  const original = row.first === row.serial ? id : guid(seed, row.first, 0, true);
  const failed = row.code !== 0;
  const additional = additionalOf(row, poor && (row.code === 0 || (word(seed, row.serial, 8) & 1) === 0));
  const text = failures[row.code] ?? 'Other.';
  const weak = manner.alone === true || manner.protocol === 'ropc';
  const passed = row.interactive && row.code === 0 && !weak;
  const mfaDemanded = passed || row.factor !== null || row.code === 50074 || row.code === 50076;
  const userAgent = manner.agent ?? (row.interactive ? device.userAgent : '');
  const risk = poor ? 'none' : row.risk;
  const country = spot.block.city.country;
  const tenant = person.tenantId;
  return `{"time":"${stamp(processed, word(seed, row.serial, 4) % 10000)}Z","resourceId":"/tenants/${tenant}/providers/Microsoft.aadiam","operationName":"Sign-in activity","operationVersion":"1.0","category":"${
    row.interactive ? 'SignInLogs' : 'NonInteractiveUserSignInLogs'
  }","tenantId":"${tenant}","resultType":"${row.code}","resultSignature":"${failed ? 'FAILURE' : 'SUCCESS'}",${
    failed ? `"resultDescription":"${text}",` : ''
  }"durationMs":0,"callerIpAddress":"${spot.ip}","correlationId":"${correlation}",${person.entraHead},"Level":4,"location":"${country}","properties":{"id":"${id}","createdDateTime":"${created}+00:00",${person.entraBody},"appId":"${app.id}","appDisplayName":"${app.name}","ipAddress":"${spot.ip}","status":{"errorCode":${row.code}${
    failed ? `,"failureReason":"${text}"` : ''
  }${additional === '' ? '' : `,"additionalDetails":"${additional}"`}},"clientAppUsed":"${row.client}","userAgent":"${userAgent}","deviceDetail":${row.interactive ? device.browserDetail : device.richDetail},"location":${spot.location},"mfaDetail":${mfaDetailOf(row, poor)},"correlationId":"${correlation}","conditionalAccessStatus":"${
    row.code === 53000 || row.code === 53003 || row.code === 500121
      ? 'failure'
      : !weak && (mfaDemanded || row.interactive)
        ? 'success'
        : 'notApplied'
  }","appliedConditionalAccessPolicies":${policiesOf(row)},"authenticationContextClassReferences":[],"originalRequestId":"${original}","isInteractive":${
    row.interactive
  },"tokenIssuerName":"","tokenIssuerType":"AzureAD","authenticationProcessingDetails":[${
    row.interactive ? '{"key":"Login Hint Present","value":"True"},' : ''
  }{"key":"Legacy TLS (TLS 1.0, 1.1, 3DES)","value":"False"},{"key":"Oauth Scope Info","value":"${
    app.scope === '' ? '' : `[\\"${app.scope}\\"]`
  }"},{"key":"Is CAE Token","value":"${row.interactive ? 'False' : 'True'}"}],"networkLocationDetails":${
    spot.named === null ? '[]' : `[{"networkType":"trustedNamedLocation","networkNames":["${spot.named}"]}]`
  },"clientCredentialType":"none","processingTimeInMilliseconds":${40 + (word(seed, row.serial, 5) % 900)},"riskDetail":"none","riskLevelAggregated":"${risk}","riskLevelDuringSignIn":"${risk}","riskState":"${
    risk === 'none' ? 'none' : 'atRisk'
  }","riskEventTypes":${risk === 'none' ? '[]' : '["unfamiliarFeatures"]'},"riskEventTypes_v2":${
    risk === 'none' ? '[]' : '["unfamiliarFeatures"]'
  },"resourceDisplayName":"${app.resourceName}","resourceId":"${app.resourceId}","resourceTenantId":"${tenant}","homeTenantId":"${manner.homeTenant ?? tenant}","tenantId":"${tenant}","authenticationDetails":${detailsOf(row, `${created}+00:00`, poor)},"authenticationRequirementPolicies":${
    mfaDemanded ? '[{"requirementProvider":"multiConditionalAccess","detail":"Conditional Access"}]' : '[]'
  },"sessionLifetimePolicies":[],"authenticationRequirement":"${mfaDemanded ? 'multiFactorAuthentication' : 'singleFactorAuthentication'}","alternateSignInName":"","signInIdentifier":"${
    row.interactive ? person.address : ''
  }","servicePrincipalId":"","userType":"${manner.homeTenant === undefined ? 'Member' : 'Guest'}","flaggedForReview":false,"isTenantRestricted":false,"autonomousSystemNumber":${
    spot.block.asn
  },"crossTenantAccessType":"${
    manner.homeTenant === undefined ? 'none' : 'b2bCollaboration'
  }","privateLinkDetails":{},"ssoExtensionVersion":"","uniqueTokenIdentifier":"${opaque(seed, row.serial, 6, 22)}","sessionId":"${guid(seed, row.session, 7)}","authenticationStrengths":[],"incomingTokenType":"${
    row.interactive ? 'none' : device.phone ? 'refreshToken' : 'primaryRefreshToken'
  }","authenticationProtocol":"${manner.protocol ?? 'none'}","appServicePrincipalId":null,"rngcStatus":0,"originalTransferMethod":"${manner.transfer ?? 'none'}","isThroughGlobalSecureAccess":false,"globalSecureAccessIpAddress":""}}`;
}

/** The poorer copy lacks the second factor's outcome wherever it is told. */
function additionalOf(row: EntraSignIn, poor: boolean): string {
  if (row.code === 50074 || row.code === 50076) return 'MFA required in Azure AD';
  if (row.manner.skipped !== undefined) return `MFA requirement skipped due to ${row.manner.skipped}`;
  if (row.factor !== null) return poor ? '' : row.factor.text;
  if (row.code === 0 && !row.typed && row.interactive) return 'MFA requirement satisfied by claim in the token';
  return '';
}

function mfaDetailOf(row: EntraSignIn, poor: boolean): string {
  if (row.factor === null || poor) return '{}';
  return `{"authMethod":"${row.factor.method}"}`;
}

function detailsOf(row: EntraSignIn, at: string, poor: boolean): string {
  if (!row.interactive) return '[]';
  const password = row.typed
    ? `{"authenticationStepDateTime":"${at}","authenticationMethod":"Password","authenticationMethodDetail":"Password Hash Sync","succeeded":${
        row.code !== 50126
      },"authenticationStepResultDetail":"${
        row.code === 50126 ? 'Invalid username or password or Invalid on-premise username or password.' : 'Correct password'
      }","authenticationStepRequirement":"Primary authentication","StatusSequence":0,"RequestSequence":1}`
    : `{"authenticationStepDateTime":"${at}","authenticationMethod":"Previously satisfied","succeeded":true,"authenticationStepResultDetail":"First factor requirement satisfied by claim in the token","authenticationStepRequirement":"Primary authentication","StatusSequence":0,"RequestSequence":0}`;
  if (row.factor === null || poor) return `[${password}]`;
  return `[${password},{"authenticationStepDateTime":"${at}","authenticationMethod":"${row.factor.method}","succeeded":${row.factor.succeeded},"authenticationStepResultDetail":"${row.factor.text}","authenticationStepRequirement":"Multifactor authentication","StatusSequence":0,"RequestSequence":2}]`;
}
