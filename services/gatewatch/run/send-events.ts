/**
 * Events to destinations, embedded: what is taken is first written into the event log of the database, then judged. Each destination
 * reads that log at its own pace; what all have passed goes, and what is older than a destination gives up after.
 */

import { type EventLog, hourMs, secondMs, type Vitals } from '@gatewatch/domain';
import type { Sink } from '@gatewatch/engine';
import type { EventSender, OpenedDestination } from '@gatewatch/forwarder';
import { pausing } from './pausing.ts';

/** In each page that is read. */
const page = 500;
/** Without news the log is looked at so often; tidied once a minute. */
const lookMs = secondMs;
const tidyMs = 60 * secondMs;
const partition = 'log';

export interface SentEvents {
  /** The sink, with every event of a source in the log before it counts as taken. */
  logged(sink: Sink): Sink;
  /** Sends until the signal is aborted. Rejects with a broken database and with bugs. */
  run(signal: AbortSignal): Promise<void>;
}

export interface SendEventsPlan {
  readonly log: EventLog;
  readonly senders: ReadonlyMap<string, EventSender>;
  readonly destinations: readonly OpenedDestination[];
  readonly vitals: Vitals;
  readonly now?: () => number;
}

export function sendEvents({ log, senders, destinations, vitals, now = Date.now }: SendEventsPlan): SentEvents {
  const passed = new Map<string, number>();
  const keepMs = Math.max(...destinations.map(({ rule }) => rule.giveUpMs), hourMs);
  const stirred = new Set<() => void>();

  async function sleep(signal: AbortSignal): Promise<void> {
    const sleeping = new AbortController();
    const stir = () => sleeping.abort();
    signal.addEventListener('abort', stir, { once: true });
    stirred.add(stir);
    await pausing(lookMs, sleeping.signal).catch(() => {});
    stirred.delete(stir);
    signal.removeEventListener('abort', stir);
  }

  async function send(name: string, sender: EventSender, signal: AbortSignal): Promise<void> {
    passed.set(name, await sender.position(partition));
    while (!signal.aborted) {
      const after = passed.get(name) ?? 0;
      const events = await log.read(after, page);
      const last = events.at(-1);
      if (last === undefined) {
        await sleep(signal);
        continue;
      }
      await sender.take({ partition, position: last.sequence, events: events.map(({ event }) => event) }, signal);
      if (!signal.aborted) passed.set(name, last.sequence);
    }
  }

  async function tidy(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (passed.size === senders.size) {
        const gone = await log.trim(Math.min(...passed.values()), now() - keepMs);
        if (gone > 0) vitals.count('gatewatch_events_unsent_total', { destination: '', reason: 'given-up' }, gone);
      }
      await pausing(tidyMs, signal).catch(() => {});
    }
  }

  return {
    logged: (sink) => ({
      async append(items, quarantined) {
        const events = items.flatMap(({ record }) => (record.type === 'event' ? [record.event] : []));
        if (events.length > 0) await log.append(events, now());
        await sink.append(items, quarantined);
        for (const stir of stirred) stir();
      },
      [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
    }),
    async run(signal) {
      await Promise.all([...[...senders].map(([name, sender]) => send(name, sender, signal)), tidy(signal)]);
    },
  };
}
