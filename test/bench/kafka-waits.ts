/** Where a loop waits: its calls to the ledger and to the bus are counted and timed from outside, and when it begins and ends to work. */

import type { Bus, BusProducer, BusRecord, Ledger, Partition } from '@gatewatch/domain';

export interface Wait {
  readonly calls: number;
  /** Of all calls together: those that overlap count each. */
  readonly seconds: number;
}

export interface Waits {
  ledger(of: Ledger): Ledger;
  /** `sent` sees what every producer sends. */
  bus(of: Bus, sent?: (records: readonly BusRecord[]) => void): Bus;
  /** The work begins now, unless it has: with the first batch that is handed out. */
  begin(): void;
  told(): Told;
}

export interface Told {
  /** Seconds before the work began: joining a group, asking from where. */
  readonly start: number;
  /** Seconds from its begin to the end of the last write of any kind. */
  readonly wall: number;
  /** Of these: in which the loop of events had nothing to do but wait for servers. */
  readonly idle: number;
  /** By name of the call. */
  readonly waits: Readonly<Record<string, Wait>>;
}

export function createWaits(): Waits {
  const waits = new Map<string, { calls: number; seconds: number }>();
  const made = performance.now();
  let first: ReturnType<typeof now> | null = null;
  let last = now();
  const begin = (): void => {
    first ??= now();
  };
  const timed = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    try {
      return await act();
    } finally {
      const kept = waits.get(name) ?? { calls: 0, seconds: 0 };
      kept.calls++;
      kept.seconds += (performance.now() - begun) / 1000;
      waits.set(name, kept);
    }
  };
  const written = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const done = await timed(name, act);
    last = now();
    return done;
  };
  const partition = (of: Partition): Partition => ({
    ...of,
    load: (keys) => timed('load', () => of.load(keys)),
    due: (time) => timed('due', () => of.due(time)),
    commit: (step) => written('commit', () => of.commit(step)),
    publish: (through) => written('mark', () => of.publish(through)),
  });
  const producer = (of: BusProducer, sent?: (records: readonly BusRecord[]) => void): BusProducer => ({
    send(topic, records) {
      sent?.(records);
      return written('send', () => of.send(topic, records));
    },
    [Symbol.asyncDispose]: () => of[Symbol.asyncDispose](),
  });
  return {
    ledger: (of) => ({
      ...of,
      acquire: async (name) => partition(await timed('acquire', () => of.acquire(name))),
      outbox: (name, after, limit) => timed('outbox', () => of.outbox(name, after, limit)),
    }),
    bus: (of, sent) => ({
      ...of,
      starts: (topic) => timed('bounds', () => of.starts(topic)),
      ends: (topic) => timed('bounds', () => of.ends(topic)),
      producer: async () => producer(await of.producer(), sent),
      async consume(subscription) {
        const consumer = await of.consume({
          ...subscription,
          batch(batch, context) {
            begin();
            return timed('batch', () =>
              subscription.batch(batch, { ...context, heartbeat: () => timed('heartbeat', context.heartbeat) }),
            );
          },
        });
        return { ...consumer, commit: (number, offset) => written('group commit', () => consumer.commit(number, offset)) };
      },
    }),
    begin,
    told() {
      const from = first ?? last;
      const wall = (last.at - from.at) / 1000;
      const busy = performance.eventLoopUtilization(last.loop, from.loop).active / 1000;
      return { start: (from.at - made) / 1000, wall, idle: wall - busy, waits: Object.fromEntries(waits) };
    },
  };
}

function now() {
  return { at: performance.now(), loop: performance.eventLoopUtilization() };
}
