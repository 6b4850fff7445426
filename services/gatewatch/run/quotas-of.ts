/** Quotas of the tenants that have one. */

import type { Quota } from '@gatewatch/engine';
import type { Config } from '@gatewatch/runtime';

/** Seconds of its rate that come at once after a pause, where the configuration does not say. */
const usualBurstSeconds = 10;

export function quotasOf({ tenants }: Pick<Config, 'tenants'>): ReadonlyMap<string, Quota> {
  return new Map(
    tenants.flatMap(({ id, quota }) =>
      quota === undefined ? [] : [[id, { ...quota, burst: quota.burst ?? quota.recordsPerSecond * usualBurstSeconds }]],
    ),
  );
}
