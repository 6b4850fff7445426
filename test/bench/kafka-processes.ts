/** Two detecting processes against one: wall time from the first commit until everything is committed. */

import { setTimeout as pause } from 'node:timers/promises';
import { openRedis, redisDefaults, redisLedger } from '@gatewatch/ledger';
import { startChild } from '../faults/stream/child.ts';
import type { World } from '../faults/stream/world.ts';
import { until } from '../streams/until.ts';

export interface Processes {
  /** Messages a second. */
  readonly one: number;
  readonly two: number;
  readonly ratio: number;
}

export async function processesAgainst(world: World, messages: number): Promise<Processes> {
  const one = await rateOf(world, messages, 1);
  const two = await rateOf(world, messages, 2);
  return { one, two, ratio: two / one };
}

async function rateOf(world: World, messages: number, count: number): Promise<number> {
  const ledgerPrefix = `processes-${count}`;
  const own: World = { ...world, ledger: ledgerPrefix };
  const children = Array.from({ length: count }, (_, i) =>
    startChild(`detector ${i}`, 'detector.ts', [JSON.stringify(own), ''], world.folder),
  );
  await Promise.all(children.map(({ ready }) => ready));
  const store = await openRedis({ ...redisDefaults, servers: [world.redis], prefix: ledgerPrefix }, { warn() {} });
  const ledger = redisLedger(store);
  const subjects = async (): Promise<string> => JSON.stringify((await ledger.partitions()).map(({ meta }) => meta));
  const committed = async () => (await ledger.partitions()).filter(({ meta }) => meta !== null).length;
  await until(async () => (await committed()) > 0, 300_000);
  const begun = performance.now();
  let last = '';
  let changedAt = begun;
  while (performance.now() - changedAt < stillMs || (await committed()) < world.partitions) {
    const now = await subjects();
    if (now !== last) changedAt = performance.now();
    last = now;
    await pause(100);
  }
  for (const child of children) child.signal('SIGTERM');
  await Promise.all(children.map(({ ended }) => ended));
  await store[Symbol.asyncDispose]();
  return messages / ((changedAt - begun) / 1000);
}

/** Nothing is committed any more: all is. */
const stillMs = 6000;
