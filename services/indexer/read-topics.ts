/**
 * The topics of events, alerts and quarantine into the index: what a partition brings is written, and only then its position moves. A start in
 * between writes again what is there already, which changes nothing. The writer's room is the back-pressure: while the cluster fails,
 * nothing more is taken from the topics.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { topicNames } from '@gatewatch/bus';
import {
  type BatchContext,
  type Bookmarks,
  type Bus,
  type BusBatch,
  type BusConsumer,
  BusFailed,
  type BusMessage,
  type LiveReader,
  type Vitals,
} from '@gatewatch/domain';
import {
  alertIn,
  createLastingProducer,
  decodeLogRecord,
  forEver,
  LogLost,
  quarantineIn,
  quarantineMessage,
} from '@gatewatch/engine';
import { alertDocument, type Document, eventDocument, type Filing, quarantineDocument } from './bulk/document.ts';
import { type BulkLimits, type BulkWriterPlan, createBulkWriter } from './bulk/writer.ts';
import { createPosition, type Position } from './position.ts';

export interface IndexerPlan {
  readonly bus: Bus;
  readonly bookmarks: Bookmarks;
  readonly bulk: BulkWriterPlan['bulk'];
  readonly topicPrefix: string;
  readonly filing: Filing;
  readonly vitals: Vitals;
  readonly limits?: Partial<BulkLimits>;
  /** Go on where a topic begins, though records before it were lost to retention. */
  readonly acceptLoss?: boolean;
  readonly now?: () => number;
}

/** A document of the message; null: nothing of it is indexed; a text: why it cannot be read. */
type Read = (message: BusMessage, origin: Document['origin']) => Document | string | null;

const beatMs = 1000;
const tellEveryMs = 5000;

/** Throws BusFailed where a topic is missing. */
export async function readTopics(plan: IndexerPlan): Promise<LiveReader> {
  const { bus, bookmarks, topicPrefix, filing, vitals, now = Date.now } = plan;
  const names = topicNames(topicPrefix);
  const ending = new AbortController();
  const failed = Promise.withResolvers<void>();
  failed.promise.catch(() => {}); // who does not ask is not told
  const producer = createLastingProducer(bus);
  const writer = createBulkWriter({
    bulk: plan.bulk,
    vitals,
    now,
    ...(plan.limits === undefined ? {} : { limits: plan.limits }),
    async quarantine(refused, signal) {
      const messages = refused.map(({ document: { tenant, origin, body }, code, why }) =>
        quarantineMessage({
          reason: 'not-indexed',
          detail: `${code}: ${why}`,
          origin,
          tenant,
          received: now(),
          text: body.slice(0, mostText),
        }),
      );
      await forEver(() => producer.send(names.quarantine, messages), { component: 'quarantine', vitals, signal });
      for (const { document } of refused)
        vitals.count('gatewatch_records_quarantined_total', {
          ...{ tenant: document.tenant, source: document.origin.source, reason: 'not-indexed' },
        });
    },
  });
  const consumers: BusConsumer[] = [];
  const keeping = new Set<Promise<void>>();

  async function open(topic: string, read: Read): Promise<void> {
    const partitions = await bus.partitions(topic);
    if (partitions === null) throw new BusFailed(`there is no topic ${topic}: run gatewatch setup topics`);
    const held = new Map<number, { readonly position: Position; last: Promise<void> }>();
    let toldAt = 0;
    const consumer = await bus.consume({
      group: `${topic}.indexer`, // of the topic alone: members of one group share all that any of them reads
      topic,
      async assigned(partition) {
        const position = createPosition(bookmarks, `indexer/${filing.namespace}`, `${topic}/${partition}`, vitals, ending.signal);
        const [kept, starts, ends] = await Promise.all([position.read(), bus.starts(topic), bus.ends(topic)]);
        const start = starts[partition] ?? 0;
        if (kept > 0 && kept < start && plan.acceptLoss !== true) {
          const lost = new LogLost(
            `the index stands at ${kept} of partition ${partition} of ${topic}, which begins at ${start}: ${start - kept} records were lost to retention before they were indexed. Start once with --accept-loss to go on without them`,
          );
          failed.reject(lost);
          throw lost;
        }
        const first = kept > (ends[partition] ?? 0) ? start : Math.max(kept, start); // a position beyond the end is of another log
        held.set(partition, { position, last: Promise.resolve() });
        return first;
      },
      revoked: (partition) => void held.delete(partition),
      async batch(batch, context) {
        const of = held.get(batch.partition);
        const next = (batch.messages.at(-1)?.offset ?? -1) + 1;
        if (of === undefined || !(await roomFor(context))) return;
        const stored = writer.write(documentsOf(batch, read));
        const before = of.last;
        of.last = Promise.all([before, stored]).then(() => of.position.keep(next));
        const kept = of.last.then(
          () => {
            vitals.set('gatewatch_lag_records', { topic, partition: String(batch.partition) }, batch.end - next);
            if (now() - toldAt < tellEveryMs || ending.signal.aborted) return;
            toldAt = now();
            void consumer.commit(batch.partition, next);
          },
          (error: unknown) => {
            if (!ending.signal.aborted) failed.reject(error);
          },
        );
        keeping.add(kept);
        void kept.finally(() => keeping.delete(kept));
      },
    });
    consumers.push(consumer);
  }

  /** False where the partition was taken away before there was any. */
  async function roomFor({ signal, heartbeat }: BatchContext): Promise<boolean> {
    while (!writer.hasRoom) {
      const beat = new AbortController();
      await Promise.race([writer.room(), pause(beatMs, undefined, { signal: beat.signal })]);
      beat.abort();
      if (signal.aborted || ending.signal.aborted) return false;
      await heartbeat();
    }
    return true;
  }

  function documentsOf({ topic, partition, messages }: BusBatch, read: Read): readonly Document[] {
    const source = `${topic}/${partition}`;
    return messages.flatMap((message) => {
      const document = read(message, { source, position: message.offset });
      if (typeof document !== 'string') return document ?? [];
      vitals.count('gatewatch_records_quarantined_total', { tenant: '', source, reason: document });
      return [];
    });
  }

  const event: Read = (message, origin) => {
    const decoded = decodeLogRecord(message);
    if (!('record' in decoded)) return decoded.reason; // the detector keeps it in the quarantine
    return decoded.record.type === 'event' ? eventDocument(decoded.record.event, filing, origin, now()) : null;
  };
  const alert: Read = (message, origin) => {
    const revision = alertIn(message);
    return revision === null ? 'newer-form' : alertDocument(revision, filing, origin, now());
  };

  const quarantined: Read = (message, origin) => {
    const entry = quarantineIn(message);
    if (entry === null) return 'newer-form';
    // One about itself that the index will never take would come again for ever.
    const own = entry.reason === 'not-indexed' && entry.origin.source.startsWith(`${names.quarantine}/`);
    return own ? null : quarantineDocument(entry, filing, origin, now());
  };

  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    await Promise.all(consumers.map((consumer) => consumer[Symbol.asyncDispose]()));
    await writer[Symbol.asyncDispose]();
    await Promise.race([Promise.allSettled(keeping), pause(beatMs)]);
    ending.abort(new Error('the indexer ends'));
    await producer[Symbol.asyncDispose]();
    failed.resolve();
  };
  const close = (): Promise<void> => (stopping ??= stop());
  try {
    await open(names.lane('person'), event);
    await open(names.alerts, alert);
    await open(names.quarantine, quarantined);
  } catch (error) {
    await close();
    throw error;
  }
  writer.settled.catch((error: unknown) => failed.reject(error));
  for (const consumer of consumers) consumer.stopped.catch((error: unknown) => failed.reject(error));
  return { stop: close, settled: failed.promise, [Symbol.asyncDispose]: close };
}

/** As the quarantine cuts records. */
const mostText = 65_536;
