/**
 * The way of a record through the house, up to a stage: the doors that a replay and the embedded worker go through. Records are
 * applied in the order of their arrival, behind a lateness bound of a day, so the engine sorts.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Detector,
  dayMs,
  type GeoLookup,
  type IdentityEvent,
  type Ledger,
  type LogRecord,
  optionsOf,
} from '@gatewatch/domain';
import { createIdentities, createWorker, type Identities, type Worker } from '@gatewatch/engine';
import { enrich } from '@gatewatch/enrichment';
import { memoryLedger, sqliteLedger } from '@gatewatch/ledger';
import { type Decoded, decode, normalise } from '@gatewatch/normalisers';
import type { BenchInput } from './input.ts';

export const stages = ['floor', 'decode', 'normalise', 'enrich', 'judge', 'commit'] as const;
export type Stage = (typeof stages)[number];

export interface StageRun {
  readonly records: number;
  readonly events: number;
  readonly quarantined: number;
  readonly alerts: number;
  readonly joined: number;
  readonly thinned: number;
  readonly late: number;
  /** Encoded bytes of each subject as the ledger holds it at the end; empty before the last stage. */
  readonly subjectBytes: readonly number[];
}

export interface StagePlan {
  /** Each batch is judged when it comes, as a live worker does; default: what comes between two commits together, as a replay does. */
  readonly asItComes?: boolean;
  readonly detectors: readonly Detector[];
  readonly geo: GeoLookup;
}

/** Records between commits: about what one core takes in a second, the most that a running worker waits. A replay has 6,000, for its memory. */
const commitEvery = 40_000;
const tenant = 'default';
const nothingRun = { events: 0, quarantined: 0, alerts: 0, joined: 0, thinned: 0, late: 0, subjectBytes: [] };

/**
 * By input: a reading under way, some records and events that stay alive between the turns, as some always are in a running service. A
 * hidden class that nothing has any more is forgotten at the collection before a turn, and all code that was compiled for it: each turn
 * would compile anew.
 */
const alive = new Map<string, unknown[]>();
const mostAlive = 1000;
/** The same for what the engine keeps: a worker with the subjects of the first few batches. */
const aliveWorkers = new Map<string, Worker>();
const batchesAlive = 20;

/** Resolves when the work is done; what it gives then looks at what was left behind, and clears it away. */
export async function startStage(stage: Stage, input: BenchInput, plan: StagePlan): Promise<() => Promise<StageRun>> {
  if (stage === 'floor') {
    const records = parseAlone(input);
    return async () => ({ ...nothingRun, records });
  }
  if (stage !== 'judge' && stage !== 'commit') {
    const read = await readAlone(stage, input, plan);
    return async () => read;
  }
  if (stage === 'judge') {
    const ledger = memoryLedger();
    const judged = await judge(input, plan, ledger, Number.POSITIVE_INFINITY);
    return async () => left(ledger, judged);
  }
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-bench-'));
  const file = join(folder, 'gatewatch.db');
  const judged = await judgeInto(file, input, plan);
  return async () => {
    try {
      await using ledger = sqliteLedger(file);
      return await left(ledger, judged);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

async function judgeInto(file: string, input: BenchInput, plan: StagePlan): Promise<Judged> {
  await using ledger = sqliteLedger(file);
  return await judge(input, plan, ledger, commitEvery);
}

async function left(ledger: Ledger, { worker, read }: Judged): Promise<StageRun> {
  const subjectBytes: number[] = [];
  for await (const { state } of ledger.subjects('bench')) subjectBytes.push(Buffer.byteLength(state));
  const { events, joined, thinned, late } = worker.stats();
  const alerts = (await ledger.alerts()).filter(({ state }) => state !== 'withdrawn').length;
  return { ...read, events, joined, thinned, late, alerts, subjectBytes };
}

/** The floor: each chunk to text, each line to an object. Nothing that reads these records in JavaScript can be faster. */
function parseAlone(input: BenchInput): number {
  let lines = 0;
  for (const { bytes } of input.chunks) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    for (let at = 0; at < text.length; ) {
      const end = text.indexOf('\n', at);
      const value: unknown = JSON.parse(text.slice(at, end));
      if (typeof value === 'object') lines++;
      at = end + 1;
    }
  }
  return lines;
}

async function readAlone(stage: Stage, input: BenchInput, { geo }: StagePlan): Promise<StageRun> {
  let events = 0;
  const read = { records: 0, quarantined: 0 };
  const lookup = stage === 'enrich' ? geo : null;
  for await (const { batch } of batches(input, stage !== 'decode', lookup, read)) events += batch.length;
  return { ...nothingRun, ...read, events };
}

interface Judged {
  readonly worker: Worker;
  readonly read: { readonly records: number; readonly quarantined: number };
}

async function judge(input: BenchInput, plan: StagePlan, ledger: Ledger, every: number): Promise<Judged> {
  const identities = createIdentities({ domains: new Map([['example.org', 'example.com']]), aliases: new Map() });
  const settings = {
    detectors: plan.detectors.map((detector) => ({ detector, options: optionsOf(detector.card) })),
    counting: [],
    latenessMs: () => dayMs,
    epoch: 'bench',
    judgeFrom: null,
    commitEvery: every,
    judgeTogether: plan.asItComes === true ? 0 : commitEvery,
  };
  const partition = await ledger.acquire('bench');
  const worker = await createWorker({ partition, settings, links: () => identities.newLinks() });
  const read = { records: 0, quarantined: 0 };
  const kept = aliveWorkers.has(input.name)
    ? null
    : await createWorker({ partition: await memoryLedger().acquire('kept'), settings });
  if (kept !== null) aliveWorkers.set(input.name, kept); // in the round that is not counted
  let passed = 0;
  for await (const { batch, at } of batches(input, true, plan.geo, read)) {
    const log = logOf(batch, at, identities);
    await worker.apply(log);
    if (kept !== null && passed++ < batchesAlive) await kept.apply(log);
  }
  if (every === Number.POSITIVE_INFINITY) await worker.judge();
  else await worker.commit();
  return { worker, read };
}

function logOf(batch: readonly IdentityEvent[], at: number, identities: Identities): readonly LogRecord[] {
  const log: LogRecord[] = [];
  for (const event of batch) log.push({ type: 'event', at, event: identities.resolve(event) });
  log.push({ type: 'tick', at, tenant, source: 'bench', progress: at });
  return log;
}

async function* batches(
  input: BenchInput,
  normalised: boolean,
  geo: GeoLookup | null,
  read: { records: number; quarantined: number },
): AsyncGenerator<{ readonly batch: readonly IdentityEvent[]; readonly at: number }> {
  let at = 0;
  async function* arriving(): AsyncGenerator<Uint8Array> {
    for (const chunk of input.chunks) {
      at = chunk.at;
      yield chunk.bytes;
    }
  }
  const kept = alive.get(input.name) ?? [];
  if (kept.length === 0) {
    alive.set(input.name, kept);
    const underWay = decode(arriving(), input.name)[Symbol.asyncIterator]();
    kept.push(underWay, await underWay.next());
  }
  for await (const decoded of decode(arriving(), input.name)) {
    const batch = eventsOf(decoded, input.name, normalised, geo, read, kept);
    if (kept.length < mostAlive * 2) kept.push(...batch);
    yield { batch, at };
  }
}

/** A plain function, as in production: V8 optimises the body of a generator less. */
function eventsOf(
  decoded: readonly Decoded[],
  source: string,
  normalised: boolean,
  geo: GeoLookup | null,
  read: { records: number; quarantined: number },
  kept: unknown[],
): readonly IdentityEvent[] {
  const batch: IdentityEvent[] = [];
  for (const one of decoded) {
    read.records++;
    if ('broken' in one) {
      read.quarantined++;
      continue;
    }
    if (kept.length < mostAlive) kept.push(one);
    if (!normalised) continue;
    const made = normalise(one.value, { tenant, origin: { source, position: one.position }, received: null });
    if ('quarantined' in made) read.quarantined++;
    else for (const event of made.events) batch.push(geo === null ? event : enrich(event, geo));
  }
  return batch;
}
