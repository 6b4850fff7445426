/** Card, finding and measure that the toy detectors share. */

import { type Card, type Fact, type Finding, hourMs, type IdentityEvent } from '@gatewatch/domain';

export function toyCard(id: string, more: Partial<Card> = {}): Card {
  return {
    id,
    version: 1,
    title: id,
    severity: 'medium',
    attack: [],
    question: '',
    anchor: '',
    blindSpots: [],
    falsePositives: [],
    steps: [],
    kinds: ['sign-in'],
    windowMs: hourMs,
    joinMs: hourMs,
    options: {},
    ...more,
  };
}

export function toyFinding(rows: readonly IdentityEvent[], more: Partial<Finding> = {}): Finding {
  const decisive = rows.slice(-20);
  return {
    variant: '',
    severity: 'medium',
    risk: 50,
    confidence: 'high',
    because: [],
    explanation: rows.map((row) => row.id).join(' '),
    facts: toyMeasure(decisive),
    decisive: decisive.map((row) => row.id),
    baseline: [],
    ...more,
  };
}

export function toyMeasure(rows: readonly IdentityEvent[]): readonly Fact[] {
  return [{ name: 'rows', value: rows.length, unit: null, threshold: 1, test: '>=' }];
}
