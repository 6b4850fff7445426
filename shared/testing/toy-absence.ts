/** Toy: a second factor was asked for and no success followed within 30 min. Uses a timer. */

import { type Detector, minuteMs, nothing } from '@gatewatch/domain';
import { toyCard, toyFinding, toyMeasure } from './toy-parts.ts';

export const toyAbsence: Detector = {
  card: toyCard('toy-absence', { kinds: ['sign-in', 'timer'], severity: 'low' }),
  measure: toyMeasure,
  judge(row, past) {
    if (row.kind === 'sign-in')
      return row.outcome === 'interrupted' ? { findings: [], timers: [row.time + 30 * minuteMs] } : nothing;
    if (row.kind !== 'timer') return nothing;
    const asked = past.rows.find((other) => other.id === row.askedBy);
    if (asked === undefined) return nothing;
    const came = past.rows.some((other) => other.kind === 'sign-in' && other.outcome === 'success' && other.time >= asked.time);
    return came ? nothing : { findings: [toyFinding([asked, row], { severity: 'low' })] };
  },
};
