/** Where flows put their records: serial numbers, vendor ids, and deliveries that wait in minutes until they are due. */

import { type Delivery, deliveriesOf } from './delivery.ts';
import { auditId } from './entra-audit.ts';
import { googleId } from './google-activity.ts';
import { guid } from './ids.ts';
import type { Random } from './random.ts';
import type { SimulatedRecord } from './record.ts';

export interface Waiting {
  readonly record: SimulatedRecord;
  readonly delivery: Delivery;
  /** Breaks ties: the order of staging. */
  readonly order: number;
}

export interface Stage {
  readonly seed: number;
  serial(): number;
  /** The vendor's id of the record. `late`: ms between event and processing instead of a drawn lag. */
  add(record: SimulatedRecord, random: Random, late?: number | null): string;
  /** Deliveries up to `until` (exclusive, whole minutes), one minute at a time; they are forgotten then. */
  due(until: number): Generator<readonly Waiting[]>;
  /** Deliveries not yet due. */
  readonly waiting: number;
}

const minuteMs = 60_000;

/** Records outside [from, to) are numbered but never delivered. */
export function createStage(seed: number, from: number, to: number): Stage {
  const minutes = new Map<number, Waiting[]>();
  let next = Math.floor(from / minuteMs);
  let last = next;
  let serials = 0;
  let orders = 0;
  let waiting = 0;
  return {
    seed,
    serial: () => ++serials,
    add(record, random, late = null) {
      for (const delivery of deliveriesOf(record, random, late)) {
        if (record.time < from || record.time >= to) continue;
        const minute = Math.floor(delivery.at / minuteMs);
        const list = minutes.get(minute);
        const item = { record, delivery, order: orders++ };
        if (list === undefined) minutes.set(minute, [item]);
        else list.push(item);
        if (minute > last) last = minute;
        waiting++;
      }
      if (record.kind === 'entra-sign-in') return guid(seed, record.serial, 0, true);
      return record.kind === 'entra-audit' ? auditId(seed, record.serial, record.correlation) : googleId(seed, record);
    },
    *due(until) {
      for (; next * minuteMs < until && next <= last; next++) {
        const list = minutes.get(next);
        if (list === undefined) continue;
        minutes.delete(next);
        waiting -= list.length;
        yield list.sort((a, b) => a.delivery.at - b.delivery.at || a.order - b.order);
      }
    },
    get waiting() {
      return waiting;
    },
  };
}
