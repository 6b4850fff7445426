/** Toy: three failures within 10 min, the fifth raises, a privileged person's are critical. Uses the timeline and a fact. */

import { type Detector, minuteMs, nothing } from '@gatewatch/domain';
import { toyCard, toyFinding, toyMeasure } from './toy-parts.ts';

export const toyBurst: Detector = {
  card: toyCard('toy-burst', {
    windowMs: 10 * minuteMs,
    joinMs: 30 * minuteMs,
    options: { failures: { default: 3, unit: 'sign-ins', reason: 'a toy' } },
  }),
  measure: toyMeasure,
  judge(row, past, options) {
    if (row.kind !== 'sign-in' || row.outcome === 'success') return nothing;
    const failed = past.rows.filter(
      (other) => other.kind === 'sign-in' && other.outcome !== 'success' && other.time > row.time - 10 * minuteMs,
    );
    if (failed.length + 1 < (options.failures ?? 3)) return nothing;
    const privileged = past.fact(`privileged:${past.subject}`) === 'yes';
    const severity = privileged ? 'critical' : failed.length > 3 ? 'high' : 'medium';
    return { findings: [toyFinding([...failed, row], { severity })] };
  },
};
