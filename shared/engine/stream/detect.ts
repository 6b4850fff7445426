/**
 * The stage of detection, distributed: it takes the partitions of a lane that the group gives it, judges what comes, commits state,
 * position and alerts together, and sends alerts on after that. Where it stands says the ledger, never the group.
 */

import { type BusConsumer, noVitals, secondMs } from '@gatewatch/domain';
import { noCrash } from './crash-points.ts';
import type { DetectPlan, DetectShared } from './detect-plan.ts';
import { createHeld, type Held } from './held-partition.ts';
import { createLastingProducer } from './lasting-producer.ts';

export interface DetectStage extends AsyncDisposable {
  /** Settles when the stage has stopped: rejects with what it cannot go on after. */
  readonly stopped: Promise<void>;
  /** Partitions that are held now. */
  readonly held: readonly number[];
}

export type DetectInput = Omit<DetectPlan, 'vitals' | 'now' | 'crash'> & Partial<Pick<DetectPlan, 'vitals' | 'now' | 'crash'>>;

/** Of the ten seconds that a service has to stop: the rest is the consumer's farewell. */
const settleWithinMs = 7 * secondMs;
const tellEveryMs = 5 * secondMs;
/** While some partitions wait for the ledger or the broker, another one judges. More of them only hold more batches in memory. */
const atOnce = 4;

/** Throws BusFailed where a topic is missing. */
export async function detect(input: DetectInput): Promise<DetectStage> {
  const plan: DetectPlan = { vitals: noVitals, now: Date.now, crash: noCrash, ...input };
  const { bus, lane, signalsTopic } = plan;
  const [partitions, signalPartitions] = await Promise.all([
    bus.partitions(lane.topic),
    signalsTopic === null ? 0 : bus.partitions(signalsTopic),
  ]);
  const producer = createLastingProducer(bus);
  const shared: DetectShared = { ...plan, producer, partitions: partitions ?? 0, signalPartitions: signalPartitions ?? 0 };
  const held = new Map<number, Held>();
  const toldAt = new Map<number, number>();
  const failed = Promise.withResolvers<void>();
  failed.promise.catch(() => {});
  const ready = Promise.withResolvers<BusConsumer>();
  let consumer: BusConsumer | null = null;
  let closed = false;

  const take = (number: number): Held =>
    createHeld({
      number,
      shared,
      seek: (offset) => void ready.promise.then((reader) => reader.seek(number, offset)),
      committed(offset) {
        if (plan.now() - (toldAt.get(number) ?? 0) < tellEveryMs) return;
        toldAt.set(number, plan.now());
        void consumer?.commit(number, offset);
      },
      fail: (error) => failed.reject(error),
    });

  try {
    consumer = await bus.consume({
      group: plan.group,
      topic: lane.topic,
      async assigned(number) {
        if (closed) return 0; // nobody would drop it: its trying would never end
        held.get(number)?.drop();
        const one = take(number);
        held.set(number, one);
        return one.open();
      },
      revoked(number) {
        held.get(number)?.drop();
        held.delete(number);
      },
      batch: async (batch, context) => held.get(batch.partition)?.apply(batch, context),
      atOnce,
    });
  } catch (error) {
    await producer[Symbol.asyncDispose]();
    throw error;
  }
  ready.resolve(consumer);
  const reader = consumer;
  return {
    stopped: Promise.race([reader.stopped, failed.promise]),
    get held() {
      return [...held.keys()].sort((a, b) => a - b);
    },
    async [Symbol.asyncDispose]() {
      const all = [...held];
      for (const [number] of all) reader.pause(number);
      const settled = Promise.allSettled(all.map(([, one]) => one.settle()));
      await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, settleWithinMs).unref())]);
      closed = true;
      await reader[Symbol.asyncDispose]();
      for (const one of held.values()) one.drop();
      held.clear();
      await producer[Symbol.asyncDispose]();
    },
  };
}
