/** Stories of bypasses as Event Hub records: from the vendor's words to the alert, so that no field name is taken on trust. */

import { detectors } from '@gatewatch/detectors';
import { type IdentityEvent, optionsOf } from '@gatewatch/domain';
import { reference } from '@gatewatch/engine';
import { normalise } from '@gatewatch/normalisers';
import { cities, clock, networks } from '@gatewatch/testing';
import { describe, expect, it } from 'vitest';

const tenant = '11111111-2222-4333-8444-555555555555';
const home = '198.51.100.7';
const far = '203.0.113.9';

/** The record of a success at home with both factors, unless told otherwise. */
function record(at: string, properties: Record<string, unknown> = {}): Record<string, unknown> {
  const time = new Date(clock(at)).toISOString();
  const id = `${Math.abs(clock(at)).toString(16).padStart(12, '0')}`.slice(-12);
  const code = typeof properties.code === 'number' ? properties.code : 0;
  return {
    time,
    resourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`,
    operationName: 'Sign-in activity',
    category: properties.isInteractive === false ? 'NonInteractiveUserSignInLogs' : 'SignInLogs',
    tenantId: tenant,
    resultType: String(code),
    properties: {
      id: `aaaaaaaa-bbbb-4ccc-8ddd-${id}`,
      createdDateTime: time,
      userId: '99999999-8888-4777-8666-555555555555',
      userPrincipalName: 'ada@example.com',
      userDisplayName: 'Ada',
      userType: 'Member',
      appId: '4765445b-32c6-49b0-83e6-1d93765276ca',
      appDisplayName: 'OfficeHome',
      ipAddress: home,
      clientAppUsed: 'Browser',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/126.0',
      isInteractive: true,
      status: { errorCode: code },
      deviceDetail: { deviceId: '', operatingSystem: 'Windows10', browser: 'Edge 126.0' },
      authenticationRequirement: 'multiFactorAuthentication',
      authenticationDetails: [password, push],
      authenticationProtocol: 'none',
      originalTransferMethod: 'none',
      incomingTokenType: 'none',
      crossTenantAccessType: 'none',
      homeTenantId: tenant,
      resourceTenantId: tenant,
      networkLocationDetails: [],
      appliedConditionalAccessPolicies: [],
      ...properties,
    },
  };
}

const password = {
  authenticationMethod: 'Password',
  succeeded: true,
  authenticationStepResultDetail: 'Correct password',
  authenticationStepRequirement: 'Primary authentication',
};
const push = {
  authenticationMethod: 'Mobile app notification',
  succeeded: true,
  authenticationStepResultDetail: 'MFA successfully completed',
  authenticationStepRequirement: 'Multifactor authentication',
};
const abroad = {
  ipAddress: far,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0',
  deviceDetail: { deviceId: '', operatingSystem: 'Linux', browser: 'Firefox 128.0' },
};
const passwordAlone = { ...abroad, authenticationRequirement: 'singleFactorAuthentication', authenticationDetails: [password] };
const life = Array.from({ length: 10 }, (_, index) => record(`${index + 1} 08:00`));

function alertsOf(records: readonly Record<string, unknown>[]) {
  const events = [...life, ...records].flatMap((one): readonly IdentityEvent[] => {
    const told = normalise(JSON.parse(JSON.stringify(one)), {
      tenant: 'default',
      origin: { source: 'test', position: 0 },
      received: null,
    });
    expect('events' in told).toBe(true);
    return 'events' in told ? told.events.map(placed) : [];
  });
  return reference(events, {
    detectors: detectors.map((detector) => ({ detector, options: optionsOf(detector.card) })),
    facts: [],
  }).map((alert) => `${alert.severity} ${alert.detector.id}`);
}

function placed(event: IdentityEvent): IdentityEvent {
  const actor = event.actor === null ? null : { ...event.actor, key: event.actor.address };
  return event.ip === home
    ? { ...event, actor, place: cities.Oslo, network: networks.telenor }
    : { ...event, actor, place: cities.Amsterdam, network: networks.m247 };
}

describe('bypasses, from the record to the one alert', () => {
  const imap = { ...passwordAlone, clientAppUsed: 'IMAP4', userAgent: 'BAV2ROPC', authenticationProtocol: 'ropc' };
  const ropc = { ...passwordAlone, authenticationProtocol: 'ropc', userAgent: 'python-requests/2.32', isInteractive: false };
  const code = {
    authenticationProtocol: 'deviceCode',
    sessionId: 'one',
    appId: 'd3590ed6-52b3-4102-aeff-aad2292ab01c',
    appDisplayName: 'Microsoft Office',
  };
  const refresh = { ...abroad, ...code, authenticationProtocol: 'none', isInteractive: false, incomingTokenType: 'refreshToken' };
  const asked = {
    ...abroad,
    code: 50074,
    appId: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
    appDisplayName: 'Azure Portal',
    status: { errorCode: 50074, additionalDetails: 'MFA required in Azure AD' },
    authenticationDetails: [password],
  };
  const blocked = { ...abroad, code: 53003, authenticationDetails: [password, push] };
  const phone = {
    ...abroad,
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1',
    deviceDetail: { deviceId: '', operatingSystem: 'Ios 17.5', browser: 'Mobile Safari' },
  };
  const trusted = {
    ...passwordAlone,
    networkLocationDetails: [{ networkType: 'trustedNamedLocation', networkNames: ['Old VPN'] }],
    status: { errorCode: 0, additionalDetails: 'MFA requirement skipped due to location' },
  };
  const pilot = {
    ...abroad,
    appliedConditionalAccessPolicies: [
      { displayName: 'Block abroad (pilot)', result: 'reportOnlyFailure', enforcedGrantControls: ['Block'] },
    ],
  };
  const later = { originalTransferMethod: 'deviceCodeFlow' };

  it.each([
    ['IMAP, as Exchange signs in for it', [record('12 03:00', imap)], ['high legacy-authentication']],
    ['a password grant', [record('12 03:00', ropc)], ['high ropc-authentication']],
    [
      'a device code, used abroad',
      [record('12 10:00', code), record('12 10:05', { ...refresh, ...later })],
      ['high device-code-sign-in'],
    ],
    ['a password alone', [record('12 03:00', passwordAlone)], ['high single-factor-sign-in']],
    [
      'stopped, then a password alone',
      [record('12 03:00', asked), record('12 03:10', passwordAlone)],
      ['high conditional-access-bypass'],
    ],
    [
      'blocked, then as a telephone',
      [record('12 03:00', blocked), record('12 03:10', phone)],
      ['high conditional-access-bypass'],
    ],
    ['a trusted location that is none', [record('12 03:00', trusted)], ['high conditional-access-bypass']],
    ['a pilot would have stopped it', [record('12 03:00', pilot)], ['medium conditional-access-bypass']],
  ])('%s', (_, records, alerts) => {
    const bypasses = alertsOf(records).filter((alert) => !alert.endsWith('impossible-travel'));
    expect(bypasses).toEqual(alerts);
  });

  it('both factors abroad, and a claim of an earlier session, bypass nothing', () => {
    const claim = { ...abroad, authenticationDetails: [{ ...push, authenticationMethod: 'Previously satisfied' }] };
    expect(alertsOf([record('12 03:00', abroad), record('12 03:10', claim)])).toEqual([]);
  });
});
