/** `gatewatch geo update`, `lookup`, `back`: data on addresses, and what they say. */

import { isIP } from 'node:net';
import { label } from '@gatewatch/domain';
import { type DataKind, putBack, readKept } from '@gatewatch/enrichment';
import { emptyConfig, loadConfig, UserMistake } from '@gatewatch/runtime';
import { geoFolder, openConfiguredGeo } from '../geo/configured-geo.ts';
import { holdingFolder } from '../geo/holding-folder.ts';
import { updateGeo } from '../geo/update-geo.ts';
import { say } from '../terminal.ts';

export interface GeoOptions {
  readonly config?: string;
}

const kinds = ['city', 'asn'] as const;

/** One kind that fails does not hold the other back. */
export async function geoUpdateCommand(options: GeoOptions): Promise<void> {
  const config = await configOf(options);
  const problems: string[] = [];
  for (const kind of kinds) {
    try {
      const updated = await updateGeo(config, kind, Date.now());
      if (updated.state === 'same') say(`${kind}: ${updated.name} of ${day(updated.built)} is in use already.`);
      else say(`${kind}: ${updated.name} of ${day(updated.built)} is in use from now on, from ${updated.from}.`);
    } catch (error) {
      if (!(error instanceof UserMistake)) throw error;
      problems.push(`${kind}: ${error.message}`);
    }
  }
  if (problems.length > 0) throw new UserMistake(problems.join('\n'));
}

export async function geoBackCommand(kind: string, options: GeoOptions): Promise<void> {
  const known = kinds.find((one): one is DataKind => one === kind);
  if (known === undefined) throw new UserMistake(`There are no data of kind ${label(kind, 60)}: write city or asn.`);
  const folder = geoFolder(await configOf(options));
  const back = readKept(folder)[known].before === null ? null : await holdingFolder(folder, () => putBack(folder, known));
  if (back === null) throw new UserMistake(`${folder} keeps no ${known} data from before: there is nothing to go back to.`);
  say(`${known}: ${back.name} of ${day(back.built)} is in use again.`);
}

export async function geoLookupCommand(addresses: readonly string[], options: GeoOptions): Promise<void> {
  const wrong = addresses.filter((address) => isIP(address) === 0);
  if (wrong.length > 0)
    throw new UserMistake(wrong.map((text) => `${label(text, 60)} is no address: write 192.0.2.1 or 2001:db8::1.`).join('\n'));
  await using geo = await openConfiguredGeo(await configOf(options));
  for (const address of addresses) {
    const { place, network } = geo.lookup(address);
    const where =
      place === null
        ? 'place unknown'
        : `${place.city === null ? '' : `${label(place.city)}, `}${place.country} (${place.latitude}, ${place.longitude}), within ${place.radiusKm} km`;
    const owner = network.asn === null ? 'owner unknown' : `AS${network.asn} ${label(network.owner ?? '')}`;
    say(`${address}: ${where}; ${owner}; class ${network.class}`);
  }
  const now = Date.now();
  for (const { name, built, warning } of geo.sources) {
    const age = built === null ? 'age unknown' : `of ${day(built)}, ${Math.floor((now - built) / 86_400_000)} days old`;
    say(`From ${name}, ${age}.${warning === null ? '' : ` Note: ${warning}.`}`);
  }
}

async function configOf({ config }: GeoOptions) {
  return config === undefined ? emptyConfig() : await loadConfig(config);
}

function day(time: number | null): string {
  return time === null ? 'an unknown day' : new Date(time).toISOString().slice(0, 10);
}
