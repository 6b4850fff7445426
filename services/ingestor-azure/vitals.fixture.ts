/** Vitals that remember: what was said to fail, and how each component is now. */

import { noVitals, type Vitals } from '@gatewatch/domain';

export interface RecordingVitals extends Vitals {
  readonly failures: readonly string[];
  unhealthy(): readonly string[];
  details(): readonly string[];
  components(): readonly string[];
}

export function recordingVitals(): RecordingVitals {
  const failures: string[] = [];
  const now = new Map<string, { readonly works: boolean; readonly says: string }>();
  return {
    ...noVitals,
    failures,
    healthy: (component, detail = '') => void now.set(component, { works: true, says: detail }),
    failing(component, why) {
      failures.push(why);
      now.set(component, { works: false, says: why });
    },
    gone: (component) => void now.delete(component),
    unhealthy: () => [...now].flatMap(([component, { works }]) => (works ? [] : [component])),
    details: () => [...now.values()].map(({ says }) => says),
    components: () => [...now.keys()],
  };
}
