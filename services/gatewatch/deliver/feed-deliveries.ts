/** What a ledger has said and the forwarder has not yet accepted. */

import type { Ledger } from '@gatewatch/domain';
import type { Forwarder } from '@gatewatch/forwarder';

const page = 200;

/** Resolves with the number of revisions that were accepted. The place is kept with what is owed, so none is lost or skipped. */
export async function feedDeliveries(ledger: Ledger, partitions: readonly string[], forwarder: Forwarder): Promise<number> {
  let accepted = 0;
  for (const name of partitions) {
    for (let after = await forwarder.position(name); ; ) {
      const rows = await ledger.outbox(name, after, page);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.sequence;
      await forwarder.accept({ partition: name, position: after, alerts: rows.map(({ alert }) => alert) });
      accepted += rows.length;
    }
  }
  return accepted;
}
