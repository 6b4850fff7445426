/** Vitals that a suite can look into. */

import { type MetricName, noVitals, type Vitals } from '@gatewatch/domain';

export interface CountedVitals extends Vitals {
  total(metric: MetricName): number;
  /** Component → the last word: `healthy`, or why it is not. */
  readonly health: ReadonlyMap<string, string>;
}

export function countedVitals(): CountedVitals {
  const totals = new Map<string, number>();
  const health = new Map<string, string>();
  return {
    ...noVitals,
    count: (metric, _labels, by = 1) => void totals.set(metric, (totals.get(metric) ?? 0) + by),
    healthy: (component) => void health.set(component, 'healthy'),
    failing: (component, why) => void health.set(component, why),
    gone: (component) => void health.delete(component),
    total: (metric) => totals.get(metric) ?? 0,
    health,
  };
}
