/** Records of the other categories and shapes that the hostile test damages: workloads, risk, tokens, rosters, policies, exports. */

const tenant = '00000000-aaaa-4000-8000-000000000001';
const ada = 'cccccccc-0000-4000-8000-000000000001';
const time = '2026-03-02T08:15:30.1234567Z';

const diagnostic = (category: string, properties: object) => ({
  time: '2026-03-02T08:17:02.0000000Z',
  resourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`,
  operationName: 'x',
  category,
  tenantId: tenant,
  resultType: '0',
  durationMs: '0',
  Level: 4,
  properties,
});

const activity = (applicationName: string, name: string, parameters: readonly object[]) => ({
  kind: 'admin#reports#activity',
  id: { time: '2026-03-02T08:15:30.123Z', uniqueQualifier: '-5188215030825995109', applicationName, customerId: 'C01example' },
  etag: '"abc"',
  actor: { email: 'ada@example.com', profileId: '100000000000000000001' },
  ipAddress: '203.0.113.7',
  events: [{ type: 'x', name, parameters }],
});

export type RestBase = readonly [record: Readonly<Record<string, unknown>>, free: readonly (readonly (string | number)[])[]];

export const rest: readonly RestBase[] = [
  [
    diagnostic('ServicePrincipalSignInLogs', {
      id: 'aaaaaaaa-0000-4000-8000-000000000003',
      createdDateTime: time,
      servicePrincipalId: 'eeeeeeee-0000-4000-8000-000000000001',
      servicePrincipalName: 'Backup',
      appId: 'eeeeeeee-0000-4000-8000-000000000002',
      ipAddress: '203.0.113.7',
      status: { errorCode: 0 },
      servicePrincipalCredentialKeyId: 'key-1',
      riskLevelDuringSignIn: 'none',
    }),
    [
      ['durationMs'],
      ['Level'],
      ['properties', 'ipAddress'],
      ['properties', 'servicePrincipalCredentialKeyId'],
      ['properties', 'riskLevelDuringSignIn'],
    ],
  ],
  [
    diagnostic('UserRiskEvents', {
      id: 'ce0ed07f9ccf5be15e4b97d2979af6569b1f67db87ddc9b88b5bb743ea091e47',
      requestId: 'aaaaaaaa-0000-4000-8000-000000000001',
      riskEventType: 'passwordSpray',
      riskState: 'atRisk',
      riskLevel: 'high',
      activityDateTime: time,
      userId: ada,
      userPrincipalName: 'ada@example.com',
      additionalInfo: '[{"Key":"userAgent","Value":"x"}]',
    }),
    [
      ['Level'],
      ['properties', 'requestId'],
      ['properties', 'riskLevel'],
      ['properties', 'riskEventType'],
      ['properties', 'additionalInfo'],
    ],
  ],
  [
    activity('token', 'authorize', [
      { name: 'client_id', value: '1.apps.example' },
      { name: 'scope', multiValue: ['openid'] },
      { name: 'scope_data', multiMessageValue: [{ parameter: [{ name: 'scope_name', value: 'openid' }] }] },
    ]),
    [
      ['etag'],
      ['ipAddress'],
      ['events', 0, 'type'],
      ['events', 0, 'parameters', 1],
      ['events', 0, 'parameters', 2],
      ['id', 'uniqueQualifier'],
    ],
  ],
  [
    activity('saml', 'login_success', [{ name: 'application_name', value: 'Wiki' }]),
    [['etag'], ['ipAddress'], ['events', 0, 'parameters'], ['id', 'customerId']],
  ],
  [
    activity('mobile', 'DEVICE_REGISTER_UNREGISTER_EVENT', [
      { name: 'USER_EMAIL', value: 'ada@example.com' },
      { name: 'DEVICE_MODEL', value: 'Pixel 8' },
    ]),
    [['etag'], ['ipAddress'], ['events', 0, 'parameters', 1], ['events', 0, 'parameters', 1, 'value']],
  ],
  [
    {
      kind: 'admin#directory#user',
      id: '100000000000000000009',
      primaryEmail: 'root@example.com',
      isAdmin: true,
      creationTime: '2020-03-01T10:00:00.000Z',
      name: { fullName: 'Root' },
      emails: [{ address: 'root@example.com' }],
    },
    [['name'], ['name', 'fullName'], ['emails']],
  ],
  [
    {
      id: ada,
      userPrincipalName: 'ada@example.com',
      userDisplayName: 'Ada',
      isAdmin: true,
      methodsRegistered: ['mobilePhone'],
      lastUpdatedDateTime: time,
      isMfaCapable: true,
    },
    [['userDisplayName'], ['isMfaCapable'], ['methodsRegistered', 0]],
  ],
  [
    {
      id: 'dddddddd-0000-4000-8000-000000000001',
      displayName: 'MFA for all',
      state: 'enabled',
      modifiedDateTime: time,
      conditions: { users: { includeUsers: ['All'] } },
      grantControls: { builtInControls: ['mfa'] },
    },
    [['displayName'], ['conditions', 'users'], ['grantControls'], ['grantControls', 'builtInControls', 0]],
  ],
  [
    {
      'Date (UTC)': '2026-03-02T08:15:30Z',
      'Request ID': 'aaaaaaaa-0000-4000-8000-000000000005',
      'User ID': ada,
      Username: 'ada@example.com',
      User: 'Ada',
      Status: 'Success',
      'IP address': '203.0.113.7',
      Browser: 'Edge 120.0',
      Location: 'Berlin, DE',
    },
    [['User'], ['IP address'], ['Browser'], ['Location']],
  ],
  [
    {
      TenantId: 'ffffffff-0000-4000-8000-00000000000f',
      AADTenantId: tenant,
      TimeGenerated: '2026-03-02T08:17:02Z',
      Type: 'SigninLogs',
      Id: 'aaaaaaaa-0000-4000-8000-000000000004',
      CreatedDateTime: time,
      ResultType: '0',
      UserId: ada,
      UserPrincipalName: 'ada@example.com',
      IPAddress: '203.0.113.7',
      LocationDetails: '{"city":"Berlin"}',
      Status: '{"errorCode":0}',
      DeviceDetail: '{"operatingSystem":"MacOs"}',
    },
    [['IPAddress'], ['LocationDetails'], ['DeviceDetail'], ['TenantId']],
  ],
];
