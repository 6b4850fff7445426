/**
 * A row of a CSV download of the Entra portal (its English column names) as the record that Graph would give. The list of steps,
 * policies and risks is not in a CSV: they are absent, not empty. A download that is not in English is of unknown shape.
 */

import { type Fields, text } from './fields.ts';
import type { Opened } from './opened.ts';

/** null where the record is no row of such a download. */
export function portalRow(record: Fields): Opened | null {
  const cells = new Map(Object.entries(record).map(([column, cell]) => [columnKey(column), cell]));
  const cell = (column: string): string | null => text(cells.get(column));
  if (cell('activity') !== null) return { category: 'AuditLogs', ...flat(auditFields(cell)) };
  if (cell('request id') === null) return null;
  return { category: categoryOf(cell), ...flat(signInFields(cell)) };
}

type Cell = (column: string) => string | null;

/** "Autonomous system  number", "Application ID ": blanks vary. */
function columnKey(column: string): string {
  return column.slice(0, 80).toLowerCase().replace(/\s+/g, ' ').trim();
}

function flat(fields: Fields): { readonly top: Fields; readonly fields: Fields } {
  return { top: fields, fields };
}

/** Interactive and other sign-ins of people have the same columns; a refresh token tells the others. */
function categoryOf(cell: Cell): string {
  if (cell('managed identity type') !== null && cell('managed identity type')?.toLowerCase() !== 'none')
    return 'ManagedIdentitySignInLogs';
  if (cell('service principal id') !== null) return 'ServicePrincipalSignInLogs';
  const token = cell('incoming token type')?.toLowerCase() ?? '';
  return /^refresh ?token/.test(token) ? 'NonInteractiveUserSignInLogs' : 'SignInLogs';
}

function signInFields(cell: Cell): Fields {
  const status = cell('status')?.toLowerCase();
  const written = cell('sign-in error code');
  // A success has an empty cell, or 0.
  const errorCode = written !== null && /^\d{1,9}$/.test(written) ? Number(written) : status === 'success' ? 0 : undefined;
  return {
    id: cell('request id'),
    createdDateTime: cell('date (utc)'),
    correlationId: cell('correlation id'),
    userId: cell('user id'),
    userDisplayName: cell('user'),
    userPrincipalName: cell('username'),
    userType: cell('user type'),
    crossTenantAccessType: cell('cross tenant access type'),
    incomingTokenType: word(cell('incoming token type')),
    authenticationProtocol: word(cell('authentication protocol')),
    originalTransferMethod: word(cell('original transfer method')),
    clientCredentialType: word(cell('client credential type')),
    signInTokenProtectionStatus: cell('token protection - sign in session'),
    appDisplayName: cell('application'),
    appId: cell('application id'),
    resourceDisplayName: cell('resource'),
    resourceTenantId: cell('resource tenant id'),
    homeTenantId: cell('home tenant id'),
    ipAddress: cell('ip address'),
    clientAppUsed: cell('client app'),
    userAgent: cell('user agent'),
    sessionId: cell('session id'),
    servicePrincipalId: cell('service principal id'),
    servicePrincipalName: cell('service principal name'),
    servicePrincipalCredentialKeyId: cell('credential key id') ?? cell('service principal credential key id'),
    servicePrincipalCredentialThumbprint: cell('credential thumbprint') ?? cell('service principal credential thumbprint'),
    authenticationRequirement: requirement(cell('authentication requirement')),
    status: {
      errorCode,
      failureReason: cell('failure reason'),
      additionalDetails: cell('multifactor authentication result'),
    },
    mfaDetail: {
      authMethod: cell('multifactor authentication auth method'),
      authDetail: cell('multifactor authentication auth detail'),
    },
    deviceDetail: {
      deviceId: cell('device id'),
      operatingSystem: cell('operating system'),
      browser: cell('browser'),
      isCompliant: truth(cell('compliant')),
      isManaged: truth(cell('managed')),
      trustType: cell('join type'),
    },
  };
}

/** "Primary refresh token" is primaryRefreshToken, "Device code" is deviceCode, as Graph writes them. */
function word(cell: string | null): string | null {
  if (cell === null || !cell.includes(' ')) return cell === null ? null : cell.charAt(0).toLowerCase() + cell.slice(1);
  const words = cell.toLowerCase().split(/[ -]+/);
  return words.map((part, i) => (i === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1))).join('');
}

function requirement(cell: string | null): string | null {
  if (cell === null) return null;
  if (/^multi-?factor/i.test(cell)) return 'multiFactorAuthentication';
  return /^single-?factor/i.test(cell) ? 'singleFactorAuthentication' : cell;
}

function truth(cell: string | null): boolean | null {
  const lower = cell?.toLowerCase();
  return lower === 'true' || lower === 'yes' ? true : lower === 'false' || lower === 'no' ? false : null;
}

const mostTargets = 3;
const mostProperties = 5;
const mostDetails = 6;

function auditFields(cell: Cell): Fields {
  const person = cell('actoruserprincipalname');
  const app = cell('actorserviceprincipalid') ?? cell('actorserviceprincipalname');
  const isApp = person === null && (app !== null || cell('actortype')?.toLowerCase() === 'application');
  const named = { id: cell('actorobjectid'), displayName: cell('actordisplayname'), userPrincipalName: person };
  return {
    activityDisplayName: cell('activity'),
    activityDateTime: cell('date (utc)'),
    correlationId: cell('correlationid'),
    loggedByService: cell('service'),
    result: cell('result'),
    resultReason: cell('resultreason'),
    initiatedBy: isApp
      ? {
          app: {
            displayName: cell('actorserviceprincipalname') ?? named.displayName,
            servicePrincipalId: cell('actorserviceprincipalid'),
          },
        }
      : { user: { ...named, ipAddress: cell('ipaddress') } },
    callerIpAddress: cell('ipaddress'),
    targetResources: numbers(mostTargets).flatMap((n) => target(cell, `target${n}`)),
    additionalDetails: numbers(mostDetails).map((n) => ({
      key: cell(`additionaldetail${n}key`),
      value: cell(`additionaldetail${n}value`),
    })),
  };
}

function target(cell: Cell, prefix: string): readonly Fields[] {
  const type = cell(`${prefix}type`);
  const objectId = cell(`${prefix}objectid`);
  const displayName = cell(`${prefix}displayname`);
  if (type === null && objectId === null && displayName === null) return [];
  return [
    {
      type,
      id: objectId,
      displayName,
      userPrincipalName: cell(`${prefix}userprincipalname`),
      modifiedProperties: numbers(mostProperties).flatMap((n) => {
        const name = cell(`${prefix}modifiedproperty${n}name`);
        if (name === null) return [];
        const values = ['old', 'new'].map((which) => cell(`${prefix}modifiedproperty${n}${which}value`));
        return [{ displayName: name, oldValue: values[0], newValue: values[1] }];
      }),
    },
  ];
}

function numbers(most: number): readonly number[] {
  return Array.from({ length: most }, (_, i) => i + 1);
}
