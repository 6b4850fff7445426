/**
 * Events to one destination, distributed: it reads the lane's log by itself, as far as it takes them. Its position stands in the ledger
 * of deliveries and moves behind what was taken; the log keeps the rest.
 */

import { partitionOf, topicNames } from '@gatewatch/bus';
import { type BatchContext, LedgerUnavailable } from '@gatewatch/domain';
import { eventIn, forEver, homeOf, personKeys } from '@gatewatch/engine';
import type { EventSender } from '@gatewatch/forwarder';
import { pausing } from '../run/pausing.ts';
import type { ServiceParts } from './service-parts.ts';

const beatMs = 1000;

/** Ends with the signal. Rejects with BusFailed and bugs. */
export async function sendEvents(
  destination: string,
  sender: EventSender,
  { servers: { bus, kafka }, vitals }: ServiceParts,
  signal: AbortSignal,
): Promise<void> {
  const topic = topicNames(kafka.topicPrefix).lane('person');
  const nameOf = (partition: number) => `${topic} ${partition}`;
  const trying = { component: 'deliveries', vitals, signal, gives: (error: unknown) => !(error instanceof LedgerUnavailable) };
  const lane = { keys: personKeys, partitions: kafka.partitions };
  await using consumer = await bus.consume({
    group: `${topic}.events.${destination}`,
    topic,
    async assigned(partition) {
      const position = await forEver(() => sender.position(nameOf(partition)), trying);
      const begin = (await bus.starts(topic))[partition] ?? 0;
      if (position > 0 && begin > position)
        vitals.count('gatewatch_events_unsent_total', { destination, reason: 'retention' }, begin - position);
      return position;
    },
    revoked() {},
    async batch({ partition, messages }, context) {
      const events = messages.flatMap((message) => {
        const event = eventIn(message);
        return event === null || homeOf(event, lane, partitionOf) !== partition ? [] : [event];
      });
      const position = (messages.at(-1)?.offset ?? -1) + 1;
      const stop = AbortSignal.any([signal, context.signal]);
      await beating(context, stop, () =>
        forEver(() => sender.take({ partition: nameOf(partition), position, events }, stop), { ...trying, signal: stop }),
      );
    },
  });
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await Promise.race([consumer.stopped, ended]);
}

/** A destination may be away for days: the group hears that the member lives all the while. */
async function beating(context: BatchContext, stop: AbortSignal, work: () => Promise<void>): Promise<void> {
  const done = new AbortController();
  const beat = async () => {
    for (;;) {
      await pausing(beatMs, done.signal);
      await context.heartbeat();
    }
  };
  const beats = beat();
  beats.catch(() => {});
  try {
    await Promise.race([work(), beats]);
  } catch (error) {
    if (!stop.aborted) throw error; // whoever has the partition now goes on
  } finally {
    done.abort();
  }
}
