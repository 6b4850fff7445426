/** An alert of the forwarder's own, that tells of no finding: a test, or a summary where a format knows alerts alone. */

import type { Alert } from '@gatewatch/domain';

export type PlainAlert = Pick<Alert, 'id' | 'revision' | 'tenant' | 'title' | 'explanation' | 'subject' | 'findings'> & {
  /** Stands in the place of a detector. */
  readonly kind: string;
  /** Unix ms. */
  readonly time: number;
};

export function plainAlert({ kind, time, ...own }: PlainAlert): Alert {
  return {
    ...own,
    schema: 1,
    epoch: '',
    detector: { id: kind, version: 1 },
    severity: 'low',
    risk: 0,
    confidence: 'high',
    because: [],
    entities: [],
    firstSeen: time,
    lastSeen: time,
    detectedAt: time,
    evidence: { rows: 0, decisive: [], events: [] },
    facts: [],
    baseline: [],
    attack: [],
    steps: [],
    state: 'open',
    cause: null,
    replacedBy: null,
    disposition: null,
    gaps: [],
  };
}
