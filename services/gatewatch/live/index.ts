/** Door of the live setting: what the stages are made of, from the configuration. */

export { openFreshGeo } from '../geo/fresh-geo.ts';
export { identityRulesOf } from '../identity-rules.ts';
export { keepPlacesFresh } from '../run/fresh-places.ts';
export { type LiveJudging, liveJudging } from './live-judging.ts';
export { recordReading } from './record-reading.ts';
