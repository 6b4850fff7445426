/**
 * Sends events to one destination that asked for them, batch by batch as the log gives them. The position moves once every event of a
 * batch was taken or is among the dead letters: at least once, in the order of the log but for what had to be tried again.
 */

import type { Deliveries, Delivery, IdentityEvent, Parcel } from '@gatewatch/domain';
import { eventVersion } from '@gatewatch/formats';
import { isForEvent, type Rule } from '../rule.ts';
import { backoffMs } from './backoff.ts';
import { batchesOf } from './batches.ts';
import type { Calls } from './calls.ts';
import type { WallClock } from './wall-clock.ts';

export interface EventBatch {
  /** Name of the log partition. */
  readonly partition: string;
  /** Position after these events. */
  readonly position: number;
  readonly events: readonly IdentityEvent[];
}

export interface EventSender {
  /** Where reading of a partition goes on. */
  position(partition: string): Promise<number>;
  /**
   * Resolves when the position has moved behind the batch, or when the signal is aborted: then another reads it again. A destination
   * that does not take it is tried for ever; the log keeps it.
   */
  take(batch: EventBatch, signal: AbortSignal): Promise<void>;
}

export interface EventSenderInput {
  readonly rule: Rule;
  readonly calls: Calls;
  readonly deliveries: Deliveries;
  readonly clock: WallClock;
  readonly random: () => number;
}

interface Row {
  readonly parcel: Parcel;
}

export function createEventSender({ rule, calls, deliveries, clock, random }: EventSenderInput): EventSender {
  const { limits } = calls;
  const nameOf = (partition: string) => `events ${rule.name} ${partition}`;

  /** Those that must be tried again, in their order. Dead ones go to `dead`. */
  async function round(rows: readonly Row[], dead: Delivery[], signal: AbortSignal): Promise<readonly Row[]> {
    const batches = calls.trying ? [rows.slice(0, 1)] : batchesOf(rows, limits);
    const done = new Set<Row>();
    for (let i = 0; i < batches.length; i += limits.concurrency) {
      const together = batches.slice(i, i + limits.concurrency);
      const answers = await Promise.all(
        together.map((batch) =>
          calls.send(
            batch.map(({ parcel }) => parcel),
            signal,
          ),
        ),
      );
      for (const [b, batch] of together.entries())
        for (const [r, row] of batch.entries()) {
          const answer = answers[b]?.[r];
          if (answer?.kind === 'rejected') dead.push(deadRow(row.parcel, answer, clock.now()));
          if (answer?.kind === 'rejected' || answer?.kind === 'delivered') done.add(row);
        }
      if (signal.aborted || calls.closedUntil > clock.now()) break;
    }
    return rows.filter((row) => !done.has(row));
  }

  function deadRow(parcel: Parcel, { code, why }: { readonly code: string; readonly why: string }, now: number): Delivery {
    return {
      ...{ destination: rule.name, parcel, state: 'dead', attempts: 1, dueAt: now, since: now },
      ...{ lastError: { code, why }, told: null },
    };
  }

  return {
    position: (partition) => deliveries.position(nameOf(partition)),
    async take({ partition, position, events }, signal) {
      let rows: readonly Row[] = events.filter((event) => isForEvent(rule, event)).map((event) => ({ parcel: parcelOf(event) }));
      const dead: Delivery[] = [];
      for (let failures = 0; rows.length > 0; ) {
        const closed = calls.closedUntil - clock.now();
        if (closed > 0) await clock.wait(closed, signal);
        if (signal.aborted) return;
        const left = await round(rows, dead, signal);
        failures = left.length < rows.length ? 0 : failures + 1;
        rows = left;
        if (rows.length > 0 && calls.closedUntil <= clock.now() && !signal.aborted)
          await clock.wait(backoffMs(failures + 1, random()), signal);
      }
      if (!signal.aborted) await deliveries.accept(nameOf(partition), position, dead);
    },
  };
}

function parcelOf(event: IdentityEvent): Parcel {
  return {
    ...{ id: event.id, revision: eventVersion(event), tenant: event.tenant, notice: 'event' },
    ...{ alert: null, event, summarised: [] },
  };
}
