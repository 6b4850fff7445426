/** Real cities for synthetic people: centre (WGS 84) and the radius that city-level data of their size usually gets. */

import type { Place } from '@gatewatch/domain';

const city = (country: string, name: string, latitude: number, longitude: number, radiusKm: number): Place => ({
  country,
  city: name,
  latitude,
  longitude,
  radiusKm,
});

export const cities = {
  Amsterdam: city('NL', 'Amsterdam', 52.37, 4.9, 25),
  Auckland: city('NZ', 'Auckland', -36.85, 174.76, 40),
  Bergen: city('NO', 'Bergen', 60.39, 5.32, 25),
  Berlin: city('DE', 'Berlin', 52.52, 13.4, 25),
  Copenhagen: city('DK', 'Copenhagen', 55.68, 12.57, 25),
  Frankfurt: city('DE', 'Frankfurt am Main', 50.11, 8.68, 25),
  Honolulu: city('US', 'Honolulu', 21.31, -157.86, 40),
  Lagos: city('NG', 'Lagos', 6.45, 3.39, 50),
  London: city('GB', 'London', 51.51, -0.13, 25),
  NewYork: city('US', 'New York', 40.71, -74.01, 25),
  Oslo: city('NO', 'Oslo', 59.91, 10.75, 25),
  Paris: city('FR', 'Paris', 48.86, 2.35, 25),
  Stockholm: city('SE', 'Stockholm', 59.33, 18.07, 25),
  Suva: city('FJ', 'Suva', -18.14, 178.44, 50),
  Sydney: city('AU', 'Sydney', -33.87, 151.21, 40),
  Tromso: city('NO', 'Tromsø', 69.65, 18.96, 50),
  Warsaw: city('PL', 'Warsaw', 52.23, 21.01, 25),
} as const;

export type City = keyof typeof cities;

/** Country-level data: a point in the middle and an honest radius. */
export const norway: Place = { country: 'NO', city: null, latitude: 61.5, longitude: 9.0, radiusKm: 900 };
