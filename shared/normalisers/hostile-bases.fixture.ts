/** Whole records of both vendors' real shape, made up, and which of their fields decide nothing about subject, time and outcome. */

import type { JsonObject } from './decode/decoded.ts';
import { rest } from './hostile-rest.fixture.ts';

export type Path = readonly (string | number)[];

export interface Base {
  readonly record: JsonObject;
  /** Every place in the record. */
  readonly paths: readonly Path[];
  /** Places whose value must not matter. */
  readonly free: readonly Path[];
}

const time = '2026-03-02T08:15:30.1234567Z';
const tenant = '11111111-2222-4333-8444-555555555555';

const signIn = {
  time: '2026-03-02T08:17:02.0000000Z',
  resourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`,
  operationName: 'Sign-in activity',
  operationVersion: '1.0',
  category: 'SignInLogs',
  tenantId: tenant,
  resultType: '0',
  resultSignature: 'None',
  durationMs: 0,
  callerIpAddress: '203.0.113.7',
  correlationId: 'aaaaaaaa-0000-4000-8000-000000000001',
  identity: 'Ada Example',
  Level: 4,
  location: 'DE',
  properties: {
    id: 'bbbbbbbb-0000-4000-8000-000000000001',
    createdDateTime: time,
    userDisplayName: 'Ada Example',
    userPrincipalName: 'ada@example.com',
    userId: 'cccccccc-0000-4000-8000-000000000001',
    userType: 'Member',
    appId: 'dddddddd-0000-4000-8000-000000000001',
    appDisplayName: 'Mail',
    ipAddress: '203.0.113.7',
    clientAppUsed: 'Browser',
    userAgent: 'Mozilla/5.0',
    isInteractive: true,
    status: { errorCode: 0, additionalDetails: 'MFA requirement satisfied by claim in the token' },
    deviceDetail: {
      deviceId: '',
      operatingSystem: 'Windows 11',
      browser: 'Edge 120.0',
      isCompliant: true,
      trustType: 'Azure AD joined',
    },
    location: { city: 'Berlin', countryOrRegion: 'DE', geoCoordinates: { latitude: 52.5, longitude: 13.4 } },
    authenticationDetails: [
      {
        authenticationMethod: 'Password',
        succeeded: true,
        authenticationStepResultDetail: 'Correct password',
        authenticationStepDateTime: time,
      },
    ],
    authenticationRequirement: 'singleFactorAuthentication',
    appliedConditionalAccessPolicies: [
      { id: 'p', displayName: 'Require MFA', result: 'success', enforcedGrantControls: ['Mfa'] },
    ],
    sessionId: 'eeeeeeee-0000-4000-8000-000000000001',
    uniqueTokenIdentifier: 'abcdefghijklmnop',
    riskLevelDuringSignIn: 'none',
    resourceDisplayName: 'Exchange',
    autonomousSystemNumber: 64500,
  },
};

const audit = {
  time: '2026-03-02T08:17:02.0000000Z',
  resourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`,
  operationName: 'User registered security info',
  category: 'AuditLogs',
  tenantId: tenant,
  resultSignature: 'None',
  durationMs: 0,
  callerIpAddress: '203.0.113.7',
  correlationId: 'aaaaaaaa-0000-4000-8000-000000000002',
  level: 'Informational',
  properties: {
    id: 'Directory_aaaa_0001',
    category: 'UserManagement',
    correlationId: 'aaaaaaaa-0000-4000-8000-000000000002',
    result: 'success',
    resultReason: 'User registered Authenticator App with Code',
    activityDisplayName: 'User registered security info',
    activityDateTime: time,
    loggedByService: 'Authentication Methods',
    operationType: 'Add',
    initiatedBy: {
      user: {
        id: 'cccccccc-0000-4000-8000-000000000001',
        displayName: 'Ada',
        userPrincipalName: 'ada@example.com',
        ipAddress: '203.0.113.7',
        roles: [],
      },
    },
    targetResources: [
      {
        id: 'cccccccc-0000-4000-8000-000000000001',
        displayName: 'Ada',
        type: 'User',
        userPrincipalName: 'ada@example.com',
        modifiedProperties: [],
      },
    ],
    additionalDetails: [{ key: 'UserAgent', value: 'x' }],
  },
};

const login = {
  kind: 'admin#reports#activity',
  id: {
    time: '2026-03-02T08:15:30.123Z',
    uniqueQualifier: '-5188215030825995109',
    applicationName: 'login',
    customerId: 'C01example',
  },
  etag: '"abc/def"',
  actor: { callerType: 'USER', email: 'ada@example.com', profileId: '100000000000000000001' },
  ownerDomain: 'example.com',
  ipAddress: '203.0.113.7',
  networkInfo: { ipAsn: [64500], regionCode: 'DE', subdivisionCode: 'DE-BE' },
  events: [
    {
      type: 'login',
      name: 'login_success',
      parameters: [
        { name: 'login_type', value: 'google_password' },
        { name: 'login_challenge_method', multiValue: ['password', 'google_authenticator'] },
        { name: 'is_suspicious', boolValue: false },
      ],
    },
  ],
};

const admin = {
  kind: 'admin#reports#activity',
  id: {
    time: '2026-03-02T08:15:30.123Z',
    uniqueQualifier: '7188215030825995109',
    applicationName: 'admin',
    customerId: 'C01example',
  },
  etag: '"abc/ghi"',
  actor: { callerType: 'USER', email: 'root@example.com', profileId: '100000000000000000002' },
  ipAddress: '2001:db8::7',
  events: [
    {
      type: 'USER_SETTINGS',
      name: 'UNENROLL_USER_FROM_STRONG_AUTH',
      parameters: [
        { name: 'USER_EMAIL', value: 'ada@example.com' },
        { name: 'NEW_VALUE', value: 'x' },
        { name: 'NESTED', messageValue: { parameter: [{ name: 'a', value: 'b' }] } },
      ],
    },
  ],
};

export const bases: readonly Base[] = [
  base(signIn, [
    ['operationVersion'],
    ['durationMs'],
    ['correlationId'],
    ['Level'],
    ['location'],
    ['properties', 'appDisplayName'],
    ['properties', 'clientAppUsed'],
    ['properties', 'userAgent'],
    ['properties', 'deviceDetail'],
    ['properties', 'deviceDetail', 'browser'],
    ['properties', 'location'],
    ['properties', 'location', 'geoCoordinates'],
    ['properties', 'sessionId'],
    ['properties', 'uniqueTokenIdentifier'],
    ['properties', 'riskLevelDuringSignIn'],
    ['properties', 'resourceDisplayName'],
    ['properties', 'autonomousSystemNumber'],
    ['properties', 'ipAddress'],
  ]),
  base(audit, [
    ['durationMs'],
    ['correlationId'],
    ['level'],
    ['callerIpAddress'],
    ['properties', 'correlationId'],
    ['properties', 'loggedByService'],
    ['properties', 'additionalDetails'],
    ['properties', 'targetResources', 0, 'modifiedProperties'],
    ['properties', 'initiatedBy', 'user', 'roles'],
    ['properties', 'initiatedBy', 'user', 'ipAddress'],
  ]),
  base(login, [
    ['etag'],
    ['ownerDomain'],
    ['ipAddress'],
    ['networkInfo'],
    ['networkInfo', 'ipAsn'],
    ['id', 'uniqueQualifier'],
    ['id', 'customerId'],
    ['events', 0, 'type'],
    ['events', 0, 'parameters', 2],
    ['events', 0, 'parameters', 2, 'boolValue'],
  ]),
  base(admin, [
    ['etag'],
    ['ipAddress'],
    ['id', 'uniqueQualifier'],
    ['id', 'customerId'],
    ['events', 0, 'type'],
    ['events', 0, 'parameters', 1],
    ['events', 0, 'parameters', 1, 'value'],
    ['events', 0, 'parameters', 2],
    ['events', 0, 'parameters', 2, 'messageValue'],
  ]),
  ...rest.map(([record, free]) => base(record as JsonObject, free)),
];

function base(record: JsonObject, free: readonly Path[]): Base {
  return { record, free, paths: pathsOf(record) };
}

function pathsOf(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const steps: readonly (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const inside = steps.flatMap((step) => pathsOf((value as Readonly<Record<string | number, unknown>>)[step], [...at, step]));
  return at.length === 0 ? inside : [at, ...inside];
}
