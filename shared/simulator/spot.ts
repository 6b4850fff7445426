/** Where a sign-in comes from: an address of a network in a city, with the place as the vendor would print it. */

export interface City {
  readonly name: string;
  readonly state: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Hours east of UTC, winter time. */
  readonly utc: number;
}

export type NetworkKind = 'isp' | 'mobile' | 'hosting' | 'vpn' | 'relay' | 'microsoft' | 'satellite';

export interface AddressBlock {
  readonly kind: NetworkKind;
  readonly city: City;
  readonly asn: number;
  readonly owner: string;
  /** First three octets of a /24. */
  readonly prefix: string;
  /** First four groups of a /64 of the same network, where it has IPv6. */
  readonly prefix6: string | null;
}

export interface Spot {
  readonly ip: string;
  readonly block: AddressBlock;
  /** The vendor's `location` object, ready to print. */
  readonly location: string;
  /** Inside a corporate egress: Entra prints the named location. */
  readonly named: string | null;
}

/** `host` is the last octet; IPv6 takes its interface id from it. */
export function spotAt(
  block: AddressBlock,
  host: number,
  options: { readonly v6?: boolean; readonly named?: string } = {},
): Spot {
  const { city } = block;
  const ip =
    options.v6 === true && block.prefix6 !== null
      ? `${block.prefix6}:${(0x1c00 + host).toString(16)}:${(0x2f1 * host + 7).toString(16)}:fe${(host % 90) + 10}:${(0x41 * host + 3).toString(16)}`
      : `${block.prefix}.${host}`;
  const location = JSON.stringify({
    city: city.name,
    state: city.state,
    countryOrRegion: city.country,
    geoCoordinates: { latitude: city.latitude, longitude: city.longitude },
  });
  return { ip, block, location, named: options.named ?? null };
}

const earthRadiusKm = 6371.0088; // mean radius, IUGG 1980

/** Great-circle distance in km, by haversine. */
export function kmBetween(a: City, b: City): number {
  const rad = Math.PI / 180;
  const dLat = (b.latitude - a.latitude) * rad;
  const dLon = (b.longitude - a.longitude) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)));
}
