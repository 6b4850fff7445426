/** Where addresses are, by the configuration: the operator's files, else what `gatewatch geo update` fetched, else what is installed. */

import { homedir } from 'node:os';
import { join } from 'node:path';
import type { GeoLookup } from '@gatewatch/domain';
import {
  type AsnSetting,
  type CitySetting,
  type ListFile,
  type NetworkList,
  openGeo,
  readKept,
  readList,
} from '@gatewatch/enrichment';
import { type Config, UserMistake } from '@gatewatch/runtime';

/** Throws UserMistake for a data file that is no good. A broken line of a list file is a warning of its source instead. */
export async function openConfiguredGeo(config: Config): Promise<GeoLookup & AsyncDisposable> {
  const corporate = config.tenants.flatMap((tenant) => [...tenant.egress, ...tenant.offices.flatMap((office) => office.egress)]);
  try {
    const folder = geoFolder(config);
    const kept = readKept(folder);
    const city: CitySetting =
      config.geo.mmdb !== undefined
        ? { mmdb: config.geo.mmdb }
        : config.geo.city === 'dbip' && kept.city.current !== null
          ? { mmdb: [join(folder, kept.city.current.file)] }
          : config.geo.city;
    const asn = kept.asn.current === null ? 'npm' : asnSetting(join(folder, kept.asn.current.file));
    return await openGeo({ city, asn, corporate, lists: config.geo.lists.map(listOf) });
  } catch (cause) {
    throw new UserMistake(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** The configured folder, else `gatewatch/geo` among the user's data (XDG Base Directory Specification). */
export function geoFolder(config: Config): string {
  return config.geo.folder ?? join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'gatewatch', 'geo');
}

function asnSetting(path: string): AsnSetting {
  return path.endsWith('.csv') ? { csv: path } : { mmdb: path };
}

function listOf({ class: of, cidrs, file }: Config['geo']['lists'][number]): NetworkList {
  if (file === undefined) return { class: of, cidrs };
  const read = readList(file);
  return {
    class: of,
    cidrs: [...cidrs, ...read.cidrs],
    source: { name: `list ${of} of ${file}, ${read.cidrs.length} ranges`, built: read.changed, warning: listProblem(read) },
  };
}

/** The first, and how many more there are; null: none. */
export function listProblem({ problems }: Pick<ListFile, 'problems'>): string | null {
  const [first, ...others] = problems;
  if (first === undefined) return null;
  return others.length > 0 ? `${first} (and ${others.length} more lines of it)` : first;
}
