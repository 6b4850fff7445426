/** When and how often a record arrives. Figures: sources.md 1.11 (Entra) and 4.5 (Google); nothing is later than 23 h. */

import type { Random } from './random.ts';
import type { SimulatedRecord } from './record.ts';

export interface Delivery {
  /** Unix ms at which the record can be read. */
  readonly at: number;
  /** The vendor's processing time, Unix ms; copies with the same one are the same bytes. */
  readonly processed: number;
  /** An early rendering, published again later with more detail. */
  readonly poor: boolean;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** `late`: staged lateness in ms instead of a drawn one. */
export function deliveriesOf(record: SimulatedRecord, random: Random, late: number | null): readonly Delivery[] {
  const lag = late ?? lagOf(record, random);
  const processed = record.time + Math.floor(lag);
  const list: Delivery[] = [];
  const transport = random.within(2 * secondMs, 20 * secondMs);
  const revised = record.kind === 'entra-sign-in' && (record.risk !== 'none' || (record.factor !== null && random.chance(0.25)));
  list.push({ at: processed + transport, processed, poor: revised });
  if (revised) {
    const wait = random.chance(0.9) ? random.within(4 * minuteMs, 40 * minuteMs) : random.within(40 * minuteMs, 2 * hourMs);
    list.push({ at: processed + wait + transport, processed: processed + wait, poor: false });
  }
  if (random.chance(record.kind === 'google' ? 0.02 : 0.01)) {
    list.push({ at: processed + transport + random.within(minuteMs, 45 * minuteMs), processed, poor: revised });
  }
  return list;
}

function lagOf(record: SimulatedRecord, random: Random): number {
  const draw = random.next();
  if (record.kind !== 'google') {
    if (draw < 0.95) return random.real(20 * secondMs, 2 * minuteMs);
    if (draw < 0.99) return random.real(2 * minuteMs, 5 * minuteMs);
    return draw < 0.998 ? random.real(5 * minuteMs, hourMs) : random.real(hourMs, 3 * hourMs);
  }
  if (record.application === 'admin') return random.real(minuteMs, 4 * minuteMs);
  if (record.application === 'user_accounts') return random.real(10 * minuteMs, 40 * minuteMs);
  if (draw < 0.6) return random.real(minuteMs, 10 * minuteMs);
  return draw < 0.9 ? random.real(10 * minuteMs, 40 * minuteMs) : random.real(40 * minuteMs, 3 * hourMs);
}
