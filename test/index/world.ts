/** Topics in memory, a namespace of its own in a real Elasticsearch, and an indexer between them that can be started again. */

import { randomUUID } from 'node:crypto';
import { memoryBus, partitionOf, topicNames, topicPlans } from '@gatewatch/bus';
import type { Alert, Bookmarks, Bus, IdentityEvent } from '@gatewatch/domain';
import { alertMessage, encodeLogRecord, personKeys, type QuarantineEntry, quarantineMessage } from '@gatewatch/engine';
import { eventVersion, templateDefaults } from '@gatewatch/formats';
import {
  type BulkLimits,
  type Cluster,
  type ClusterSettings,
  openCluster,
  readTopics,
  setUpElasticsearch,
} from '@gatewatch/indexer';
import { memoryBookmarks } from '@gatewatch/ledger';
import { createVitals, type ProcessVitals } from '@gatewatch/runtime';
import { storedIn } from './stored-in.ts';

export interface World extends AsyncDisposable {
  readonly bus: Bus;
  readonly bookmarks: Bookmarks;
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly vitals: ProcessVitals;
  sendEvents(of: readonly IdentityEvent[]): Promise<void>;
  sendAlerts(of: readonly Alert[]): Promise<void>;
  sendQuarantined(of: readonly QuarantineEntry[]): Promise<void>;
  /** An indexer until it is disposed of. */
  index(more?: IndexOptions): Promise<AsyncDisposable>;
  /** id → version of every event or alert behind an alias; each id once. */
  stored(alias: string): Promise<ReadonlyMap<string, number>>;
  /** Sum of the kept positions of a topic, and of its ends. */
  position(topic: string): Promise<number>;
  end(topic: string): Promise<number>;
  /** Resolves once every position of every topic has reached the end. */
  done(): Promise<void>;
  counted(result: 'created' | 'known' | 'refused'): Promise<number>;
}

export interface IndexOptions {
  readonly limits?: Partial<BulkLimits>;
  readonly bookmarks?: Bookmarks;
  /** In the place of the world's own. */
  readonly through?: Cluster;
}

const partitions = 3;
const prefix = 'index';
export const names = topicNames(prefix);

export async function openWorld(settings: ClusterSettings): Promise<World> {
  const own = new AsyncDisposableStack();
  const bus = own.use(memoryBus());
  const retention = { lanes: 3_600_000, alerts: 3_600_000, quarantine: 3_600_000 };
  await bus.ensureTopics(topicPlans({ topicPrefix: prefix, partitions, replicas: 1, minInSync: 1, retention }));
  const namespace = `n${randomUUID().replaceAll('-', '')}`;
  const bookmarks = memoryBookmarks();
  const cluster = own.use(openCluster(settings));
  await setUpElasticsearch(cluster, { ...templateDefaults, namespace, replicas: 0, refreshMs: 1000 });
  const vitals = createVitals();
  const producer = own.use(await bus.producer());
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const world: World = {
    ...{ bus, bookmarks, cluster, namespace, vitals },
    async sendEvents(of) {
      const records = of.flatMap((event) => {
        const value = encodeLogRecord({ type: 'event', at: event.time, event });
        const keys = personKeys(event);
        const at = new Set((keys.length === 0 ? [event.id] : keys).map((key) => partitionOf(key, partitions)));
        return [...at].map((partition) => ({ key: null, value, partition }));
      });
      await producer.send(names.lane('person'), records);
    },
    async sendAlerts(of) {
      await producer.send(names.alerts, of.map(alertMessage));
    },
    async sendQuarantined(of) {
      await producer.send(names.quarantine, of.map(quarantineMessage));
    },
    index: ({ limits = {}, bookmarks: other = bookmarks, through = cluster } = {}) =>
      readTopics({
        ...{ bus, bookmarks: other, topicPrefix: prefix, vitals, filing: { namespace, period: 'week' } },
        bulk: (body, count, signal) => through.bulk(body, count, signal),
        limits: { withinMs: 20, ...limits },
      }),
    async stored(alias) {
      const all = await storedIn(cluster, alias);
      return new Map([...all].filter(([id]) => !id.startsWith('quarantine-')));
    },
    async position(topic) {
      const all = await bookmarks.list(`indexer/${namespace}`);
      return sum(all.filter(({ name }) => name.startsWith(`${topic}/`)).map(({ text }) => Number(text)));
    },
    end: async (topic) => sum(await bus.ends(topic)),
    async done() {
      for (const topic of [names.lane('person'), names.alerts, names.quarantine])
        for (;;) {
          const [position, end] = await Promise.all([world.position(topic), world.end(topic)]);
          if (position === end) break;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
    },
    async counted(result) {
      const samples = await vitals.samples();
      return samples.find(({ name, labels }) => name === 'gatewatch_indexed_total' && labels.result === result)?.value ?? 0;
    },
    [Symbol.asyncDispose]: () => own.disposeAsync(),
  };
  return world;
}

/** What must stand: each id once, with the version of its newest copy. */
export function newest(events: readonly IdentityEvent[]): ReadonlyMap<string, number> {
  const versions = new Map<string, number>();
  for (const event of events) versions.set(event.id, Math.max(versions.get(event.id) ?? 0, eventVersion(event)));
  return versions;
}
