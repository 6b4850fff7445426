/**
 * Two detecting processes against one. Wall time, from their start until everything is committed, joining and compiling included, asks for
 * free cores and a long log; the processor time of all of them together does not: where two cost a message no more than one does, they do
 * twice as much on cores of their own.
 */

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openRedis, redisDefaults, redisLedger } from '@gatewatch/ledger';
import { type Child, startChild } from '../faults/stream/child.ts';
import type { World } from '../faults/stream/world.ts';
import { until } from '../streams/until.ts';

export interface Running {
  /** Messages a second. */
  readonly rate: number;
  /** Microseconds of processor time a message, of all detecting processes; null where the system does not tell. */
  readonly cpu: number | null;
}

export interface Processes {
  readonly one: Running;
  readonly two: Running;
}

export async function processesAgainst(world: World, messages: number): Promise<Processes> {
  return { one: await runOf(world, messages, 1), two: await runOf(world, messages, 2) };
}

async function runOf(world: World, messages: number, count: number): Promise<Running> {
  const ledgerPrefix = `processes-${count}`;
  const own: World = { ...world, ledger: ledgerPrefix };
  const children = Array.from({ length: count }, (_, i) =>
    startChild(`detector ${i}`, 'detector.ts', [JSON.stringify(own), ''], world.folder),
  );
  await Promise.all(children.map(({ ready }) => ready));
  const started = cpuOf(children);
  const begun = performance.now();
  const store = await openRedis({ ...redisDefaults, servers: [world.redis], prefix: ledgerPrefix }, { warn() {} });
  const ledger = redisLedger(store);
  const metas = async (): Promise<string> => JSON.stringify((await ledger.partitions()).map(({ meta }) => meta));
  const committed = async () => (await ledger.partitions()).filter(({ meta }) => meta !== null).length;
  await until(async () => (await committed()) > 0, 300_000);
  let last = '';
  let changedAt = performance.now();
  let spent = started;
  while (performance.now() - changedAt < stillMs || (await committed()) < world.partitions) {
    const now = await metas();
    if (now !== last) {
      changedAt = performance.now();
      spent = cpuOf(children);
    }
    last = now;
    await pause(100);
  }
  for (const child of children) child.signal('SIGTERM');
  await Promise.all(children.map(({ ended }) => ended));
  await store[Symbol.asyncDispose]();
  const seconds = spent === null || started === null ? null : spent - started;
  return { rate: messages / ((changedAt - begun) / 1000), cpu: seconds === null ? null : (seconds / messages) * 1e6 };
}

/** Seconds of all of them since their start: fields 14 and 15 of /proc/PID/stat (proc(5)), in ticks of a hundredth. */
function cpuOf(children: readonly Child[]): number | null {
  let ticks = 0;
  for (const { pid } of children) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      return null; // no Linux
    }
  }
  return ticks / 100;
}

/** Nothing is committed any more: all is. */
const stillMs = 6000;
