/** Everything in one process: sources and watched folders, one worker over the ledger of the state folder, alerts as they come. */

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LiveReader, minuteMs, secondMs } from '@gatewatch/domain';
import { createIntake, createLedgerSink, forEver, sourcesIn, withQuotas } from '@gatewatch/engine';
import type { OpenedDestination } from '@gatewatch/forwarder';
import { sqliteBookmarks, sqliteLedger, sqliteLinks } from '@gatewatch/ledger';
import { monitorHealth, monitorOptions } from '@gatewatch/monitor';
import { type Config, listen, type ProcessVitals } from '@gatewatch/runtime';
import { keeping } from '../deliver/configured-destinations.ts';
import { openFreshGeo } from '../geo/fresh-geo.ts';
import { identityRulesOf } from '../identity-rules.ts';
import { openEmbeddedIndex } from '../index/embedded-index.ts';
import { type LiveJudging, liveJudging } from '../live/live-judging.ts';
import { recordReading } from '../live/record-reading.ts';
import { tenancyOf } from '../replay/tenancy.ts';
import { indexedScope, openAlertFeed } from './alert-feed.ts';
import { deliverAlerts } from './deliver-alerts.ts';
import { folderTenancy } from './folder-tenancy.ts';
import { readFolders } from './folders/read-folders.ts';
import { keepPlacesFresh } from './fresh-places.ts';
import { goneSources } from './known-sources.ts';
import { restoreLearnt } from './learnt-links.ts';
import { liveGeo } from './live-geo.ts';
import { openEventHubs, openGoogle } from './live-sources.ts';
import { typedNames } from './name-key.ts';
import { pausing } from './pausing.ts';
import { openQuarantineFile } from './quarantine-file.ts';
import { quotasOf } from './quotas-of.ts';
import { openSelfWatch } from './self-watch.ts';
import { openStateFolder } from './state-folder.ts';
import type { Telling } from './telling.ts';
import { createVerdictFeed } from './verdict-feed.ts';

export interface EmbeddedPlan {
  readonly config: Config;
  readonly vitals: ProcessVitals;
  readonly telling: Telling;
  /** Where alerts are sent; empty: nowhere. */
  readonly destinations: readonly OpenedDestination[];
  /** Ends when everything that the folders hold was read; live sources are not opened. */
  readonly untilRead: boolean;
}

/** As `gatewatch learn` calls it, whose state is gone on with. */
const personPartition = 'replay';

export async function runEmbedded(
  { config, vitals, telling, destinations, untilRead }: EmbeddedPlan,
  signal: AbortSignal,
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await openStateFolder(config.state.folder));
  if (!untilRead) telling.note(`Health and metrics: ${stack.use(await listen(config.http, vitals)).url}`);
  const geo = stack.use(await openFreshGeo(config));
  const tenancy = tenancyOf(config);
  const ledger = stack.use(sqliteLedger(folder.database));
  const bookmarks = stack.use(sqliteBookmarks(folder.database));
  const links = stack.use(sqliteLinks(folder.database));
  await restoreLearnt(ledger, links);
  const before = (await ledger.partitions()).find(({ name }) => name === personPartition)?.meta ?? null;

  const rules = identityRulesOf(config);
  let judging = liveJudging(config, rules, geo.version);
  const { settings, lateness, fixed } = judging;
  for (const { source, progress } of sourcesIn(before))
    if (config.sources.folders.some(({ name }) => source.startsWith(`${name}/`))) lateness.reached(source, progress);
  const names = await typedNames(config, bookmarks);
  const trying = { component: 'state folder', vitals, signal };
  const told = { run: () => {} };
  const sink = createLedgerSink({
    ledger,
    partition: personPartition,
    settings,
    configured: { toSay: (known, at) => judging.configured.toSay(known, at) },
    quarantine: openQuarantineFile(folder.quarantine),
    committed: () => told.run(),
    vitals,
  });
  const delivered =
    destinations.length === 0
      ? null
      : stack.use(deliverAlerts({ ledger, database: folder.database, destinations, vitals, keep: keeping(config) }));
  const { elasticsearch } = config;
  const index =
    elasticsearch === undefined
      ? null
      : stack.use(await openEmbeddedIndex(elasticsearch, vitals, openQuarantineFile(folder.quarantine), signal));
  const logged = delivered?.logged(sink) ?? sink;
  const plain = createIntake({
    reading: recordReading(config, geo, names),
    rules,
    links,
    sink: index?.indexed(logged) ?? logged,
    writer: 'run',
    fixed,
    vitals,
  });
  const intake = stack.use(withQuotas(plain, { quotas: quotasOf(config), vitals, now: Date.now, wait: pausing }));

  const feedOf = async (partition: string) => {
    const from = (await ledger.acquire(partition)).said;
    await delivered?.begin(partition, from);
    return openAlertFeed(ledger, partition, bookmarks, from, (alert) => {
      const { tenant, detector, severity, state } = alert;
      vitals.count('gatewatch_alerts_total', { tenant, detector: detector.id, severity, state });
      return telling.alert(alert);
    });
  };
  const alerts = await feedOf(personPartition);
  const ownAlerts = await feedOf(monitorHealth.id);
  // From the first on that the outbox still has: an index that is new is filled with what was found before.
  const indexed =
    index === null
      ? []
      : await Promise.all(
          [personPartition, monitorHealth.id].map((partition) =>
            openAlertFeed(ledger, partition, bookmarks, 0, (alert) => index.alert(alert), indexedScope),
          ),
        );
  const indexAlerts = async (): Promise<void> => {
    await Promise.all(indexed.map((feed) => feed.tell()));
  };
  const tell = async (): Promise<void> => {
    await alerts.tell();
    await delivered?.take();
  };
  told.run = () => {
    void tell().then(
      () => vitals.healthy('alerts'),
      (error: unknown) => vitals.failing('alerts', error instanceof Error ? error.message : String(error)),
    );
    void indexAlerts().catch(() => {}); // told by the writer's own health; the feed goes on where it stood
  };
  stack.defer(tell);
  const verdicts = createVerdictFeed(ledger, (records) => sink.apply(records));
  await forEver(() => sink.apply(goneSources(config, before, Date.now())), trying);
  await forEver(() => verdicts.look(), trying);

  const scratch = join(folder.path, 'sorting');
  rmSync(scratch, { recursive: true, force: true }); // what a crash left
  mkdirSync(scratch, { recursive: true });
  const stopping = new AbortController();
  const stop = AbortSignal.any([signal, stopping.signal]);
  const readers: LiveReader[] = [];
  const parts = { intake, bookmarks, vitals };
  if (!untilRead) {
    for (const reader of [...(await openEventHubs(config, parts)), ...(await openGoogle(config, parts))])
      readers.push(stack.use(reader));
  }
  const folders = readFolders(
    {
      folders: config.sources.folders,
      tenants: tenancy.tenants,
      reading: { geo, names, until: null, now: Date.now() },
      tenancyOf: (of) => folderTenancy(tenancy, of.tenant),
      ...{ intake, bookmarks, vitals, scratch, untilRead, reached: lateness.reached },
      now: Date.now,
      wait: pausing,
    },
    stop,
  );
  folders.catch(() => {}); // asked below
  vitals.healthy('state folder', folder.path);
  if (untilRead) {
    await folders;
    return await indexAlerts();
  }

  await liveGeo(config, geo, vitals).look(Date.now()); // their age, before the monitor looks
  const changed = async (newer: LiveJudging, at: number): Promise<void> => {
    judging = newer;
    const { epoch } = newer.settings;
    await forEver(() => sink.apply([{ type: 'epoch', at, epoch }]), trying);
    telling.note(`Newer data of places and networks are in use: epoch ${epoch}.`);
  };
  const self = await openSelfWatch(ledger, vitals, monitorOptions(config.detectors[monitorHealth.id]?.options), null);
  const watchesItself = config.detectors[monitorHealth.id]?.enabled !== false;
  const everySecond = async (): Promise<void> => {
    for (let looked = 0; ; await pausing(secondMs, stop)) {
      await forEver(() => verdicts.look(), trying);
      if (Date.now() - looked < minuteMs) continue;
      looked = Date.now();
      if (!watchesItself) continue;
      await forEver(() => self.look(looked), trying);
      await ownAlerts.tell();
      void indexAlerts().catch(() => {});
      await delivered?.take();
    }
  };
  const sent = delivered === null ? [] : [delivered.run(stop)];
  const kept = index === null ? [] : [index.run(stop)];
  const works = [
    everySecond(),
    keepPlacesFresh({ config, rules, geo, vitals, changed }, stop),
    ...sent,
    ...kept,
    ...(config.sources.folders.length === 0 ? [] : [folders]),
  ];
  const ended = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
  try {
    await Promise.race([ended, ...readers.map(({ settled }) => settled), Promise.all([...works, ended])]);
  } finally {
    stopping.abort(signal.reason);
    await Promise.allSettled([...readers.map((reader) => reader.stop()), ...works]);
  }
}
