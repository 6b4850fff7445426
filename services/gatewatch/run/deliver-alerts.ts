/** The destinations of a running `gatewatch run`: what is committed becomes owed, and is sent beside everything else. */

import type { Ledger, Vitals } from '@gatewatch/domain';
import { createForwarder, type OpenedDestination } from '@gatewatch/forwarder';
import { sqliteDeliveries } from '@gatewatch/ledger';
import { feedDeliveries } from '../deliver/feed-deliveries.ts';

export interface DeliverPlan {
  readonly ledger: Ledger;
  readonly database: string;
  readonly destinations: readonly OpenedDestination[];
  readonly vitals: Vitals;
}

export interface DeliveredAlerts extends AsyncDisposable {
  /** From then on the partition is taken from. What was committed before the first start, as by `gatewatch learn`, is nobody's news. */
  begin(partition: string, said: number): Promise<void>;
  /** Takes over what is new. Calls come one after the other. */
  take(): Promise<void>;
  /** Sends until the signal is aborted. */
  run(signal: AbortSignal): Promise<void>;
}

export function deliverAlerts({ ledger, database, destinations, vitals }: DeliverPlan): DeliveredAlerts {
  const deliveries = sqliteDeliveries(database);
  const forwarder = createForwarder({ destinations, deliveries, vitals, alone: true });
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
    run: (signal) => forwarder.run(signal),
    [Symbol.asyncDispose]: () => deliveries[Symbol.asyncDispose](),
  };
}
