/** The rules, in the order of the alphabet. */

import { type KeptRule, kept } from '../rule.ts';
import { checkpointAge } from './checkpoint-age.ts';
import { componentFailing } from './component-failing.ts';
import { consumerLag } from './consumer-lag.ts';
import { eventDelay } from './event-delay.ts';
import { geoAge } from './geo-age.ts';
import { quarantineRate } from './quarantine-rate.ts';
import { sourceBehind } from './source-behind.ts';
import { sourceSilent } from './source-silent.ts';

export const rules: readonly KeptRule[] = [
  kept(checkpointAge),
  kept(componentFailing),
  kept(consumerLag),
  kept(eventDelay),
  kept(geoAge),
  kept(quarantineRate),
  kept(sourceBehind),
  kept(sourceSilent),
];
