/** The accuracy radius of a place: the true place lies inside it in 95 of 100 cases. By country, size of the city, and kind of network. */

import type { NetworkClass } from '@gatewatch/domain';
import type { CityRecord } from './city-data.ts';
import { countryDisc } from './countries.ts';

type Known = Pick<CityRecord, 'country' | 'city' | 'state' | 'radiusKm'>;

export function radiusKmOf(known: Known, network: NetworkClass): number {
  const wholeKm = countryDisc(known.country)?.radiusKm ?? unknownCountryKm;
  const byData = known.radiusKm === null ? byPrecision(known, wholeKm) : known.radiusKm * from67To95;
  // No place in a country is more doubtful than the country, down to what a city's own error is.
  const withinCountry = Math.min(Math.max(byData, exitReachKm(network, wholeKm)), Math.max(wholeKm, cityKm));
  return Math.round(network === 'satellite' ? Math.max(withinCountry, satelliteKm) : withinCountry);
}

// DB-IP Lite gives no radius: 50 km for a city, 200 km for a state or province, the country's own reach (ecosystem notes, I2).
// The same 50 km is the step at which makers report how often a city is right.
const cityKm = 50;
const stateKm = 200;
// The median of our country discs is 260 km, nine of ten are below 700: an unknown country is counted among the large.
const unknownCountryKm = 700;

/**
 * Makers on MaxMind's model publish the radius of 67 % confidence (GeoIP2 Location.AccuracyRadius). Ours is that of 95 %: with errors
 * spread alike in both directions (Rayleigh), r95 / r67 = sqrt(ln 0.05 / ln 0.33).
 */
const from67To95 = 1.64;

// A ground station or teleport serves a continent and every aircraft over it: 2,500 km is half the breadth of North America.
const satelliteKm = 2500;

function byPrecision(known: Known, wholeKm: number): number {
  if (known.city === null) return known.state === null ? wholeKm : stateKm;
  return vast.has(`${known.country} ${withoutDistrict(known.city)}`) ? vastCityKm : cityKm;
}

/** How far from its point the user of such an address may be, whatever the data's own precision. */
function exitReachKm(network: NetworkClass, wholeKm: number): number {
  switch (network) {
    case 'mobile':
      // Carriers lead a country's phones out at some seven sites at best, and seven equal discs cover a disc at half its radius
      // (disc covering problem, n = 7). At least 100 km: gateways serve a region even in small countries. At most 1,000 km:
      // carriers of continents have more sites.
      return Math.min(1000, Math.max(100, wholeKm / 2));
    case 'hosting':
    case 'vpn':
    case 'tor':
      // Blocks move between a provider's sites and countries' registries lag behind: no better than a state.
      return stateKm;
    case 'relay': // a relay promises its user's country and time zone, no more
    case 'microsoft': // places of these two are their registration's, not the machine's
    case 'google':
    case 'satellite':
      return wholeKm;
    case 'isp':
    case 'corporate':
    case 'private':
    case 'unknown':
      return 0;
    default: {
      const never: never = network;
      return never;
    }
  }
}

// Built-up areas of more than 5,000 km² (Demographia World Urban Areas) reach 40 to 62 km from their middle, which is where data
// puts an address that is anywhere in them: the 50 km of a city leave nothing for the data's own error. 80 = 62 and a third of 50.
const vastCityKm = 80;
const vast = new Set([
  'US New York',
  'US Boston',
  'US Atlanta',
  'US Chicago',
  'US Los Angeles',
  'US Philadelphia',
  'US Dallas',
  'US Houston',
  'JP Tokyo',
  'RU Moscow',
]);

/** DB-IP writes districts in brackets: `New York (Manhattan)`. */
function withoutDistrict(city: string): string {
  const bracket = city.indexOf(' (');
  return bracket < 0 ? city : city.slice(0, bracket);
}
