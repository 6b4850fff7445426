/** Everything that is known of an address: place with an honest radius, network, class. Loaded at the first look-up, cached. */

import { isIP } from 'node:net';
import { type GeoLookup, hash64, type Network, type NetworkClass, type Place, recent } from '@gatewatch/domain';
import { mmdbAsnTable } from './asn-mmdb.ts';
import { type AsnTable, csvAsnTable, npmAsnTable } from './asn-table.ts';
import { type CitySetting, chooseCityData } from './choose-city-data.ts';
import type { CityRecord } from './city-data.ts';
import { embeddedIp4 } from './embedded-ip4.ts';
import { networkClassOf } from './network-class.ts';
import { placeOf } from './place-of.ts';
import { rangesOf } from './ranges.ts';
import { reservedRanges } from './reserved-ranges.ts';
import { guarded } from './source.ts';

export type AsnSetting = 'npm' | { readonly csv: string } | { readonly mmdb: string };

export interface GeoSettings {
  /** Which data says where an address is; default 'dbip'. */
  readonly city?: CitySetting;
  /** Who owns an address: the npm package (default), an mmdb file, or a CSV file with lines `start,end,asn,owner`. */
  readonly asn?: AsnSetting;
  /** The operator's own egress, as CIDR. Which of it is valid at a time is the caller's to decide. */
  readonly corporate?: readonly string[];
  /** The operator's lists; the first that holds an address decides its class. */
  readonly lists?: readonly NetworkList[];
}

export interface NetworkList {
  readonly class: NetworkClass;
  readonly cidrs: readonly string[];
  /** A list that came out of a file is one of the sources that people see, with what is wrong with it. */
  readonly source?: GeoLookup['sources'][number];
}

type Known = ReturnType<GeoLookup['lookup']>;

/** Throws an Error of one sentence for a file that is missing, cut or of another kind, and for a line that is no address range. */
export async function openGeo(settings: GeoSettings = {}): Promise<GeoLookup & AsyncDisposable> {
  const city = guarded<CityRecord>(chooseCityData(settings.city ?? 'dbip'), {
    name: 'no data on places',
    warning: 'no data on places is installed: no place is known, and travel is not seen',
  });
  const { asn = 'npm' } = settings;
  const owners = guarded(asnTable(asn), {
    name: 'no data on networks',
    warning: 'no data on networks is installed (@ip-location-db/asn): hosting, VPN and mobile carriers are not told apart',
  });
  const reserved = rangesOf(reservedRanges, 'reserved ranges');
  const corporate = rangesOf(settings.corporate ?? [], 'corporate egress');
  const lists = (settings.lists ?? []).map((list) => ({ class: list.class, ranges: rangesOf(list.cidrs, `list ${list.class}`) }));

  const named = [city, owners].map((data) => [data.source(0).name, data.source(0).built]);
  const version = hash64(
    JSON.stringify([named, settings.corporate ?? [], (settings.lists ?? []).map((list) => [list.class, list.cidrs])]),
  );

  // Answers share their places and networks: a hundred thousand addresses are some thousand places.
  const places = new Map<string, Place>();
  const networks = new Map<string, Network>();
  const known = recent<Known>(mostKnown / 2, {
    onTurn() {
      places.clear();
      networks.clear();
    },
  });

  function network(number: number | null, owner: string | null, operators: NetworkClass | null): Network {
    const key = `${number} ${operators} ${owner}`;
    let shared = networks.get(key);
    if (shared === undefined) {
      shared = { asn: number, owner, class: operators ?? networkClassOf(number, owner) };
      networks.set(key, shared);
    }
    return shared;
  }

  function place(row: CityRecord, networkClass: NetworkClass): Place | null {
    // `state` decides the radius where there is no city.
    const key = `${row.latitude} ${row.longitude} ${row.radiusKm} ${row.country} ${networkClass} ${row.state === null} ${row.city}`;
    const shared = places.get(key);
    if (shared !== undefined) return shared;
    const made = placeOf(row, networkClass);
    if (made !== null) places.set(key, made);
    return made;
  }

  function lookUp(text: string): Known | null {
    const family = isIP(text);
    if (family === 0) return null;
    const ip = family === 4 ? text : (embeddedIp4(text) ?? text);
    const operators = corporate.has(ip) ? 'corporate' : (lists.find((list) => list.ranges.has(ip))?.class ?? null);
    if (reserved.has(ip)) return { place: null, network: network(null, null, operators ?? 'private') };
    const owner = owners.lookup(ip);
    const net = network(owner?.asn ?? null, owner?.owner ?? null, operators);
    const row = city.lookup(ip);
    return { place: row === null ? null : place(row, net.class), network: net };
  }

  return {
    lookup(ip) {
      let found = known.get(ip);
      if (found === undefined) {
        const answer = lookUp(ip);
        if (answer === null) return nothing; // no address: not kept, for it may be of any length
        found = answer;
        known.set(ip, found);
      }
      return found;
    },
    version,
    get sources() {
      const now = Date.now(); // for people only: no judgement depends on it
      return [city.source(now), owners.source(now), ...(settings.lists ?? []).flatMap(({ source }) => source ?? [])];
    },
    async [Symbol.asyncDispose]() {
      known.clear();
      places.clear();
      networks.clear();
      city.close();
      owners.close();
    },
  };
}

function asnTable(setting: AsnSetting): AsnTable | null {
  if (setting === 'npm') return npmAsnTable();
  return 'csv' in setting ? csvAsnTable(setting.csv) : mmdbAsnTable(setting.mmdb);
}

// Some 100 bytes each beside the shared parts.
const mostKnown = 100_000;
const nothing: Known = { place: null, network: { asn: null, owner: null, class: 'unknown' } };
