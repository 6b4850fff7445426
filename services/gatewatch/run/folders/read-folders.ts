/**
 * Watched folders: files that appear are read once, all that are new together and in event-time order, as a replay reads them. While
 * a backlog is read, progress is what the sorter has released; once everything that is there was read it is the time of the look
 * (SEMANTICS.md 1.2): a folder is silent because nobody puts a file there.
 */

import { type Bookmarks, type IdentityEvent, type LiveSource, label, type Vitals } from '@gatewatch/domain';
import { forEver, type OpenIntake, type QuarantineEntry } from '@gatewatch/engine';
import type { Config } from '@gatewatch/runtime';
import type { Reading } from '../../replay/read-events.ts';
import { type BatchFile, openBatchStore } from './batch.ts';
import { createCalm } from './calm.ts';
import { collect, type WatchedFolder } from './collect.ts';
import { openMarks } from './marks.ts';
import { readBatch } from './read-batch.ts';
import { createSettling } from './settling.ts';

export type FolderSetting = Config['sources']['folders'][number];

export interface FoldersPlan {
  readonly folders: readonly FolderSetting[];
  /** Of the configuration: a folder without one of its own holds records of any of them. */
  readonly tenants: readonly string[];
  /** How files of a folder are read; what they hold that is no event comes to `quarantine`. */
  readonly reading: Omit<Reading, 'quarantine' | 'tenancy' | 'read'>;
  readonly tenancyOf: (folder: FolderSetting) => Reading['tenancy'];
  readonly intake: OpenIntake;
  /** Told before each tick: the source is read up to here. */
  readonly reached: (source: string, progress: number) => void;
  readonly bookmarks: Bookmarks;
  readonly vitals: Vitals;
  /** Folder for sorted runs. */
  readonly scratch: string;
  readonly now: () => number;
  /** Rejects with the signal's reason when it is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** True: ends when everything that is there was read; the clock has no say then. */
  readonly untilRead: boolean;
}

/** Rejects with the signal's reason, and with a bug. */
export async function readFolders(plan: FoldersPlan, signal: AbortSignal): Promise<void> {
  const { folders, intake, bookmarks, vitals, now } = plan;
  if (folders.length === 0) return;
  const trying = { component: 'watched folders', vitals, signal };
  const store = await openBatchStore(bookmarks);
  const watched = new Map<string, WatchedFolder>();
  for (const { name, path, settle } of folders)
    watched.set(name, { name, path, marks: await openMarks(bookmarks, `folder/${name}`), settling: createSettling(settle) });
  const sources = folders.flatMap((folder) => sourcesOf(folder, plan.tenants));
  // Told at once: until it was read, a folder holds back the horizon of its tenants.
  for (const source of sources) {
    vitals.count('gatewatch_records_received_total', { tenant: source.tenant, source: source.name }, 0);
    await intake.progress(source, 0, signal);
  }

  /** A tenant's quota is its own, so each tenant's events are handed over by themselves. */
  const handed = async (events: readonly IdentityEvent[]): Promise<void> => {
    for (const [tenant, own] of Map.groupBy(events, (event) => event.tenant)) {
      const source = sources.find((one) => one.tenant === tenant) ?? { name: `files/${tenant}`, tenant, provider: 'entra' };
      await intake.hand(
        source,
        own.map((event) => ({ event, raw: () => '' })),
        [],
        signal,
      );
    }
  };
  const readAll = async (files: readonly BatchFile[] | null): Promise<void> => {
    if (files !== null) await forEver(() => store.begin(files), trying);
    for (let batch = store.begun(); batch !== null; batch = store.begun()) {
      const begun = batch;
      const read = await forEver(
        () =>
          readBatch({
            batch: store.begun() ?? begun,
            readingOf: (name) => readingOf(plan, name, signal),
            scratch: plan.scratch,
            now,
            hand: handed,
            async reached(last) {
              await store.reached(last);
              for (const { tenant, name } of sources)
                vitals.set('gatewatch_checkpoint_seconds', { tenant, source: name }, now() / 1000);
            },
            released: (time) => progress(Math.min(time, now())),
            signal,
          }),
        trying,
      );
      for (const { folder, mark } of read) await forEver(() => watched.get(folder)?.marks.put(mark) ?? Promise.resolve(), trying);
      await forEver(() => store.end(), trying);
    }
  };
  const progress = async (time: number): Promise<void> => {
    for (const source of sources) {
      plan.reached(source.name, time);
      await intake.progress(source, time, signal);
    }
  };

  await readAll(null); // what an earlier run began
  const calm = createCalm(Math.max(...folders.map(({ settle }) => settle)));
  for (;;) {
    const looked = now();
    const files: BatchFile[] = [];
    for (const folder of watched.values()) {
      const look = await forEver(() => collect(folder, looked), trying);
      files.push(...look.files);
      tell(vitals, folder, look.unreadable, look.files.length);
    }
    const waiting = [...watched.values()].flatMap(({ settling }) => settling.waitingSince() ?? []);
    const unread = [...files.map(({ path, to }) => `${path} ${to}`), ...waiting.map(String)];
    const ready = calm.look(unread, looked) && files.length > 0;
    if (ready) await readAll(files);
    if (plan.untilRead && unread.length === 0) return;
    if (!plan.untilRead) await tellTime(looked);
    const soonest = Math.min(...folders.map(({ every, settle }) => (unread.length > 0 ? Math.min(every, settle) : every)));
    if (!ready) await plan.wait(Math.max(100, soonest), signal);
  }

  /** A folder that never held a file holds nobody back; else it goes with the clock, once nothing new has come for a while. */
  async function tellTime(looked: number): Promise<void> {
    if (![...watched.values()].some(({ marks }) => marks.any())) {
      for (const source of sources) await intake.idle(source, signal);
      return;
    }
    const quiet = calm.quietSince();
    if (quiet !== null && looked - quiet >= quietMs) await progress(looked);
  }
}

/** After history was read, another part of it may follow. */
const quietMs = 30_000;

function sourcesOf({ name, tenant }: FolderSetting, tenants: readonly string[]): readonly LiveSource[] {
  return (tenant === undefined ? tenants : [tenant]).map((one) => ({ name: `${name}/${one}`, tenant: one, provider: 'entra' }));
}

function readingOf(plan: FoldersPlan, name: string, signal: AbortSignal): Reading {
  const folder = plan.folders.find((one) => one.name === name);
  const [source] = folder === undefined ? [] : sourcesOf(folder, plan.tenants);
  const of = source ?? { name, tenant: plan.tenants[0] ?? '', provider: 'entra' };
  const labels = { tenant: of.tenant, source: of.name };
  let refused: QuarantineEntry[] = [];
  return {
    ...plan.reading,
    get now() {
      return plan.now();
    },
    tenancy: folder === undefined ? { tenants: [], tenantOf: () => null, belongs: () => false } : plan.tenancyOf(folder),
    read: (_, records) => plan.vitals.count('gatewatch_records_received_total', labels, records),
    quarantine: {
      add: (one) => void refused.push({ ...one, tenant: of.tenant, received: plan.now() }),
      async settle() {
        if (refused.length === 0) return;
        const some = refused;
        refused = [];
        await plan.intake.hand(of, [], some, signal);
      },
      counts: () => ({}),
      async [Symbol.asyncDispose]() {},
    },
  };
}

function tell(vitals: Vitals, { name, path }: WatchedFolder, unreadable: readonly string[], read: number): void {
  const component = `folder ${name}`;
  const [first] = unreadable;
  if (first === undefined)
    vitals.healthy(component, read === 0 ? label(path, 200) : `${label(path, 200)}: ${read} files are new`);
  else vitals.failing(component, unreadable.length === 1 ? first : `${first} And ${unreadable.length - 1} more files.`);
}
