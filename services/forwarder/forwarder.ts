/** Every destination with its sender over one outbox: what was accepted is sent, each at its own pace. */

import type { Deliveries, Vitals } from '@gatewatch/domain';
import type { OpenedDestination } from './open-destinations.ts';
import { accept, type Published } from './sending/accept.ts';
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
}

export interface Forwarder {
  /** Resolves when the revisions are owed and the position has moved with them. */
  accept(published: Published): Promise<void>;
  /** Where reading of a partition goes on. */
  position(partition: string): Promise<number>;
  /** Sends until the signal is aborted. Rejects with a broken store or a bug. */
  run(signal: AbortSignal): Promise<void>;
}

export function createForwarder(input: ForwarderInput): Forwarder {
  const { destinations, deliveries, vitals, clock = wallClock, random = Math.random, alone = false } = input;
  const senders = destinations.map(({ rule, destination, dress }) =>
    createSender({ rule, destination, deliveries, vitals, clock, random, dress }),
  );
  return {
    async accept(published) {
      await accept(
        deliveries,
        destinations.map(({ rule }) => rule),
        published,
        clock.now(),
      );
      for (const sender of senders) sender.wake();
    },
    position: (partition) => deliveries.position(partition),
    async run(signal) {
      const stopping = new AbortController();
      const either = AbortSignal.any([signal, stopping.signal]);
      if (alone) for (const { rule } of destinations) await deliveries.release(rule.name);
      try {
        await Promise.all(senders.map((sender) => sender.run(either)));
      } finally {
        stopping.abort();
      }
    },
  };
}
