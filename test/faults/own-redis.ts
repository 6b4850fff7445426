/** A Redis of a test's own, and the ledger over it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert, Ledger, LedgerCommit } from '@gatewatch/domain';
import { openRedis, type RedisSettings, type RedisStore, redisDefaults, redisLedger } from '@gatewatch/ledger';
import { type RedisServer, startRedis } from '../servers/redis.ts';

export interface OwnRedis extends AsyncDisposable {
  readonly server: RedisServer;
  readonly folder: string;
  readonly host: string;
  /** As redis-cli says it. */
  command(...args: readonly string[]): string;
  /** Closed with the server. `warnings`: where its warnings go. */
  open(settings?: Partial<RedisSettings>, warnings?: string[]): Promise<{ readonly store: RedisStore; readonly ledger: Ledger }>;
}

export async function ownRedis(flags: readonly string[] = []): Promise<OwnRedis> {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'gatewatch-redis-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const server = stack.use(await startRedis(folder, flags));
  const { host } = new URL(server.url);
  const running = stack.move();
  return {
    server,
    folder,
    host,
    command: (...args) => server.command(...args),
    async open(settings = {}, warnings = []) {
      const listener = { warn: (sentence: string) => void warnings.push(sentence) };
      const store = running.use(await openRedis({ ...redisDefaults, servers: [host], ...settings }, listener));
      return { store, ledger: redisLedger(store) };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

export const step = (position: number, more: Partial<LedgerCommit> = {}): LedgerCommit => ({
  position,
  meta: `meta ${position}`,
  puts: [{ key: 'a', state: `A${position}`, due: position }],
  deletes: [],
  outbox: [],
  links: [],
  ...more,
});

export function exampleAlert(id: string, revision: number): Alert {
  return {
    ...{ schema: 1, id, revision, epoch: 'first', detector: { id: 'toy', version: 1 }, title: 'Toy', explanation: 'Because.' },
    ...{ severity: 'low', risk: 1, confidence: 'low', because: [], tenant: 'default', entities: [], firstSeen: 1, lastSeen: 2 },
    ...{ subject: { key: 'ada@example.com', name: null, providers: ['entra'], kind: 'member' }, detectedAt: 3, findings: 1 },
    ...{ evidence: { rows: 0, decisive: [], events: [] }, facts: [], baseline: [], attack: [], steps: [], state: 'open' },
    ...{ cause: null, replacedBy: null, disposition: null, gaps: [] },
  };
}
