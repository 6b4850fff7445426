import { type PolicyOutcome, plainRoute } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { route } from './route.ts';

const read = (fields: Record<string, unknown>, unasked = false, policies: readonly PolicyOutcome[] = []) =>
  route(fields, unasked, policies);

describe('route of an Entra sign-in', () => {
  it('says nothing where the record says nothing, or "none"', () => {
    expect(read({})).toEqual(plainRoute);
    const none = { originalTransferMethod: 'none', authenticationProtocol: 'none', signInTokenProtectionStatus: 'none' };
    expect(read({ ...none, crossTenantAccessType: 'none', networkLocationDetails: [], clientAppUsed: 'Browser' })).toEqual(
      plainRoute,
    );
  });

  it('a policy that demands a factor and succeeded says more than the requirement', () => {
    const policy = (result: string, control: string) => [{ name: 'CA01', result, controls: [control] }];
    const single = { authenticationRequirement: 'singleFactorAuthentication' };
    expect(read(single, true, policy('success', 'mfa')).requirement).toBe('two-factors');
    expect(read(single, true, policy('failure', 'mfa')).requirement).toBe('one-factor');
    expect(read(single, true, policy('success', 'block')).requirement).toBe('one-factor');
    expect(read({ authenticationRequirement: '' }).requirement).toBeNull();
  });

  it('a device code is seen in the transfer method of later refreshes, and in the protocol where the method is logged as none', () => {
    expect(read({ originalTransferMethod: 'deviceCodeFlow' }).transfer).toBe('device-code');
    expect(read({ originalTransferMethod: 'none', authenticationProtocol: 'deviceCode' }).transfer).toBe('device-code');
    expect(read({ originalTransferMethod: 'authenticationTransfer' }).transfer).toBe('authentication-transfer');
  });

  it.each([
    ['IMAP4', 'imap'],
    ['imap', 'imap'],
    ['Authenticated SMTP', 'smtp'],
    ['Exchange ActiveSync', 'activesync'],
    ['Other clients', 'other-legacy'],
    ['Browser', null],
    ['Mobile Apps and Desktop clients', null],
    ['Unknown', null],
    ['', null],
    [7, null],
    ['constructor', null],
  ])('client %j is legacy protocol %j', (client, legacy) => {
    expect(read({ clientAppUsed: client }).legacy).toBe(legacy);
  });

  it('knows basic authentication by the agent that Exchange signs in with, whatever the client is called', () => {
    expect(read({ clientAppUsed: 'Unknown', userAgent: 'BAV2ROPC' })).toMatchObject({ legacy: 'basic', agent: 'bav2ropc' });
    expect(read({ clientAppUsed: 'Browser', userAgent: 'CBAInPROD' }).legacy).toBe('basic');
  });

  it.each([
    ['MFA requirement skipped due to app password', 'app-password'],
    ['MFA requirement skipped due to location', 'location'],
    ['MFA requirement skipped due to remembered device', 'remembered-device'],
    ['MFA requirement skipped due to registered device', 'registered-device'],
    ['MFA not required during Windows broker logon flow', 'broker'],
    ['MFA requirement satisfied by claim in the token', null],
    ['First factor requirement satisfied by claim in the token', null],
  ])('%s: %s', (words, excuse) => {
    expect(read({ status: { additionalDetails: words } }, true).excuse).toBe(excuse);
    expect(read({ authenticationDetails: [{ authenticationStepResultDetail: words }] }, true).excuse).toBe(excuse);
    expect(read({ status: { additionalDetails: words } }).excuse).toBeNull();
  });

  it('only a trusted named location is trusted, in whatever case', () => {
    const locations = [
      { networkType: 'namedNetwork', networkNames: ['Country list'] },
      { networkType: 'trustedNamedLocation', networkNames: ['Head office', 'HQ'] },
    ];
    expect(read({ networkLocationDetails: locations }).location).toBe('Head office');
    expect(read({ networkLocationDetails: JSON.stringify(locations) }).location).toBe('Head office');
    expect(read({ networkLocationDetails: [locations[0]] }).location).toBeNull();
    expect(read({ networkLocationDetails: [{ networkType: 'trustednamedlocation' }] }).location).toBe('unnamed');
  });

  it('reads the binding of the token from either field', () => {
    expect(read({ tokenProtectionStatusDetails: { signInSessionStatus: 'unbound' } }).bound).toBe(false);
    expect(read({ signInTokenProtectionStatus: 'bound' }).bound).toBe(true);
  });

  it('a guest, and a member who is a guest elsewhere, crosses tenants', () => {
    expect(read({ crossTenantAccessType: 'b2bCollaboration' }).crossTenant).toBe(true);
    expect(read({ homeTenantId: 'AAA', resourceTenantId: 'bbb' }).crossTenant).toBe(true);
    expect(read({ homeTenantId: 'AAA', resourceTenantId: 'aaa' }).crossTenant).toBe(false);
    expect(read({ homeTenantId: '', resourceTenantId: 'aaa' }).crossTenant).toBe(false);
  });

  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0', 'windows'],
    ['Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36', 'android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15', 'ios'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 'macos'],
    ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36', 'chromeos'],
    ['python-requests/2.32', 'python-requests'],
    ['axios/1.7.2', 'axios'],
    ['', null],
    [null, null],
    ['\u0007', null],
  ])('agent %j claims %j', (agent, platform) => {
    expect(read({ userAgent: agent }).agent).toBe(platform);
  });
});
