/**
 * One hub: its partitions announced, then read and balanced with other readers of the consumer group by the vendor's client.
 * What is thrown at the client is a plain Error alone: with one that may be retried it goes on behind the batch that failed.
 */

import { setTimeout as wait } from 'node:timers/promises';
import { type CheckpointStore, type EventHubConsumerClient, earliestEventPosition, type Subscription } from '@azure/event-hubs';
import type { Intake, LiveSource, Vitals } from '@gatewatch/domain';
import { untilDone, within } from './back-off.ts';
import type { EventHubConfig } from './event-hub-config.ts';
import { heldPartitions } from './held-partitions.ts';
import { sentenceOf } from './sentence-of.ts';
import { type LocalClock, serviceTime } from './service-time.ts';
import { watchStuck } from './stuck.ts';
import { batchEvents, prefetchEvents, type Timing } from './timing.ts';
import { watchedStore } from './watched-store.ts';

export interface HubParts {
  readonly config: EventHubConfig;
  readonly hub: string;
  readonly connect: (store: CheckpointStore) => EventHubConsumerClient;
  /** Our name among the owners of partitions. */
  readonly me: string;
  readonly store: CheckpointStore;
  readonly intake: Intake;
  readonly vitals: Vitals;
  readonly clock: LocalClock;
  readonly timing: Timing;
  /** A bug: nothing more can be read. */
  readonly broken: (error: unknown) => void;
}

export interface HubReader {
  stop(): Promise<void>;
}

export function hubReader(parts: HubParts): HubReader {
  const { config, hub, intake, vitals, clock, timing, store } = parts;
  const here = `${config.name}/${hub}`;
  const ended = new AbortController();
  const { signal } = ended;
  const backOff = { least: timing.retry, greatest: timing.longestRetry };
  const announced = new Set<string>();
  const notes = new Map<string, string>();
  let stopping = false;
  let subscription: Subscription | null = null;
  let others: ReadonlySet<string> = new Set();
  let balanced = clock.steady();

  const sourceOf = (partition: string): LiveSource => ({
    name: `${here}/${partition}`,
    tenant: config.tenant,
    provider: 'entra',
  });
  const failing = (component: string, error: unknown): void => {
    if (signal.aborted || stopping) return;
    vitals.failing(component, `${component} cannot be read now and is tried again: ${sentenceOf(error)}.`);
    vitals.count('gatewatch_retries_total', { component });
  };
  const broken = (error: unknown): void => {
    if (signal.aborted) return;
    ended.abort(error);
    parts.broken(error);
  };
  /** From now on the horizon waits for it; where it has been read before, this takes nothing back. */
  const announce = async (partition: string): Promise<void> => {
    if (announced.has(partition)) return;
    announced.add(partition);
    await intake.progress(sourceOf(partition), 0, signal);
  };
  const held = heldPartitions({
    ...{ sourceOf, store, intake, vitals, clock, timing, backOff, signal },
    service: serviceTime(clock),
    client: () => client,
    checkpointed(error) {
      const component = `${here}/checkpoints`;
      if (error === null) vitals.healthy(component);
      else if (!signal.aborted) vitals.failing(component, `Checkpoints of ${here} cannot be written now: ${sentenceOf(error)}.`);
      if (error !== null) vitals.count('gatewatch_retries_total', { component });
    },
  });
  const watched = watchedStore(store, {
    me: parts.me,
    // When it stops, what is its own is given back by the client, which must find it.
    reading: (partition) => stopping || held.current(partition) !== null,
    others(owned) {
      others = owned;
      balanced = clock.steady();
      if (!stopping) vitals.healthy(here, `${announced.size} partitions, ${owned.size} of them read by others`);
      for (const partition of owned) {
        held.current(partition)?.close();
        vitals.gone(`${here}/${partition}`);
      }
    },
    properties: (partition) => client.getPartitionProperties(partition, { abortSignal: signal }),
    position: (partition, sequence) => held.place(partition, sequence),
    told: (partition, sentence) => void notes.set(partition, sentence),
  });
  const client = parts.connect(watched);

  const subscribe = (): Subscription =>
    client.subscribe(
      {
        async processInitialize(context) {
          if (signal.aborted || stopping) return;
          await held.open(context);
          await announce(context.partitionId).catch(broken);
        },
        processClose: (_, context) => held.close(context),
        async processEvents(events, context) {
          const reader = held.reader(context);
          await reader?.read(events, context.lastEnqueuedEventProperties).catch(broken);
          // Whoever went on after this would take what comes next and leave this batch behind.
          if (reader === null || signal.aborted) throw new Left();
          vitals.healthy(`${here}/${context.partitionId}`, stateOf(reader.behind, notes.get(context.partitionId)));
        },
        async processError(error, { partitionId }) {
          if (!(error instanceof Left)) failing(partitionId === '' ? here : `${here}/${partitionId}`, error);
        },
      },
      {
        startPosition: earliestEventPosition,
        maxBatchSize: batchEvents,
        prefetchCount: prefetchEvents,
        maxWaitTimeInSeconds: timing.wait / 1000,
        trackLastEnqueuedEventProperties: true,
        skipParsingBodyAsJson: true,
      },
    );
  const begin = async (): Promise<void> => {
    const partitionIds = (): Promise<readonly string[]> => client.getPartitionIds({ abortSignal: signal });
    for (const id of await untilDone(partitionIds, backOff, (error) => failing(here, error), signal)) await announce(id);
    while (!signal.aborted && !stopping) {
      balanced = clock.steady();
      subscription = subscribe();
      await stalled();
      if (!signal.aborted && !stopping) await within(timing.grace, subscription.close());
    }
  };
  /**
   * The client's loop waits a minute for an answer that a cut connection can no longer bring, then half a minute more, whatever
   * it was told of time-outs (event-hubs 6.0.4). Where a partition waits for it, it is begun anew.
   */
  const stalled = async (): Promise<void> => {
    const waits = (): boolean => [...announced].some((id) => held.current(id) === null && !others.has(id));
    while (!signal.aborted && (clock.steady() - balanced < timing.attempt || !waits()))
      await wait(timing.balance, undefined, { signal, ref: false }).catch(() => {});
  };
  const begun = begin().catch(broken);
  const where = [client.fullyQualifiedNamespace, hub, config.consumerGroup] as const;
  const stuck = watchStuck({
    ...{ after: config.stuckAfter, every: timing.tick, clock, signal, broken },
    async known() {
      if (announced.size > 0) return [...announced];
      return (await store.listCheckpoints(...where)).map(({ partitionId }) => partitionId);
    },
    async ofOthers() {
      const active = (at: number | undefined): boolean => at !== undefined && Date.now() - at < timing.expiry;
      const owned = await store.listOwnership(...where);
      const theirs = owned.filter((one) => one.ownerId !== '' && one.ownerId !== parts.me && active(one.lastModifiedTimeInMs));
      return new Set(theirs.map(({ partitionId }) => partitionId));
    },
    lastRead(partition) {
      const reader = held.current(partition);
      return reader?.busy ? clock.steady() : (reader?.lastRead ?? null);
    },
    idle: (partition) => intake.idle(sourceOf(partition), signal),
  });

  return {
    async stop() {
      stopping = true;
      await held.finish();
      ended.abort(new Error('the reader is stopped'));
      await Promise.all([begun, stuck]);
      if (subscription !== null) await within(timing.grace, subscription.close());
      held.drop();
      await within(timing.grace, client.close());
      for (const part of ['', '/checkpoints', ...[...announced].map((id) => `/${id}`)]) vitals.gone(here + part);
    },
  };
}

function stateOf(behind: number | null, note: string | undefined): string {
  const state = behind === null ? 'read' : behind === 0 ? 'caught up' : `${behind} events behind`;
  return note === undefined ? state : `${state}; ${note}`;
}

/** Ends the client's reading of one partition without a loss: a plain error that says nothing of retrying. */
class Left extends Error {
  constructor() {
    super('the partition is not read here any longer');
    this.name = 'Left';
  }
}
