/** A bus inside one process: what the embedded setting and the contract suite run on. Nothing outlives the process. */

import {
  type BatchContext,
  type Bus,
  type BusConsumer,
  BusFailed,
  type BusMessage,
  type BusRecord,
  PartitionMismatch,
  type Subscription,
  type TopicChange,
  type TopicPlan,
} from '@gatewatch/domain';
import { partitionOf } from './partition-of.ts';
import { requestsOf } from './requests.ts';

interface Topic {
  plan: TopicPlan;
  readonly partitions: BusMessage[][];
  next: number;
}

const batchMessages = 500;

export function memoryBus(now: () => number = Date.now): Bus {
  const topics = new Map<string, Topic>();
  const groups = new Map<string, Member[]>();
  const topicOf = (name: string): Topic => {
    const topic = topics.get(name);
    if (topic === undefined) throw new BusFailed(`there is no topic ${name}: run gatewatch setup topics`);
    return topic;
  };
  const append = (topic: Topic, { key, value, headers = {}, partition }: BusRecord): void => {
    const to = partition ?? (key === null ? topic.next++ % topic.partitions.length : partitionOf(key, topic.partitions.length));
    const log = topic.partitions[to];
    if (log === undefined) throw new BusFailed(`topic ${topic.plan.name} has no partition ${to}`);
    log.push({ partition: to, offset: log.length, at: now(), key, value, headers });
  };
  return {
    async ensureTopics(plans) {
      const changes: TopicChange[] = [];
      for (const { name, partitions } of plans) {
        const is = topics.get(name)?.partitions.length;
        if (is !== undefined && is !== partitions) throw new PartitionMismatch(name, is, partitions);
      }
      for (const plan of plans) {
        const known = topics.get(plan.name);
        if (known === undefined) {
          topics.set(plan.name, { plan, partitions: Array.from({ length: plan.partitions }, () => []), next: 0 });
          changes.push({ topic: plan.name, setting: null, from: null, to: null });
          continue;
        }
        for (const setting of ['minInSync', 'retentionMs', 'maxRecordBytes'] as const)
          if (known.plan[setting] !== plan[setting])
            changes.push({ topic: plan.name, setting, from: known.plan[setting], to: plan[setting] });
        known.plan = plan;
      }
      return changes;
    },
    partitions: async (name) => topics.get(name)?.partitions.length ?? null,
    starts: async (name) => topicOf(name).partitions.map(() => 0),
    ends: async (name) => topicOf(name).partitions.map((log) => log.length),
    async producer() {
      return {
        async send(name, records) {
          const topic = topicOf(name);
          for (const request of requestsOf(name, records, topic.plan.maxRecordBytes))
            for (const record of request) append(topic, record);
          for (const members of groups.values()) for (const member of members) member.wake();
        },
        async [Symbol.asyncDispose]() {},
      };
    },
    async consume(subscription) {
      const topic = topicOf(subscription.topic);
      const group = `${subscription.group}\n${subscription.topic}`;
      const members = groups.get(group) ?? [];
      groups.set(group, members);
      const member = createMember(topic, subscription, () => {
        members.splice(members.indexOf(member), 1);
        share(topic, members);
      });
      members.push(member);
      share(topic, members);
      return member.consumer;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...groups.values()].flat().map((member) => member.consumer[Symbol.asyncDispose]()));
    },
  };
}

interface Member {
  readonly consumer: BusConsumer;
  assign(partitions: readonly number[]): void;
  wake(): void;
}

/** Everybody lets go of everything, then partitions go round. */
function share(topic: Topic, members: readonly Member[]): void {
  const all = topic.partitions.map((_, partition) => partition);
  for (const member of members) member.assign([]);
  for (const [index, member] of members.entries()) member.assign(all.filter((partition) => partition % members.length === index));
}

interface Place {
  /** Beyond everything until the reader has said from where. */
  next: number;
  paused: boolean;
  readonly controller: AbortController;
}

function createMember(topic: Topic, subscription: Subscription, leave: () => void): Member {
  const { atOnce = 1 } = subscription;
  const held = new Map<number, Place>();
  let inHand = 0;
  let stopping = false;
  const stopped = Promise.withResolvers<void>();
  stopped.promise.catch(() => {}); // who does not ask is not told
  const stop = (error?: unknown): void => {
    if (stopping) return;
    stopping = true;
    drop();
    leave();
    if (error === undefined) stopped.resolve();
    else stopped.reject(error);
  };
  const drop = (): void => {
    for (const [partition, { controller }] of held) {
      controller.abort();
      subscription.revoked(partition);
    }
    held.clear();
  };
  const run = async (partition: number, controller: AbortController): Promise<void> => {
    const place: Place = { next: Number.POSITIVE_INFINITY, paused: false, controller };
    held.set(partition, place);
    place.next = Math.max(0, await subscription.assigned(partition));
    const log = topic.partitions[partition] ?? [];
    while (!controller.signal.aborted) {
      if (place.paused || place.next >= log.length) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        continue;
      }
      if (inHand >= atOnce) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        continue;
      }
      const messages = log.slice(place.next, place.next + batchMessages);
      place.next += messages.length;
      const context: BatchContext = { signal: controller.signal, heartbeat: () => Promise.resolve() };
      inHand++;
      try {
        await subscription.batch({ topic: topic.plan.name, partition, messages, end: log.length }, context);
      } finally {
        inHand--;
        wake();
      }
    }
  };
  const waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  const consumer: BusConsumer = {
    pause(partition) {
      const place = held.get(partition);
      if (place !== undefined) place.paused = true;
    },
    resume(partition) {
      const place = held.get(partition);
      if (place !== undefined) place.paused = false;
      wake();
    },
    seek(partition, offset) {
      const place = held.get(partition);
      if (place !== undefined) place.next = offset;
      wake();
    },
    async commit() {},
    stopped: stopped.promise,
    async [Symbol.asyncDispose]() {
      stop();
      wake();
      await stopped.promise.catch(() => {});
    },
  };
  const assign = (partitions: readonly number[]): void => {
    drop();
    wake();
    for (const partition of partitions) {
      const controller = new AbortController();
      void run(partition, controller).catch((error) => {
        if (!controller.signal.aborted) stop(error);
      });
    }
  };
  return { consumer, assign, wake };
}
