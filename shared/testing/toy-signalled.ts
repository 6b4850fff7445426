/** Toy: passes a counting lane's signal on to the person it names. */

import { type Detector, nothing } from '@gatewatch/domain';
import { toyCard, toyFinding, toyMeasure } from './toy-parts.ts';

export const toySignalled: Detector = {
  card: toyCard('toy-signalled', { kinds: ['signal'] }),
  measure: toyMeasure,
  judge: (row) =>
    row.kind === 'signal' && !row.withdrawn ? { findings: [toyFinding([row], { explanation: `${row.count}` })] } : nothing,
};
