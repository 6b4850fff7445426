/** A look-up that stays open while its data change: fetched data and list files are read again when they did, and only then. */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { GeoLookup } from '@gatewatch/domain';
import type { Config } from '@gatewatch/runtime';
import { geoFolder, openConfiguredGeo } from './configured-geo.ts';

export interface FreshGeo extends GeoLookup, AsyncDisposable {
  /** True where the data or lists changed: a new epoch, named by `version`. Throws UserMistake where the new ones are no good; the old ones answer on. */
  refresh(): Promise<boolean>;
}

export async function openFreshGeo(config: Config): Promise<FreshGeo> {
  let stamp = stampOf(config);
  let open = await openConfiguredGeo(config);
  return {
    lookup: (ip) => open.lookup(ip),
    get version() {
      return open.version;
    },
    get sources() {
      return open.sources;
    },
    async refresh() {
      const now = stampOf(config);
      if (now === stamp) return false;
      stamp = now; // a bad state is told once, until it changes again
      const next = await openConfiguredGeo(config);
      const before = open;
      open = next;
      await before[Symbol.asyncDispose]();
      return next.version !== before.version;
    },
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  };
}

/** Changes when a watched file does: its size, its time of change, or whether it is there. */
function stampOf(config: Config): string {
  const watched = [
    join(geoFolder(config), 'current.json'),
    ...config.geo.lists.flatMap(({ file }) => file ?? []),
    ...(config.geo.mmdb ?? []),
  ];
  const stamps = watched.map((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? null : [stat.size, stat.mtimeMs, stat.ino];
  });
  return JSON.stringify(stamps);
}
