/**
 * Places and networks of what runs on: fetched by schedule, read again each minute when their files changed. Newer ones are a new epoch:
 * an ingestor, which puts them into events, says it in the log; a detector says it where it takes a partition whose log was told another.
 */

import { minuteMs, type Vitals } from '@gatewatch/domain';
import type { IdentityRules } from '@gatewatch/engine';
import type { Config } from '@gatewatch/runtime';
import type { FreshGeo } from '../geo/fresh-geo.ts';
import { type LiveJudging, liveJudging } from '../live/live-judging.ts';
import { liveGeo } from './live-geo.ts';
import { pausing } from './pausing.ts';

export interface FreshPlaces {
  readonly config: Config;
  readonly rules: IdentityRules;
  readonly geo: FreshGeo;
  readonly vitals: Vitals;
  /** How is judged from now on; `at`: when newer data were found, Unix ms. */
  readonly changed: (judging: LiveJudging, at: number) => void | Promise<void>;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Resolves when the signal is given. */
export async function keepPlacesFresh(plan: FreshPlaces, signal: AbortSignal): Promise<void> {
  const { config, rules, geo, vitals, changed, wait = pausing } = plan;
  const live = liveGeo(config, geo, vitals);
  const looking = async (): Promise<never> => {
    for (;;) {
      await wait(minuteMs, signal);
      const at = Date.now();
      if (await live.look(at)) await changed(liveJudging(config, rules, geo.version), at);
    }
  };
  try {
    await Promise.all([looking(), live.fetch(signal)]);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
