/**
 * Reading with @platformatic/kafka: its membership of the group, our own requests, so that a partition can be paused, sought and
 * read from where the reader says. While one answer is worked off, the next is asked for. At each join of the group every
 * partition held before is given up and every one assigned is taken anew; the reader's fencing decides who may write.
 */

import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { BatchContext, BusConsumer, Subscription } from '@gatewatch/domain';
import { Consumer } from '@platformatic/kafka';
import type { KafkaSettings } from '../kafka-settings.ts';
import { clientOptions } from './client.ts';
import { failed } from './failed.ts';
import { fetchOf } from './fetching.ts';
import { type Fetched, type Held, stillCounts, turnTo } from './held.ts';

/** Kafka's word for the leader of a partition that has none: nobody can be asked for it now. */
const leaderless = -1;
const leaderlessMs = 200;

export async function platformaticConsumer(settings: KafkaSettings, subscription: Subscription): Promise<BusConsumer> {
  const { topic, atOnce = 1 } = subscription;
  const consumer = new Consumer({
    ...clientOptions(settings),
    groupId: subscription.group,
    sessionTimeout: settings.sessionMs,
    rebalanceTimeout: Math.max(settings.sessionMs, 10_000),
    heartbeatInterval: Math.max(200, Math.floor(settings.sessionMs / 5)),
    autocommit: false,
  });
  const held = new Map<number, Held>();
  const paused = new Set<number>();
  const asking = new Set<number>();
  const queue: Fetched[] = [];
  const stopped = Promise.withResolvers<void>();
  stopped.promise.catch(() => {});
  let ending: Promise<void> | null = null;
  /** Partitions with a batch in hand. */
  const inHand = new Map<number, Promise<void>>();
  let generation = '';
  /** When the group last answered, Unix ms. */
  let heardAt = Date.now();

  const giveUp = (): void => {
    queue.length = 0;
    for (const { partition, controller } of held.values()) {
      controller.abort();
      subscription.revoked(partition);
    }
    held.clear();
  };
  const end = (error?: unknown): Promise<void> => {
    ending ??= (async () => {
      giveUp();
      await consumer.close(true).catch(() => {});
      if (error === undefined) stopped.resolve();
      else stopped.reject(error instanceof Error ? failed(settings, error) : error);
    })();
    return ending;
  };
  const take = (partition: number): void => {
    const controller = new AbortController();
    const place: Held = { partition, controller, next: null, ahead: 0, turn: 0, paused: paused.has(partition) };
    held.set(partition, place);
    subscription.assigned(partition).then(
      (from) => {
        if (controller.signal.aborted) return;
        turnTo(place, Math.max(0, from));
        ask();
      },
      (error) => {
        if (!controller.signal.aborted) void end(error);
      },
    );
  };
  consumer.on('consumer:group:rebalance', giveUp);
  consumer.on('consumer:group:join', ({ memberId, generationId, assignments }) => {
    if (ending !== null || generation === `${memberId} ${generationId}`) return; // joined once, told twice
    generation = `${memberId} ${generationId}`;
    heardAt = Date.now();
    giveUp();
    for (const of of assignments ?? []) if (of.topic === topic) of.partitions.forEach(take);
  });
  consumer.on('consumer:heartbeat:end', () => {
    heardAt = Date.now();
  });
  consumer.on('error', (error) => void end(error));

  /** Asks every broker that is not being asked and of which nothing waits to be handed out. */
  function ask(): void {
    if (ending !== null || held.size === 0) return;
    consumer.metadata({ topics: [topic] }).then(
      ({ topics }) => {
        const of = topics.get(topic);
        if (of === undefined || ending !== null) return;
        const byLeader = Map.groupBy(
          [...held.values()].filter(({ next, paused }) => next !== null && !paused),
          ({ partition }) => of.partitions[partition]?.leader ?? leaderless,
        );
        if (byLeader.has(leaderless)) setTimeout(ask, leaderlessMs);
        for (const [node, places] of byLeader)
          if (node !== leaderless && !asking.has(node) && !queue.some((one) => one.node === node)) askNode(of.id, node, places);
      },
      (error) => void end(error),
    );
  }
  function askNode(topicId: string, node: number, places: readonly Held[]): void {
    asking.add(node);
    fetchOf({ consumer, topicId, node, places, fetchBytes: settings.fetchBytes }).then(
      (fetched) => {
        asking.delete(node);
        queue.push(...fetched);
        if (queue.length === 0) ask();
        else work();
      },
      (error) => {
        asking.delete(node);
        if (ending === null) void end(error);
      },
    );
  }
  /** Hands out what waits, in its order, as long as another batch may be in hand: one of a partition at a time. */
  function work(): void {
    while (ending === null && inHand.size < atOnce) {
      const at = queue.findIndex(({ place }) => !inHand.has(place.partition));
      const [fetched] = at < 0 ? [] : queue.splice(at, 1);
      if (fetched === undefined) break;
      if (!stillCounts(fetched)) continue;
      const { partition } = fetched.place;
      const handing = handOut(fetched).finally(() => {
        inHand.delete(partition);
        work();
      });
      inHand.set(partition, handing);
    }
    if (ending === null) ask();
  }
  async function handOut({ place, messages, after, end: highest }: Fetched): Promise<void> {
    const { partition, controller } = place;
    place.next = after;
    if (messages.length === 0) return;
    const context: BatchContext = {
      signal: controller.signal,
      async heartbeat() {
        await turnOfTheLoop(); // the client's own timers tell the group; a batch that lets nothing else run would keep them from it
        if (ending !== null || controller.signal.aborted || Date.now() - heardAt <= settings.sessionMs) return;
        // The group may have given everything to another by now, or is about to: the reader is asked anew for all of it.
        const before = [...held.keys()];
        giveUp();
        before.forEach(take);
      },
    };
    try {
      await subscription.batch({ topic, partition, messages, end: highest }, context);
    } catch (error) {
      if (!controller.signal.aborted) void end(error); // what an aborted batch says no longer matters: another does it again
    }
  }

  try {
    consumer.topics.track(topic);
    await consumer.joinGroup({});
  } catch (error) {
    await end();
    throw failed(settings, error);
  }
  return {
    pause(partition) {
      paused.add(partition);
      const place = held.get(partition);
      if (place === undefined) return;
      place.paused = true;
      if (place.next !== null) turnTo(place, place.next); // what waits is asked for again
    },
    resume(partition) {
      paused.delete(partition);
      const place = held.get(partition);
      if (place === undefined) return;
      place.paused = false;
      ask();
    },
    seek(partition, offset) {
      const place = held.get(partition);
      if (place === undefined || place.next === null) return;
      turnTo(place, offset);
      ask();
    },
    async commit(partition, nextOffset) {
      const offsets = [{ topic, partition, offset: BigInt(nextOffset), leaderEpoch: -1 }];
      // Information only: a group that is joining anew refuses it, and the next commit says the same.
      await consumer.commit({ offsets }).catch(() => {});
    },
    stopped: stopped.promise,
    async [Symbol.asyncDispose]() {
      await end();
      await Promise.all(inHand.values());
    },
  };
}
