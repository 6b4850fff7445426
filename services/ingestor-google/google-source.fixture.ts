/** A whole small world for tests: server, key file, configuration, intake, bookmarks, and a reader over them. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bookmarks, Intake, Labels, LiveReader, MetricName, Vitals } from '@gatewatch/domain';
import { memoryBookmarks } from '@gatewatch/ledger';
import type { GoogleSource } from '@gatewatch/runtime';
import {
  type RecordingIntake,
  type ReportsServer,
  type ReportsServerOf,
  recordingIntake,
  reportsServer,
} from '@gatewatch/testing';
import { openGoogleSource } from './open-google-source.ts';
import { type SimulatedClock, simulatedClock } from './simulated-clock.fixture.ts';

export interface World extends AsyncDisposable {
  readonly clock: SimulatedClock;
  readonly server: ReportsServer;
  readonly config: GoogleSource;
  readonly intake: RecordingIntake;
  readonly said: readonly Said[];
  readonly bookmarks: ReturnType<typeof memoryBookmarks>;
  /** Sum of a counter over its labels. */
  counted(metric: MetricName): number;
  /** A reader, which lives by the clock from now on. */
  open(changes?: {
    readonly intake?: Intake;
    readonly bookmarks?: Bookmarks;
    readonly config?: GoogleSource;
  }): Promise<LiveReader>;
}

export interface Said {
  readonly state: 'healthy' | 'failing' | 'gone';
  readonly component: string;
  readonly text: string;
}

/** A Tuesday. */
export const worldStart = Date.UTC(2026, 4, 5, 12);

export async function world(
  config: Partial<GoogleSource> = {},
  has: Omit<ReportsServerOf, 'now' | 'delegate'> = {},
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-google-'));
  const clock = simulatedClock(worldStart);
  const delegate = 'reports@example.com';
  const server = await reportsServer({ now: clock.now, delegate, ...has });
  const keyFile = join(folder, 'key.json');
  await server.account.write(keyFile, server.tokenUrl);
  const full: GoogleSource = {
    name: 'workspace',
    tenant: 'acme',
    customer: 'my_customer',
    delegate,
    keyFile,
    applications: ['login'],
    every: 600_000,
    settle: 30_000,
    backfill: 86_400_000,
    queriesPerMinute: 2400,
    ...config,
  };
  const intake = recordingIntake();
  const bookmarks = memoryBookmarks(clock.now);
  const said: Said[] = [];
  const counts = new Map<string, number>();
  const vitals: Vitals = {
    healthy: (component, text = '') => void said.push({ state: 'healthy', component, text }),
    failing: (component, text) => void said.push({ state: 'failing', component, text }),
    gone: (component) => void said.push({ state: 'gone', component, text: '' }),
    count: <M extends MetricName>(metric: M, _: Labels<M>, by = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + by),
    set() {},
    observe() {},
  };
  const readers: LiveReader[] = [];
  return {
    clock,
    server,
    config: full,
    intake,
    said,
    bookmarks,
    counted: (metric) => counts.get(metric) ?? 0,
    async open(changes = {}) {
      const of = { config: full, intake, bookmarks, ...changes };
      const tasks = of.config.applications.length;
      clock.tasks(tasks);
      const reader = await openGoogleSource({ ...of, vitals, clock, endpoints: server.endpoints, random: () => 0.5 });
      reader.settled.catch(() => {}).then(() => clock.tasks(-tasks));
      readers.push(reader);
      return reader;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(readers.map((reader) => reader.stop()));
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
