/** Registrations as Microsoft and Google write them down: several rows of several services, told as one event of one person. */

import { detectors } from '@gatewatch/detectors';
import { type IdentityEvent, optionsOf } from '@gatewatch/domain';
import { createIdentities, reference } from '@gatewatch/engine';
import { normalise } from '@gatewatch/normalisers';
import { cities, networks } from '@gatewatch/testing';
import { expect, it } from 'vitest';

const tenantId = '11111111-2222-3333-4444-555555555555';
const ada = { id: 'aaaaaaaa-0000-0000-0000-000000000001', userPrincipalName: 'Ada@Example.com', displayName: 'Ada' };
const device = { id: 'dddddddd-0000-0000-0000-000000000001', displayName: 'DESKTOP-77', type: 'Device', modifiedProperties: [] };
const registrationService = {
  app: { appId: null, displayName: 'Device Registration Service', servicePrincipalId: 'eeeeeeee-0000-0000-0000-000000000001' },
};
const self = { user: { ...ada, ipAddress: '', roles: [] } };

let serial = 0;
const envelope = (category: string, time: string, properties: object) => ({
  time: `${time}.5Z`,
  resourceId: `/tenants/${tenantId}/providers/Microsoft.aadiam`,
  category,
  tenantId,
  properties: { id: `bbbbbbbb-0000-0000-0000-${String(++serial).padStart(12, '0')}`, ...properties },
});
const signIn = (time: string, ipAddress: string, device: object = {}) =>
  envelope('SignInLogs', time, {
    createdDateTime: `${time}Z`,
    userId: ada.id,
    userPrincipalName: ada.userPrincipalName,
    userDisplayName: ada.displayName,
    userType: 'Member',
    appDisplayName: 'Office 365',
    appId: 'cccccccc-0000-0000-0000-000000000001',
    ipAddress,
    isInteractive: true,
    status: { errorCode: 0 },
    authenticationRequirement: 'multiFactorAuthentication',
    authenticationDetails: [
      { authenticationMethod: 'Password', succeeded: true, authenticationStepResultDetail: 'Correct password' },
      {
        authenticationMethod: 'Mobile app notification',
        succeeded: true,
        authenticationStepResultDetail: 'MFA completed in Azure AD',
      },
    ],
    deviceDetail: { deviceId: '', operatingSystem: 'Windows10', browser: 'Edge 140', ...device },
  });
const audit = (time: string, activityDisplayName: string, initiatedBy: object, targetResources: unknown[], more: object = {}) =>
  envelope('AuditLogs', time, {
    activityDisplayName,
    activityDateTime: `${time}Z`,
    result: 'success',
    correlationId: 'ffffffff-0000-0000-0000-000000000001',
    initiatedBy,
    targetResources,
    ...more,
  });
const named = { displayName: 'Device.DisplayName', oldValue: null, newValue: '"DESKTOP-77"' };
const owner = [{ ...ada, type: 'User', modifiedProperties: [{ displayName: 'Device.ObjectID', newValue: '"x"' }, named] }];

const home = '198.51.100.1';
const away = '203.0.113.1';
const ordinary = Array.from({ length: 10 }, (_, day) => signIn(`2026-05-${String(day + 4).padStart(2, '0')}T08:00:00`, home));

function alertsOf(records: readonly object[]) {
  const identities = createIdentities({ domains: new Map(), aliases: new Map() });
  const context = { tenant: 'default', origin: { source: 'test', position: 0 }, received: null };
  const events = records.flatMap((record): readonly IdentityEvent[] => {
    const normalised = normalise({ ...record }, context);
    return 'events' in normalised ? normalised.events.map((event) => placed(identities.resolve(event))) : [];
  });
  expect(events).toHaveLength(records.length);
  return reference(events, { detectors: detectors.map((detector) => ({ detector, options: optionsOf(detector.card) })) });
}

function placed(event: IdentityEvent): IdentityEvent {
  if (event.ip === home) return { ...event, place: cities.Oslo, network: networks.telenor };
  return event.ip === away ? { ...event, place: cities.Lagos, network: networks.spectranet } : event;
}

const joined = [
  audit('2026-05-14T09:10:00', 'Register device', self, [device]),
  audit('2026-05-14T09:10:01', 'Add device', registrationService, [device]),
  audit('2026-05-14T09:10:02', 'Add registered users to device', registrationService, owner),
  audit('2026-05-14T09:10:02', 'Add registered owner to device', registrationService, owner),
];

it('the four rows of a device joined from abroad are one finding on the person, and none on the service', () => {
  const alerts = alertsOf([...ordinary, signIn('2026-05-14T09:00:00', away), ...joined]);
  expect(alerts.map((alert) => [alert.detector.id, alert.subject.key, alert.severity, alert.findings])).toEqual([
    ['device-registration', 'ada@example.com', 'high', 1],
  ]);
  expect(alerts[0]?.explanation).toMatch(/^The device 'DESKTOP-77' was registered at .* from Lagos, NG/);
});

it('the same four rows at home are nothing', () => {
  expect(alertsOf([...ordinary, signIn('2026-05-14T09:00:00', home), ...joined])).toEqual([]);
});

it('a pass of the help desk used abroad, then an authenticator: the method stands in the reason or in the details', () => {
  const helga = { user: { id: 'aaaaaaaa-0000-0000-0000-000000000002', userPrincipalName: 'helga@example.com', ipAddress: home } };
  const target = [{ ...ada, type: 'User', modifiedProperties: [] }];
  const reason = 'Admin registered temporary access pass method for user';
  const alerts = alertsOf([
    ...ordinary,
    audit('2026-05-14T08:30:00', 'Admin registered security info', helga, target, { resultReason: reason }),
    signIn('2026-05-14T09:00:00', away),
    audit('2026-05-14T09:05:00', 'User registered security info', self, target, {
      additionalDetails: [{ key: 'AuthenticationMethod', value: 'Authenticator App' }],
    }),
  ]);
  expect(alerts.map((alert) => [alert.detector.id, alert.severity])).toEqual([['factor-registration', 'high']]);
  expect(alerts[0]?.explanation).toContain("The factor 'Authenticator App' was added");
  expect(alerts[0]?.because.join()).toContain('temporary access pass');
});

it('where only Update user tells of it, the factor is found as well', () => {
  const methods = { displayName: 'StrongAuthenticationMethod', oldValue: '[]', newValue: '[{"MethodType":6,"Default":true}]' };
  const alerts = alertsOf([
    ...ordinary,
    signIn('2026-05-14T09:00:00', away),
    audit('2026-05-14T09:05:00', 'Update user', { app: { displayName: 'Azure MFA StrongAuthenticationService' } }, [
      { ...ada, type: 'User', modifiedProperties: [methods] },
    ]),
  ]);
  expect(alerts.map((alert) => alert.detector.id)).toEqual(['factor-registration']);
});

it('Google: 2-step verification switched off from abroad', () => {
  const activity = (id: object, ipAddress: string, name: string, parameters: unknown[]) => ({
    kind: 'admin#reports#activity',
    id: { customerId: 'C01abcdef', applicationName: 'login', ...id },
    actor: { email: 'ada@example.com', profileId: '100000000000000000001' },
    ipAddress,
    events: [{ type: 'login', name, parameters }],
  });
  const days = Array.from({ length: 10 }, (_, day) =>
    activity(
      { time: `2026-05-${String(day + 4).padStart(2, '0')}T08:00:00.000Z`, uniqueQualifier: `${day + 1}` },
      home,
      'login_success',
      [
        { name: 'login_type', value: 'google_password' },
        { name: 'login_challenge_method', multiValue: ['password', 'google_prompt'] },
      ],
    ),
  );
  const off = activity({ time: '2026-05-14T09:00:00.000Z', uniqueQualifier: '77' }, away, '2sv_disable', []);
  expect(alertsOf([...days, off]).map((alert) => [alert.detector.id, alert.severity])).toEqual([['factor-registration', 'high']]);
});
