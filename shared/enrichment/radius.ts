/** An accuracy radius of our own, where the data has none: how far from the point an address may really be. */

import type { NetworkClass } from '@gatewatch/domain';
import { countryDisc } from './countries.ts';

// DB-IP Lite gives no radius. 50 km for a city and 200 km for a state are what the data's own error allows in field use
// (ecosystem notes, I2); a country is as large as it is.
const cityKm = 50;
const stateKm = 200;
const unknownCountryKm = 600;

/** Exits of these networks stand far from the person: the factor by which a city's radius grows, with its reason. */
const factor: Partial<Record<NetworkClass, number>> = {
  mobile: 4, // carriers put a country's phones behind a few gateways
  satellite: 12, // ground stations serve neighbouring countries
  relay: 4, // a relay keeps the region, not the city
};

export function radiusKmOf(country: string, city: string | null, state: string | null, network: NetworkClass): number {
  const whole = countryDisc(country)?.radiusKm ?? unknownCountryKm;
  const base = city !== null && city !== '' ? cityKm : state !== null && state !== '' ? stateKm : whole;
  const grown = base * (factor[network] ?? 1);
  // Never larger than the country, but for networks whose exits cross borders.
  return network === 'satellite' ? Math.max(grown, 500) : Math.min(grown, Math.max(whole, cityKm));
}
