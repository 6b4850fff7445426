/** Every destination with its sender over one outbox: what was accepted is sent, each at its own pace. */

import type { Deliveries, Vitals } from '@gatewatch/domain';
import type { OpenedDestination } from './open-destinations.ts';
import { inProcessSchedule } from './schedule/in-process.ts';
import type { Schedule } from './schedule/schedule.ts';
import { accept, type Published } from './sending/accept.ts';
import { createCalls } from './sending/calls.ts';
import { createEventSender, type EventSender } from './sending/event-sender.ts';
import { createSender } from './sending/sender.ts';
import { type WallClock, wallClock } from './sending/wall-clock.ts';

export interface ForwarderInput {
  readonly destinations: readonly OpenedDestination[];
  readonly deliveries: Deliveries;
  readonly vitals: Vitals;
  readonly clock?: WallClock;
  readonly random?: () => number;
  /** No other process sends from this outbox: what an earlier one held when it ended is sent at once. */
  readonly alone?: boolean;
  /** How long rows are kept that are over with, ms; for ever where not said. */
  readonly keepMs?: number;
  /** Where several processes send from this outbox, the one that they share; the caller closes it. */
  readonly schedule?: Schedule;
}

export interface Forwarder {
  /** Resolves when the revisions are owed and the position has moved with them. */
  accept(published: Published): Promise<void>;
  /** Where reading of a partition goes on. */
  position(partition: string): Promise<number>;
  /** Of each destination that asked for events. */
  readonly events: ReadonlyMap<string, EventSender>;
  /** Sends what is owed of alerts until the signal is aborted. Rejects with a broken store or a bug. */
  run(signal: AbortSignal): Promise<void>;
}

const pruneEveryMs = 3_600_000;

export function createForwarder(input: ForwarderInput): Forwarder {
  const { destinations, deliveries, vitals, clock = wallClock, random = Math.random, alone = false, keepMs } = input;
  const { schedule = inProcessSchedule(clock) } = input;
  const events = new Map<string, EventSender>();
  const senders = destinations.map(({ rule, destination, dress }) => {
    const calls = createCalls({ name: rule.name, destination, vitals, clock, random, dress });
    if (rule.events.length > 0) events.set(rule.name, createEventSender({ rule, calls, deliveries, clock, random }));
    const more = () => schedule.wake(rule.name, clock.now());
    return createSender({ rule, calls, deliveries, clock, random, more });
  });

  async function prune(signal: AbortSignal): Promise<void> {
    while (keepMs !== undefined && !signal.aborted) {
      await deliveries.prune(clock.now() - keepMs);
      await clock.wait(pruneEveryMs, signal);
    }
  }

  return {
    async accept(published) {
      const rules = destinations.map(({ rule }) => rule);
      const due = await accept(deliveries, rules, published, clock.now());
      for (const [destination, at] of due) await schedule.wake(destination, at);
    },
    position: (partition) => deliveries.position(partition),
    events,
    async run(signal) {
      const stopping = new AbortController();
      const either = AbortSignal.any([signal, stopping.signal]);
      if (alone) for (const { rule } of destinations) await deliveries.release(rule.name);
      try {
        await Promise.all([...senders.map((sender) => schedule.run(sender, either)), prune(either)]);
      } finally {
        stopping.abort();
      }
    },
  };
}
