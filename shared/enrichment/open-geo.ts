/** Everything that is known of an address: place with an honest radius, network, class. Loaded at the first look-up, cached. */

import type { GeoLookup, Network, NetworkClass, Place } from '@gatewatch/domain';
import { type AsnTable, openAsnTable } from './asn-table.ts';
import { type CityData, type CityRecord, countryOnly, dbipCity, mmdbData } from './city-data.ts';
import { countryDisc } from './countries.ts';
import { geoipLiteData } from './geoip-lite-data.ts';
import { networkClassOf } from './network-class.ts';
import { radiusKmOf } from './radius.ts';
import { rangesOf, reservedRanges } from './ranges.ts';

export interface GeoSettings {
  /** 'dbip' (default), 'country-only', 'geoip-lite', or mmdb files of the operator's: one for both families, or IPv4 and IPv6. */
  readonly city?: 'dbip' | 'country-only' | 'geoip-lite' | { readonly mmdb: readonly string[] };
  /** Folder with asn-ipv4.csv and asn-ipv6.csv; default: the npm package. */
  readonly asnFolder?: string;
  /** The operator's own egress, as CIDR. */
  readonly corporate?: readonly string[];
  readonly lists?: readonly { readonly class: NetworkClass; readonly cidrs: readonly string[] }[];
}

const mostCached = 100_000;
const dayMs = 86_400_000;
const staleDays = 400;

export async function openGeo(settings: GeoSettings = {}): Promise<GeoLookup & AsyncDisposable> {
  const { data, warning } = chosen(settings.city ?? 'dbip');
  const asn: AsnTable = openAsnTable(settings.asnFolder);
  const reserved = rangesOf(reservedRanges, 'reserved ranges');
  const corporate = rangesOf(settings.corporate ?? [], 'corporate egress');
  const lists = (settings.lists ?? []).map((list) => ({ class: list.class, ranges: rangesOf(list.cidrs, `list ${list.class}`) }));
  let cache = new Map<string, { place: Place | null; network: Network }>();
  let older = new Map<string, { place: Place | null; network: Network }>();

  function look(ip: string): { place: Place | null; network: Network } {
    const own = corporate.has(ip);
    if (!own && reserved.has(ip)) return { place: null, network: { asn: null, owner: null, class: 'private' } };
    const owner = asn.lookup(ip);
    const listed = lists.find((list) => list.ranges.has(ip))?.class;
    const kind = own ? 'corporate' : (listed ?? networkClassOf(owner?.asn ?? null, owner?.owner ?? null));
    const record = data?.lookup(ip) ?? null;
    const network: Network = { asn: owner?.asn ?? null, owner: owner?.owner ?? null, class: kind };
    return { place: record === null ? null : placeOf(record, kind), network };
  }

  return {
    lookup(ip) {
      let known = cache.get(ip);
      if (known !== undefined) return known;
      known = older.get(ip) ?? look(ip);
      if (cache.size >= mostCached) {
        older = cache;
        cache = new Map();
      }
      cache.set(ip, known);
      return known;
    },
    get sources() {
      const built = data?.built() ?? null;
      const old =
        built !== null && Date.now() - built > staleDays * dayMs
          ? `${data?.name} is of ${new Date(built).toISOString().slice(0, 10)}`
          : null;
      return [
        { name: data?.name ?? 'no city data', built, warning: warning ?? old },
        { name: 'AS numbers by RouteViews, DB-IP and the NRO', built: null, warning: null },
      ];
    },
    async [Symbol.asyncDispose]() {
      cache.clear();
      older.clear();
    },
  };
}

function chosen(city: NonNullable<GeoSettings['city']>): { data: CityData | null; warning: string | null } {
  if (city === 'geoip-lite') {
    return {
      data: geoipLiteData(),
      warning: 'geoip-lite answers from data of August 2019: places are often wrong; choose another source',
    };
  }
  if (typeof city === 'object') {
    const [four = '', six = four] = city.mmdb;
    return { data: mmdbData(four, four, six), warning: null };
  }
  const preferred = city === 'dbip' ? dbipCity() : null;
  if (preferred !== null) return { data: preferred, warning: null };
  const fallback = countryOnly();
  return {
    data: fallback,
    warning:
      fallback === null
        ? 'no geo data is installed: no place is known'
        : 'only countries are known: travel inside one is not seen',
  };
}

function placeOf(record: CityRecord, network: NetworkClass): Place | null {
  const disc = countryDisc(record.country);
  const radiusKm = record.radiusKm ?? radiusKmOf(record.country, record.city, record.state, network);
  const { latitude, longitude } = record;
  // (0, 0) means that the data does not know.
  if (latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0)) {
    return { country: record.country, city: record.city, latitude, longitude, radiusKm };
  }
  return disc === null ? null : { country: record.country, city: null, ...disc };
}
