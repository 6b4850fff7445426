/** A partition of a lane while this process holds its ledger: worker, outbox, and what waits to be sent with the next commit. */

import type { BusMessage, BusRecord, IdentityEvent, LogRecord } from '@gatewatch/domain';
import { createWorker, type Worker } from '../worker.ts';
import { alertMessage } from './alert-message.ts';
import type { DetectShared } from './detect-plan.ts';
import { personKeys } from './lane-keys.ts';
import { beginningOf } from './log-bounds.ts';
import { decodeLogRecord, encodeLogRecord } from './log-codec.ts';
import { createOwned } from './owned.ts';
import { quarantineMessage } from './quarantine-entry.ts';

export interface Opened {
  /** The next offset to read. */
  readonly position: number;
  /** The ledger knew nothing of it when it was opened: its log is read from its first record. */
  readonly anew: boolean;
  /** Something that a commit would keep, or revisions that are not sent yet. */
  readonly due: 'now' | 'soon' | 'nothing';
  /** Applies messages in order, in memory. May be tried again where the ledger could not be read. */
  apply(messages: readonly BusMessage[]): Promise<void>;
  /** Commits, sends alerts on and marks them as sent. May be called again after it threw. Throws Fenced. */
  commit(): Promise<void>;
  /** Says in the log what the configuration has to say, once everything that was there at the opening is applied. */
  sayConfiguration(): Promise<void>;
  readonly worker: Worker;
}

const outboxAtOnce = 500;
/** Sent revisions that stay in the outbox until they are let go together. */
const trimEvery = 500;

/** Throws LogLost, and what the ledger and the bus throw. */
export async function openPartition(number: number, shared: DetectShared): Promise<Opened> {
  const { bus, ledger, lane, vitals, now, crash, producer } = shared;
  const name = `${lane.name}/${number}`;
  const partition = await ledger.acquire(name);
  await crash('after-acquire');
  // Only now: its holder before may have read and committed until this moment what an older look at the log does not know.
  const [starts, ends] = await Promise.all([bus.starts(lane.topic), bus.ends(lane.topic)]);
  const end = ends[number] ?? 0;
  const bounds = { topic: lane.topic, partition: number, start: starts[number] ?? 0, end };
  const position = beginningOf(bounds, partition, shared.acceptLoss === true);
  let signals: { readonly event: IdentityEvent; readonly at: number }[] = [];
  let poison: BusRecord[] = [];
  let published = partition.published;
  let trimmed = published;
  let applied = 0;
  let configurationSaid = false;
  const ticked = new Map<string, number>();
  const tenants = new Set<string>();
  const worker = await createWorker({
    partition,
    from: position,
    settings: { ...shared.settings, commitEvery: Number.POSITIVE_INFINITY },
    owns: shared.signalsTopic === null ? createOwned(number, shared.partitions, shared.partitionOf) : () => false,
    ...(shared.signalsTopic === null ? {} : { send: (event, at) => void signals.push({ event, at }) }),
  });
  // A partition that knows nothing yet begins with the configuration; another one is told in its log.
  if (partition.meta === null) await worker.apply(shared.configured.toSay(worker.told, now()), position);

  function read(messages: readonly BusMessage[]): {
    readonly records: readonly LogRecord[];
    readonly refused: readonly BusRecord[];
  } {
    const records: LogRecord[] = [];
    const refused: BusRecord[] = [];
    for (const message of messages) {
      if (message.offset < worker.position) continue;
      const decoded = decodeLogRecord(message);
      if ('record' in decoded) records.push(decoded.record);
      else refused.push(poisoned(lane.topic, message, decoded.reason, decoded.detail));
    }
    return { records, refused };
  }

  function observe(records: readonly LogRecord[]): void {
    for (const record of records) {
      if (record.type === 'tick') tenants.add(record.tenant);
      if (record.type !== 'event') continue;
      const seconds = Math.max(0, record.at - record.event.time) / 1000;
      vitals.observe('gatewatch_event_delay_seconds', { provider: record.event.provider }, seconds);
    }
  }

  /** Signals, and behind them how far the lane has come: it is a source of the person lane (SEMANTICS.md 1.3). */
  async function sendSignals(topic: string): Promise<void> {
    const records: BusRecord[] = [];
    for (const { event, at } of signals) {
      const value = encodeLogRecord({ type: 'event', at, event });
      for (const key of personKeys(event))
        records.push({ key, value, partition: shared.partitionOf(key, shared.signalPartitions) });
    }
    for (const tenant of tenants) {
      const progress = worker.told.progress(tenant);
      if (progress <= (ticked.get(tenant) ?? Number.NEGATIVE_INFINITY)) continue;
      ticked.set(tenant, progress);
      const value = encodeLogRecord({ type: 'tick', at: now(), tenant, source: `lane/${name}`, progress });
      for (let i = 0; i < shared.signalPartitions; i++) records.push({ key: null, value, partition: i });
    }
    if (records.length > 0) await producer.send(topic, records);
    signals = [];
    await crash('after-signal');
  }

  async function sendAlerts(): Promise<void> {
    while (published < worker.said) {
      const rows = await ledger.outbox(name, published, outboxAtOnce);
      const last = rows.at(-1);
      if (last === undefined) return;
      await producer.send(
        shared.alertsTopic,
        rows.map(({ alert }) => alertMessage(alert)),
      );
      await crash('after-alert');
      await partition.publish(last.sequence);
      published = last.sequence;
      await crash('after-mark');
      for (const { alert } of rows) {
        const { tenant, detector, severity, state } = alert;
        vitals.count('gatewatch_alerts_total', { tenant, detector: detector.id, severity, state });
      }
      if (published - trimmed < trimEvery) continue;
      await ledger.trim(name, published);
      trimmed = published;
    }
  }

  return {
    worker,
    anew: partition.meta === null,
    get position() {
      return worker.position;
    },
    get due() {
      if (worker.waiting > 0 || published < worker.said || signals.length > 0 || poison.length > 0) return 'now';
      return applied > 0 ? 'soon' : 'nothing';
    },
    async apply(messages) {
      const last = messages.at(-1);
      if (last === undefined || last.offset < worker.position) return;
      const { records, refused } = read(messages);
      await worker.apply(records, last.offset + 1);
      applied += messages.length;
      poison.push(...refused);
      observe(records);
    },
    async commit() {
      if (poison.length > 0) await producer.send(shared.quarantineTopic, poison);
      poison = [];
      if (shared.signalsTopic !== null) await sendSignals(shared.signalsTopic);
      await crash('before-commit');
      const begun = performance.now();
      await worker.commit();
      if (applied > 0) vitals.observe('gatewatch_commit_seconds', {}, (performance.now() - begun) / 1000);
      applied = 0;
      await crash('after-commit');
      await sendAlerts();
    },
    async sayConfiguration() {
      if (configurationSaid || worker.position < end) return;
      configurationSaid = true;
      const records = shared.configured.toSay(worker.told, now());
      if (records.length === 0) return;
      await producer.send(
        lane.topic,
        records.map((record) => ({ key: null, value: encodeLogRecord(record), partition: number })),
      );
    },
  };
}

function poisoned(topic: string, message: BusMessage, reason: 'newer-form' | 'unreadable', detail: string): BusRecord {
  const text = message.value === null ? '' : Buffer.from(message.value).toString('utf8').slice(0, poisonTextLimit);
  const origin = { source: `${topic}/${message.partition}`, position: message.offset };
  return quarantineMessage({ reason, detail, origin, tenant: '', received: message.at, text });
}

const poisonTextLimit = 65_536;
