/** Toy: says of every third row all that it was shown: rows, profile, findings. Two engines that agree on it agree on the past. */

import { type Detector, dayMs, hash32, hash64, nothing } from '@gatewatch/domain';
import { toyCard, toyFinding, toyMeasure } from './toy-parts.ts';

export const toyMirror: Detector = {
  card: toyCard('toy-mirror', {
    kinds: ['sign-in', 'factor-change', 'device-registration'],
    severity: 'low',
    windowMs: dayMs,
    joinMs: 0,
  }),
  measure: toyMeasure,
  judge(row, past) {
    if (hash32(row.id) % 3 !== 0) return nothing;
    const oneByOne = past.rows.map((_, back) => past.newest(back)?.id).reverse();
    const seen = {
      rows: past.rows.map(({ id }) => id),
      oneByOne: past.newest(past.rows.length) === undefined ? oneByOne : 'more than there are',
      profile: {
        ...past.profile,
        text: null, // how the engine wrote it
        ...Object.fromEntries(kinds.map((kind) => [kind, [...past.profile[kind]].sort()])),
      },
      findings: past.findings,
    };
    return { findings: [toyFinding([row], { severity: 'low', explanation: hash64(JSON.stringify(seen)) })] };
  },
};

const kinds = ['places', 'networks', 'devices', 'apps', 'factors', 'routes'] as const;
