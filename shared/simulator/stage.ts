/** Where flows put their records: serial numbers, vendor ids, and deliveries that wait in minutes until they are due. */

import type { Cause, Staging } from './causes.ts';
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
  /** What `act` adds looks like an attack and is none. */
  because(cause: Cause, subject: string, act: () => void): void;
  /** What was staged so since the last call. */
  causes(): readonly Staging[];
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
  let named: string[] | null = null;
  let stagings: Staging[] = [];
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
      const id = idOf(seed, record);
      named?.push(id);
      return id;
    },
    because(cause, subject, act) {
      const outer = named;
      const records: string[] = [];
      named = records;
      act();
      named = outer;
      if (records.length > 0) stagings.push({ cause, subject, records });
    },
    causes() {
      const all = stagings;
      stagings = [];
      return all;
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

function idOf(seed: number, record: SimulatedRecord): string {
  if (record.kind === 'entra-sign-in') return guid(seed, record.serial, 0, true);
  return record.kind === 'entra-audit' ? auditId(seed, record.serial, record.correlation) : googleId(seed, record);
}
