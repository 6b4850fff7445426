/**
 * Places and networks of a service that runs on: fetched by schedule, read again when their files changed. An ingestor, which puts
 * them into events, says the new epoch in the log; a detector says it where it takes a partition whose log was told another one.
 */

import { type Intake, minuteMs, type Vitals } from '@gatewatch/domain';
import { forEver, type IdentityRules } from '@gatewatch/engine';
import type { Config } from '@gatewatch/runtime';
import type { FreshGeo } from '../geo/fresh-geo.ts';
import { liveJudging } from '../live/live-judging.ts';
import { liveGeo } from '../run/live-geo.ts';
import { pausing } from '../run/pausing.ts';

export interface FreshPlaces {
  readonly config: Config;
  readonly rules: IdentityRules;
  readonly geo: FreshGeo;
  readonly vitals: Vitals;
  /** Where a new epoch is said; null where nobody hears of it at once. */
  readonly intake: Pick<Intake, 'control'> | null;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Looks each minute; rejects with the signal's reason. */
export async function keepPlacesFresh(plan: FreshPlaces, signal: AbortSignal): Promise<never> {
  const { config, rules, geo, vitals, intake, wait = pausing } = plan;
  const live = liveGeo(config, geo, vitals);
  const looking = async (): Promise<never> => {
    for (;;) {
      await wait(minuteMs, signal);
      const at = Date.now();
      if (!(await live.look(at)) || intake === null) continue;
      const { epoch } = liveJudging(config, rules, geo.version).settings;
      await forEver(() => intake.control([{ type: 'epoch', at, epoch }], signal), { component: 'log', vitals, signal });
    }
  };
  const [ended] = await Promise.all([looking(), live.fetch(signal)]);
  return ended;
}
