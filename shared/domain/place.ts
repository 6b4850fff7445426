/** Where an address is, by our own lookup only: a point with an honest radius, and the network that owns it. */

export interface Place {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  readonly city: string | null;
  readonly latitude: number;
  readonly longitude: number;
  /** Accuracy radius in km: the true place lies inside it in 95 of 100 cases by the data's makers or by our own table. */
  readonly radiusKm: number;
}

export type NetworkClass =
  | 'hosting'
  | 'vpn'
  | 'tor'
  | 'relay'
  | 'mobile'
  | 'microsoft'
  | 'google'
  | 'corporate'
  | 'private'
  | 'satellite'
  | 'isp'
  | 'unknown';

export interface Network {
  /** Autonomous system number; null where unknown. */
  readonly asn: number | null;
  readonly owner: string | null;
  readonly class: NetworkClass;
}

/** Microsoft's and Google's own addresses: where they stand is where they are registered. */
export function isVendorOwned(network: Network | null): boolean {
  return network?.class === 'microsoft' || network?.class === 'google';
}

/** Port: everything that is known of an address. One contract suite, every data source runs it. */
export interface GeoLookup {
  /** `ip` is a legal address in normal form. Never throws; unknown parts are null. */
  lookup(ip: string): { readonly place: Place | null; readonly network: Network };
  /** Names the data and the lists that answer: part of the epoch. Changes when they do. */
  readonly version: string;
  /** Which data answers, and how old it is, for people and for health checks. `built` is Unix ms. */
  readonly sources: readonly { readonly name: string; readonly built: number | null; readonly warning: string | null }[];
}

const earthRadiusKm = 6371.0088; // mean radius, IUGG 1980

/** Great-circle distance in km by the haversine formula. */
export function distanceKm(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const dLat = (b.latitude - a.latitude) * rad;
  const dLon = (b.longitude - a.longitude) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The distance that is certain: great circle minus both accuracy radii, never below 0. */
export function certainDistanceKm(a: Place, b: Place): number {
  return Math.max(0, distanceKm(a, b) - a.radiusKm - b.radiusKm);
}
