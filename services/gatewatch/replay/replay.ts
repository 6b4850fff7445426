/** A replay: files merged or sorted by event time, judged by the engine over a ledger, and what came of it. */

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Alert, Ledger } from '@gatewatch/domain';
import {
  createIdentities,
  createReplayLog,
  createWorker,
  type EngineSettings,
  externalSort,
  mergeSources,
  normalAddress,
  OutOfOrder,
  type Worker,
} from '@gatewatch/engine';
import type { Summary } from '@gatewatch/formats';
import { sqliteBookmarks, sqliteLedger } from '@gatewatch/ledger';
import { type Config, createLog, UserMistake } from '@gatewatch/runtime';
import { openConfiguredGeo } from '../geo/configured-geo.ts';
import { identityRulesOf } from '../identity-rules.ts';
import { toldScope } from '../run/alert-feed.ts';
import { verdictRecords } from '../triage/give-verdict.ts';
import { verdictsInTime } from '../triage/verdicts-in-time.ts';
import type { Input } from './inputs.ts';
import { judgedBy } from './judged.ts';
import { leastMegabytes, memoryOf, type ReplayMemory } from './memory.ts';
import { openQuarantine } from './quarantine.ts';
import { eventSource, type Reading } from './read-events.ts';
import { rosterFacts } from './roster.ts';
import { createTally, type Tally } from './tally.ts';
import { tenancyOf } from './tenancy.ts';

export interface ReplayPlan {
  readonly inputs: readonly Input[];
  readonly config: Config;
  /** Folder for quarantine.ndjson and, with `keep`, gatewatch.db. */
  readonly out: string;
  /** Folder for sorted runs and, without `keep`, the database. The caller removes it. */
  readonly scratch: string;
  readonly keep: boolean;
  readonly since: number | null;
  readonly until: number | null;
  readonly progress: (bytes: number, records: number, restarted: boolean) => void;
  /** Events held back before the oldest is released; a record older than that restarts the run in sort mode. */
  readonly bufferEvents?: number;
  /** Default: the least. */
  readonly memory?: ReplayMemory;
}

export interface Replayed {
  readonly alerts: readonly Alert[];
  readonly summary: Summary;
}

export async function replay(plan: ReplayPlan): Promise<Replayed> {
  try {
    return await runOnce(plan, 'merged');
  } catch (error) {
    if (!(error instanceof OutOfOrder)) throw error;
    createLog('replay').info({ reason: error.message }, 'older than what was released: starting again, sorted');
    return runOnce(plan, 'sorted');
  }
}

/** Hashes of one run can be compared with one another, and with nothing outside of it. */
const runKey = randomBytes(32).toString('hex');

async function runOnce(plan: ReplayPlan, mode: 'merged' | 'sorted'): Promise<Replayed> {
  const begun = performance.now();
  const { config } = plan;
  await using geo = await openConfiguredGeo(config);
  await using quarantine = openQuarantine(join(plan.out, 'quarantine.ndjson'));
  await using ledger = await freshLedger(plan);
  const tenancy = tenancyOf(config);
  const judged = judgedBy(config, geo.version);
  let bytes = 0;
  let records = 0;
  const reading: Reading = {
    geo,
    tenancy,
    quarantine,
    names: { key: config.privacy.nameKey ?? runKey, keep: config.privacy.keepUnknownNames },
    now: Date.now(),
    until: plan.until,
    read: (more, count) => {
      bytes += more;
      records += count;
      plan.progress(bytes, records, mode === 'sorted');
    },
  };
  const sources = plan.inputs.map((input) => eventSource(input, reading));
  const ordered =
    mode === 'merged'
      ? mergeSources(sources, plan.bufferEvents === undefined ? {} : { bufferEvents: plan.bufferEvents })
      : externalSort(sources, { directory: plan.scratch });
  const { recordsAtOnce, hotBytes } = plan.memory ?? memoryOf(leastMegabytes);
  const settings: EngineSettings = {
    detectors: judged.detectors,
    counting: [],
    latenessMs: () => 0,
    epoch: judged.epoch,
    judgeFrom: plan.since,
    hotBytes,
    commitEvery: recordsAtOnce,
    judgeTogether: recordsAtOnce,
  };
  const rules = identityRulesOf(config);
  const identities = createIdentities(rules);
  const worker = await createWorker({ partition: await ledger.acquire('replay'), settings, links: () => identities.newLinks() });
  const tally = createTally();
  const roster = rosterFacts(config, tenancy.tenants, (address) => normalAddress(address, rules));
  const fixed = new Set(roster.flatMap((one) => (one.type === 'fact' ? `${one.tenant}\n${one.name}` : [])));
  const log = createReplayLog(tenancy.tenants, fixed);
  const verdicts = verdictsInTime(await verdictRecords(ledger));
  await worker.apply(roster);
  for await (const events of ordered) {
    const resolved = events.map((event) => identities.resolve(event));
    for (const event of resolved) tally.add(event);
    await worker.apply(verdicts.among(log.append(resolved)));
  }
  await worker.apply([...log.end(), ...verdicts.rest()]);
  await worker.commit();
  const alerts = [...(await ledger.alerts())].sort((a, b) => a.detectedAt - b.detectedAt || (a.id < b.id ? -1 : 1));
  return {
    alerts,
    summary: summaryOf(alerts, worker, tally, {
      records,
      seconds: (performance.now() - begun) / 1000,
      mode,
      quarantined: quarantine.counts(),
      geo: geo.sources,
    }),
  };
}

/**
 * It begins from nothing but what analysts said of earlier runs into the folder. The database takes the memory that people need: what
 * is not kept stands in the scratch folder.
 */
async function freshLedger({ keep, out, scratch }: ReplayPlan): Promise<Ledger> {
  const lasting = join(out, 'gatewatch.db');
  if (keep && existsSync(lasting)) await refuseLiveState(lasting);
  const ledger = sqliteLedger(keep ? lasting : join(scratch, 'gatewatch.db'), keep);
  await ledger.restart();
  if (keep || !existsSync(lasting)) return ledger;
  await using kept = sqliteLedger(lasting);
  for (const given of await kept.verdicts()) await ledger.give(given);
  return ledger;
}

/** What `gatewatch run` knows would be gone. */
async function refuseLiveState(database: string): Promise<void> {
  await using bookmarks = sqliteBookmarks(database);
  if ((await bookmarks.list(toldScope)).length === 0) return;
  throw new UserMistake(
    `${database} holds the state of gatewatch run, which this would replace: choose another folder with --out, or delete that one first.`,
  );
}

function summaryOf(
  alerts: readonly Alert[],
  worker: Worker,
  tally: Tally,
  rest: Pick<Summary, 'records' | 'seconds' | 'mode' | 'quarantined' | 'geo'>,
): Summary {
  const stats = worker.stats();
  const alertsByDetector: Record<string, Record<string, number>> = {};
  for (const alert of alerts) {
    if (alert.state === 'withdrawn') continue;
    const by = (alertsByDetector[alert.detector.id] ??= {});
    by[alert.severity] = (by[alert.severity] ?? 0) + 1;
  }
  return {
    ...rest,
    events: tally.events,
    alertsByDetector,
    silent: stats.silent,
    subjects: tally.subjects,
    from: tally.from,
    to: tally.to,
    buckets: tally.buckets(),
    stateBytes: stats.stateBytes,
    late: stats.late,
  };
}
