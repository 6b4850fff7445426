/**
 * The schedule that forwarders share: a BullMQ queue a destination, on Redis (docs.bullmq.io). A job says "look", nothing more, so a job
 * that is lost, repeated or stalled loses, repeats and stalls no delivery. Every process asks the rows every few seconds and queues
 * again what BullMQ lost.
 */

import type { Vitals } from '@gatewatch/domain';
import type { ConnectionOptions, Queue, Worker } from 'bullmq';
import { type WallClock, wallClock } from '../sending/wall-clock.ts';
import type { Line, Schedule } from './schedule.ts';

/** A client of Redis or of its cluster, of those whose commands wait for the server (`maxRetriesPerRequest: null`). */
export interface QueueConnection {
  readonly client: ConnectionOptions;
  close(): void;
}

export interface QueuesPlan {
  readonly connection: QueueConnection;
  /** What the names of keys begin with. */
  readonly prefix: string;
  readonly vitals: Vitals;
  readonly clock?: WallClock;
  /** How often the rows are asked, ms. */
  readonly lookEveryMs?: number;
}

const lookMs = 10_000;
// A forwarder that was killed holds its job for so long, and no other process waits for it (guide/workers/stalled-jobs).
const lock = { lockDuration: 15_000, stalledInterval: 10_000, maxStalledCount: 1_000_000, runRetryDelay: 1000 } as const;
const asideMs = 2000; // a wake is worth no more waiting: the rows are asked anyway
const grainMs = 100;
const keptNone = { removeOnComplete: true, removeOnFail: true } as const;

/** The library is loaded here, for those who have Redis alone. */
export async function queueSchedule(plan: QueuesPlan): Promise<Schedule> {
  const bullmq = await import('bullmq');
  const { connection, vitals, clock = wallClock, lookEveryMs = lookMs } = plan;
  const prefix = `${plan.prefix}:{wakes}`; // one hash tag: a script's keys stand on one node of a cluster
  const queues = new Map<string, Queue>();
  const common = { connection: connection.client, prefix, skipVersionCheck: true };

  function queueOf(destination: string): Queue {
    const known = queues.get(destination) ?? new bullmq.Queue(nameOf(destination), common);
    if (!queues.has(destination)) known.on('error', () => {}); // who adds is told
    queues.set(destination, known);
    return known;
  }

  /** A job that has not begun sees what is owed now, so one that waits is enough; those of one time are one. */
  async function add(destination: string, at: number): Promise<void> {
    const queue = queueOf(destination);
    const delay = Math.ceil((at - clock.now()) / grainMs) * grainMs;
    if (delay > 0) {
      const time = Math.ceil(at / grainMs) * grainMs;
      await queue.add('look', null, { ...keptNone, delay: time - clock.now(), jobId: `at-${time}` });
    } else if ((await queue.getWaitingCount()) === 0) await queue.add('look', null, keptNone);
  }

  async function wake(destination: string, at: number): Promise<void> {
    const waiting = new AbortController();
    const adding = add(destination, at).catch(() => {});
    await Promise.race([adding, clock.wait(asideMs, waiting.signal)]);
    waiting.abort();
  }

  return {
    wake,
    async run(line, signal) {
      const { destination, perSecond, next } = line;
      const broken = new AbortController();
      const stopping = AbortSignal.any([signal, broken.signal]);
      const max = Math.max(1, Math.floor(perSecond));
      const worker = new bullmq.Worker(
        nameOf(destination),
        () => turnOf(line, stopping).catch((error) => broken.abort({ error })),
        {
          ...{ ...common, ...lock, concurrency: 1, drainDelay: 1 },
          limiter: { max, duration: Math.ceil((1000 * max) / perSecond) },
        },
      );
      worker.on('error', (error) => vitals.failing(componentOf(destination), `Redis does not schedule it (${error.message})`));
      worker.on('completed', () => vitals.healthy(componentOf(destination)));
      try {
        while (!stopping.aborted) {
          const at = await next();
          vitals.healthy(componentOf(destination)); // what the queue still has to say, it says again
          if (at !== null) await wake(destination, at);
          await clock.wait(lookEveryMs, stopping);
        }
      } finally {
        broken.abort();
        await closed(worker);
      }
      const { reason } = broken.signal;
      if (typeof reason === 'object' && reason !== null && 'error' in reason) throw reason.error;
    },
    async [Symbol.asyncDispose]() {
      for (const queue of queues.values()) await within(queue.close());
      connection.close();
    },
  };

  async function turnOf({ destination, turn }: Line, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { at, quiet } = await turn(signal);
    if (at !== null && !signal.aborted) await wake(destination, quiet?.everybody === true ? Math.max(at, quiet.until) : at);
    if (quiet === null || signal.aborted) return;
    // This process takes no other job meanwhile; where the other side asked for quiet, none does.
    if (quiet.everybody) await queueOf(destination).rateLimit(Math.max(1, quiet.until - clock.now()));
    while (clock.now() < quiet.until && !signal.aborted) await clock.wait(quiet.until - clock.now(), signal);
  }

  /** A server that is away may let neither go. */
  async function closed(worker: Worker): Promise<void> {
    await within(worker.close());
    await within(worker.close(true));
  }

  async function within(work: Promise<void>): Promise<void> {
    const waiting = new AbortController();
    await Promise.race([work.catch(() => {}), clock.wait(asideMs, waiting.signal)]);
    waiting.abort();
  }
}

/** A colon parts the names of keys. */
function nameOf(destination: string): string {
  return encodeURIComponent(destination);
}

function componentOf(destination: string): string {
  return `queue ${destination}`;
}
