/** How late records of a source may come, by its name in the log: `<name in the configuration>/<part>`. */

import { dayMs } from '@gatewatch/domain';
import { replaySource } from '@gatewatch/engine';
import type { Config } from '@gatewatch/runtime';

export interface Lateness {
  /** The bound, ms. */
  of(source: string): number;
  /** A folder was read up to here (Unix ms), all that is in it in order. */
  reached(source: string, progress: number): void;
}

/**
 * What a folder holds is read in order, so while it is history nothing is waited for: the horizon is the lesser of its progress and
 * the time of the clock less the bound. What is younger than the bound may still be followed by a file with something older.
 */
export function createLateness(config: Config, now: () => number): Lateness {
  const { eventHubs, google, folders } = config.sources;
  const bounds = new Map<string, number>([[replaySource, 0]]);
  const read = new Map<string, number>();
  const of = (tenant: string | undefined) => config.tenants.find(({ id }) => id === tenant)?.lateness;
  for (const { name, tenant } of eventHubs) bounds.set(name, of(tenant)?.entra ?? dayMs);
  for (const { name, tenant } of google) bounds.set(name, of(tenant)?.google ?? dayMs);
  for (const { name, tenant } of folders) {
    // A folder holds either vendor's records, perhaps of several tenants.
    const all = tenant === undefined ? config.tenants.map(({ lateness }) => lateness) : [of(tenant)];
    const each = all.length === 0 ? [dayMs] : all.flatMap((one) => [one?.entra ?? dayMs, one?.google ?? dayMs]);
    bounds.set(name, Math.max(...each));
  }
  return {
    of(source) {
      const bound = bounds.get(source.split('/')[0] ?? '') ?? dayMs;
      const progress = read.get(source);
      return progress === undefined ? bound : Math.min(bound, Math.max(0, progress - (now() - bound)));
    },
    reached: (source, progress) => void read.set(source, Math.max(progress, read.get(source) ?? 0)),
  };
}
