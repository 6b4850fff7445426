/**
 * Elasticsearch beside everything in one process: what is taken is written into the index before it counts as taken, and so is each
 * revision of an alert. A cluster that does not take it pauses the intake.
 */

import type { Alert, RecordOrigin, Vitals } from '@gatewatch/domain';
import type { QuarantineEntry, Sink } from '@gatewatch/engine';
import { forEver } from '@gatewatch/engine';
import { alertDocument, createBulkWriter, type Document, eventDocument, quarantineDocument } from '@gatewatch/indexer';
import { bulkLimitsOf, type ElasticsearchSection, filingOf } from './elasticsearch-settings.ts';
import { keepRetention } from './keep-retention.ts';
import { openIndex } from './open-index.ts';

export interface EmbeddedIndex extends AsyncDisposable {
  /** The sink with everything of it written into the index too. */
  indexed(sink: Sink): Sink;
  /** Resolves once it is written. */
  alert(alert: Alert): Promise<void>;
  /** Deletes what is older than what is kept, until the signal is aborted. */
  run(signal: AbortSignal): Promise<void>;
}

/** Throws UserMistake where the cluster lacks our templates, and the signal's reason. */
export async function openEmbeddedIndex(
  section: ElasticsearchSection,
  vitals: Vitals,
  quarantine: (entries: readonly QuarantineEntry[]) => Promise<void>,
  signal: AbortSignal,
): Promise<EmbeddedIndex> {
  await using stack = new AsyncDisposableStack();
  const cluster = stack.use(await openIndex(section, vitals, signal));
  const filing = filingOf(section);
  const writer = stack.use(
    createBulkWriter({
      bulk: (body, count, stop) => cluster.bulk(body, count, stop),
      limits: { ...bulkLimitsOf(section), withinMs: 0 }, // who writes waits for it, so there is no company to wait for
      vitals,
      quarantine: (refused, stop) =>
        forEver(
          () =>
            quarantine(
              refused.map(({ document: { tenant, origin, body }, code, why }) => ({
                ...{ reason: 'not-indexed', detail: `${code}: ${why}`, origin, tenant, received: Date.now(), text: body },
              })),
            ),
          { component: 'quarantine', vitals, signal: stop },
        ),
    }),
  );
  /** Gives up at the end of the process: what is not written by then is taken again by the next. */
  const write = async (documents: readonly Document[]): Promise<void> => {
    const given = Promise.withResolvers<never>();
    const leave = (): void => given.reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    try {
      while (!writer.hasRoom) await Promise.race([writer.room(), given.promise]);
      await Promise.race([writer.write(documents), given.promise]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  };
  const kept = stack.move();
  return {
    indexed: (sink) => ({
      async append(items, quarantined) {
        const now = Date.now();
        const events = items.flatMap(({ record }) =>
          record.type === 'event' ? [eventDocument(record.event, filing, originOf(record.event.category), now)] : [],
        );
        const refused = quarantined.map((entry) => quarantineDocument(entry, filing, entry.origin, now));
        await sink.append(items, quarantined);
        await write([...events, ...refused]);
      },
      [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
    }),
    alert: (alert) => write([alertDocument(alert, filing, originOf('alerts'), Date.now())]),
    run: (stop) => keepRetention(cluster, section, vitals, stop),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function originOf(source: string): RecordOrigin {
  return { source, position: 0 };
}
