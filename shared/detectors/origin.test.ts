import { plainRoute, type SignIn } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { lagos, oslo, past, row, seen } from './fixture.ts';
import { originOf } from './origin.ts';

const known = { activeDays: 10, places: new Map([['NO/Oslo', seen(10)]]), networks: new Map([['AS64496', seen(10)]]) };
const bergen = { ...oslo, city: 'Bergen' };
const net = (asn: number, of: NonNullable<SignIn['network']>['class']) => ({ asn, owner: 'Other', class: of });
const own = { id: 'd1', name: null, os: 'windows', browser: 'edge', managed: true, compliant: true, trust: null };
const usual = (more: Partial<SignIn>, rows: readonly SignIn[] = []) => originOf(row('a', 0, more), past(rows, known)).usual;
const strange = (more: Partial<SignIn>) => {
  const origin = originOf(row('a', 0, more), past([], known));
  return origin.usual === null ? origin : null;
};

describe('origin of a sign-in', () => {
  it('is usual on a network and in a country that the profile knows, in whatever town', () => {
    expect(usual({})).toBe('own-network');
    expect(usual({ place: bergen })).toBe('own-network');
  });

  it('one network in another country is not usual: a carrier’s AS spans continents', () => {
    expect(strange({ place: lagos })).toMatchObject({ far: true, exit: false });
  });

  it('an own device, the declared egress and a private address excuse any place', () => {
    expect(usual({ place: lagos, device: own })).toBe('own-device');
    expect(usual({ place: lagos, network: net(1, 'corporate') })).toBe('own-office');
    expect(usual({ place: null, network: net(1, 'private') })).toBe('private-network');
  });

  it('unknown is neither: a network without a number is not new, and a place that is not known neither', () => {
    expect(usual({ place: null, network: null })).toBe('unknown-network');
    expect(usual({ network: { asn: null, owner: null, class: 'unknown' } })).toBe('unknown-network');
    expect(strange({ place: lagos, network: null })).toMatchObject({ far: true });
    expect(strange({ place: lagos, network: null })?.words).toEqual(['never before from NG']);
    expect(strange({ place: null, network: net(7, 'isp') })).toMatchObject({ far: false });
  });

  it('a service of Microsoft refreshes for the person; a password typed on its network is typed on a rented machine', () => {
    expect(usual({ network: net(8075, 'microsoft'), interactive: false })).toBe('vendor-owned');
    expect(usual({ network: net(15169, 'google'), interactive: false })).toBe('vendor-owned');
    expect(strange({ network: net(8075, 'microsoft') })).toMatchObject({ exit: true, far: true });
    expect(strange({ network: net(8075, 'microsoft'), interactive: false, protocol: 'ropc' })).toMatchObject({ exit: true });
  });

  it('a stay that an own device shows within the day is the person travelling; a failed one shows nothing', () => {
    const hotel = { place: lagos, network: net(9, 'isp') };
    expect(usual(hotel, [row('l', -60, { ...hotel, device: own })])).toBe('own-stay');
    expect(usual(hotel, [row('l', -60, { ...hotel, device: own, outcome: 'failure' })])).toBeNull();
    expect(usual(hotel, [row('l', -60, { place: oslo, network: net(9, 'isp'), device: own })])).toBeNull();
  });

  it('a carrier roams only in a usual country', () => {
    expect(strange({ network: net(5, 'mobile') })?.roaming).toBe(true);
    expect(strange({ network: net(5, 'satellite') })?.roaming).toBe(true);
    expect(strange({ network: net(5, 'mobile'), place: lagos })?.roaming).toBe(false);
  });

  it('says in words whatever is strange', () => {
    const device = { ...own, id: null, managed: null, compliant: null };
    expect(strange({ place: lagos, network: net(9, 'hosting'), device })?.words).toEqual([
      'never before from NG',
      'the network Other, AS9 was never seen of this person',
      'it is a hosting network: rented machines are what attackers use',
      'the device is new too',
    ]);
    expect(strange({ network: net(9, 'mobile') })?.words).toEqual([
      'the network Other, AS9 was never seen of this person',
      "a carrier in a usual country: it may be the person's own telephone",
    ]);
    expect(strange({ place: lagos })?.words).toEqual(['never before from NG']);
  });

  it('does not depend on the route', () => {
    expect(usual({ route: { ...plainRoute, legacy: 'imap' } })).toBe('own-network');
  });
});
