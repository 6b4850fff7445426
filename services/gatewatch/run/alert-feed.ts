/** Tells each revision of a partition's outbox once it is committed: all of them, over restarts too. */

import type { Alert, Bookmark, Bookmarks, Ledger } from '@gatewatch/domain';

export interface AlertFeed {
  /** Tells what is new. Calls come one after the other. */
  tell(): Promise<void>;
}

/** Of bookmarks: a database that has some is the state of a running service. */
export const toldScope = 'told';
/** Of those that were written into Elasticsearch. */
export const indexedScope = 'indexed';
const page = 200;

/** What was committed before the first start, as by `gatewatch learn`, is nobody's news: `from` is its last sequence. */
export async function openAlertFeed(
  ledger: Ledger,
  partition: string,
  bookmarks: Bookmarks,
  from: number,
  tell: (alert: Alert) => Promise<void>,
  scope = toldScope,
): Promise<AlertFeed> {
  const kept = async (): Promise<Bookmark | null> => (await bookmarks.list(scope)).find(({ name }) => name === partition) ?? null;
  let place = (await kept()) ?? (await bookmarks.put(scope, partition, String(from), null));
  let after = Number(place?.text ?? from);
  let last: Promise<void> = Promise.resolve();
  const go = async (): Promise<void> => {
    for (;;) {
      const rows = await ledger.outbox(partition, after, page);
      for (const { alert, sequence } of rows) {
        await tell(alert);
        after = sequence;
      }
      if (rows.length === 0) return;
      place = (await bookmarks.put(scope, partition, String(after), place?.version ?? null)) ?? (await kept());
    }
  };
  return {
    tell() {
      last = last.then(go, go);
      return last;
    },
  };
}
