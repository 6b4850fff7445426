/** The destinations of a running `gatewatch run`: what is committed becomes owed, what is taken is logged, and both are sent beside everything else. */

import type { Ledger, Vitals } from '@gatewatch/domain';
import type { Sink } from '@gatewatch/engine';
import { createForwarder, type OpenedDestination } from '@gatewatch/forwarder';
import { sqliteDeliveries, sqliteEventLog } from '@gatewatch/ledger';
import { feedDeliveries } from '../deliver/feed-deliveries.ts';
import { sendEvents } from './send-events.ts';

export interface DeliverPlan {
  readonly ledger: Ledger;
  readonly database: string;
  readonly destinations: readonly OpenedDestination[];
  readonly vitals: Vitals;
  /** How long rows are kept that are over with; for ever where not said. */
  readonly keep: { readonly keepMs?: number };
}

export interface DeliveredAlerts extends AsyncDisposable {
  /** From then on the partition is taken from. What was committed before the first start, as by `gatewatch learn`, is nobody's news. */
  begin(partition: string, said: number): Promise<void>;
  /** Takes over what is new. Calls come one after the other. */
  take(): Promise<void>;
  /** The sink with every event logged for those destinations that asked for events; itself where none did. */
  logged(sink: Sink): Sink;
  /** Sends until the signal is aborted. */
  run(signal: AbortSignal): Promise<void>;
}

export function deliverAlerts({ ledger, database, destinations, vitals, keep }: DeliverPlan): DeliveredAlerts {
  const deliveries = sqliteDeliveries(database);
  const forwarder = createForwarder({ destinations, deliveries, vitals, alone: true, ...keep });
  const log = forwarder.events.size === 0 ? null : sqliteEventLog(database);
  const events = log === null ? null : sendEvents({ log, senders: forwarder.events, destinations, vitals });
  let last: Promise<unknown> = Promise.resolve();
  const begun: string[] = [];
  const feed = () => feedDeliveries(ledger, begun, forwarder);
  return {
    async begin(partition, said) {
      const mark = `${partition} begun`;
      if ((await forwarder.position(mark)) === 0) {
        await forwarder.accept({ partition, position: said, alerts: [] });
        await forwarder.accept({ partition: mark, position: 1, alerts: [] });
      }
      begun.push(partition);
    },
    async take() {
      last = last.then(feed, feed);
      await last;
    },
    logged: (sink) => events?.logged(sink) ?? sink,
    async run(signal) {
      const stopping = new AbortController();
      const either = AbortSignal.any([signal, stopping.signal]);
      try {
        await Promise.all([forwarder.run(either), events?.run(either)]);
      } finally {
        stopping.abort();
      }
    },
    async [Symbol.asyncDispose]() {
      await log?.[Symbol.asyncDispose]();
      await deliveries[Symbol.asyncDispose]();
    },
  };
}
