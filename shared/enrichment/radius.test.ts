/** Every figure of radius.ts, at an example each. */

import type { NetworkClass } from '@gatewatch/domain';
import { expect, test } from 'vitest';
import type { CityRecord } from './city-data.ts';
import { countryDisc } from './countries.ts';
import { radiusKmOf } from './radius.ts';

type Known = Partial<Pick<CityRecord, 'country' | 'city' | 'state' | 'radiusKm'>>;
const radius = (of: Known, network: NetworkClass = 'isp') =>
  radiusKmOf({ country: 'DE', city: null, state: null, radiusKm: null, ...of }, network);
const wholeKm = (country: string) => countryDisc(country)?.radiusKm;

test.each<[string, Known, number | undefined]>([
  ['a city', { city: 'Bremen', state: 'Bremen' }, 50],
  ['a city of more than 5,000 km²', { country: 'JP', city: 'Tokyo' }, 80],
  ['a district of such a city', { country: 'US', city: 'New York (Manhattan)' }, 80],
  ['a namesake elsewhere', { country: 'GB', city: 'Boston' }, 50],
  ['a state', { state: 'Hessen' }, 200],
  ['a country', {}, wholeKm('DE')],
  ['a small country, known by its state', { country: 'BE', state: 'Flanders' }, wholeKm('BE')],
  ['a city in a country that is smaller than cities are', { country: 'MC', city: 'Monaco' }, 50],
  ['a code that is no country', { country: 'ZZ' }, 700],
  ['the makers’ own 67 % of 20 km', { city: 'Bremen', radiusKm: 20 }, 33],
  ['the makers’ own 1,000 km, beyond the country', { radiusKm: 1000 }, wholeKm('DE')],
])('%s is known to %s within %s km', (_, of, km) => {
  expect(radius(of)).toBe(km);
});

const bremen = { city: 'Bremen' };
test.each<[string, Known, NetworkClass, number | undefined]>([
  ['an office', bremen, 'corporate', 50],
  ['nobody knows whom', bremen, 'unknown', 50],
  ['rented machines', bremen, 'hosting', 200],
  ['a VPN', bremen, 'vpn', 200],
  ['a Tor exit', bremen, 'tor', 200],
  ['a relay, which promises the country', bremen, 'relay', wholeKm('DE')],
  ['Microsoft, which names where it is registered', bremen, 'microsoft', wholeKm('DE')],
  ['Google', bremen, 'google', wholeKm('DE')],
  ['a carrier, whose sites are seven in a country', bremen, 'mobile', 180],
  ['a carrier of a small country', { country: 'BE', city: 'Gent' }, 'mobile', 100],
  ['a carrier of a continent', { country: 'RU', city: 'Omsk' }, 'mobile', 1000],
  ['a carrier of a country smaller than any reach', { country: 'SG', city: 'Singapore' }, 'mobile', 50],
  ['a satellite', bremen, 'satellite', 2500],
  ['a satellite over a land that is larger', { country: 'RU', city: 'Omsk' }, 'satellite', wholeKm('RU')],
])('%s', (_, of, network, km) => {
  expect(radius(of, network)).toBe(km);
});

test('what the data doubt more than the network does stays doubted', () => {
  expect(radius({ radiusKm: 150 }, 'hosting')).toBe(246);
});
