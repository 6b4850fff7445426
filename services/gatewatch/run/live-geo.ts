/** Places and networks of a running service: fetched anew by schedule, read again when their files changed, their age told. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Vitals } from '@gatewatch/domain';
import { type Config, UserMistake } from '@gatewatch/runtime';
import type { FreshGeo } from '../geo/fresh-geo.ts';
import { runGeoSchedule } from '../geo/geo-schedule.ts';
import { updateGeo } from '../geo/update-geo.ts';

export interface LiveGeo {
  /** Reads again what changed: true where it is a new epoch. */
  look(now: number): Promise<boolean>;
  /** Fetches by `geo.update.every` until the signal is given. */
  fetch(signal: AbortSignal): Promise<void>;
}

const component = 'geo data';

export function liveGeo(config: Config, geo: FreshGeo, vitals: Vitals): LiveGeo {
  return {
    async look(now) {
      let changed = false;
      try {
        changed = await geo.refresh();
        vitals.healthy(component);
      } catch (error) {
        if (!(error instanceof UserMistake)) throw error;
        vitals.failing(component, error.message);
      }
      for (const { name, built } of geo.sources)
        if (built !== null) vitals.set('gatewatch_geo_age_seconds', { data: name }, Math.max(0, now - built) / 1000);
      return changed;
    },
    async fetch(signal) {
      const everyMs = config.geo.update?.every;
      if (everyMs === undefined) return;
      await runGeoSchedule(
        {
          everyMs,
          update: (kind) => updateGeo(config, kind, Date.now()),
          failed: (sentence) => vitals.failing('geo update', sentence),
          wait: (ms, stop) => pause(ms, undefined, { signal: stop }).catch(() => {}),
        },
        signal,
      );
    },
  };
}
