/** Toy: a success from a place that neither the profile nor the timeline knows. Uses the profile and earlier findings. */

import { type Detector, dayMs, hourMs, isNormal, nothing, placeKey } from '@gatewatch/domain';
import { toyCard, toyFinding, toyMeasure } from './toy-parts.ts';

export const toyNewPlace: Detector = {
  card: toyCard('toy-new-place', { windowMs: dayMs, joinMs: 30 * hourMs }),
  measure: toyMeasure,
  judge(row, past) {
    if (row.kind !== 'sign-in' || row.outcome !== 'success') return nothing;
    const key = placeKey(row);
    if (key === null || past.profile.rows === 0) return nothing;
    if (isNormal(past.profile.places.get(key))) return nothing;
    const today = past.rows.some((other) => other.kind === 'sign-in' && other.outcome === 'success' && placeKey(other) === key);
    if (today) return nothing;
    return {
      findings: [
        toyFinding([row], {
          baseline: [...past.profile.places.keys()].sort(),
          because: past.findings.map((found) => `${found.detector} ${found.rowId}`),
        }),
      ],
    };
  },
};
