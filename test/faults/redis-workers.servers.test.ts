/** Processes over a real Redis that are killed, stopped and overtaken: position, subjects and outbox move together or not at all. */

import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ledger } from '@gatewatch/domain';
import { memoryLedger, openRedis, redisDefaults, redisLedger } from '@gatewatch/ledger';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { judgeMadeLog } from './judge-made-log.ts';

const program = fileURLToPath(new URL('./over-redis.ts', import.meta.url));
const kills = Number(process.env.GATEWATCH_REDIS_KILLS ?? 5);
const events = 60 * kills + 400;
const seed = Number(process.env.GATEWATCH_SEED ?? Date.now() % 1_000_000);
const redis = inject('redis');
const server = redis === null ? '' : new URL(redis).host;
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-redis-workers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Life {
  readonly child: ChildProcess;
  /** Resolves once the process has said it, or has ended. */
  said(what: string, times?: number): Promise<void>;
  /** What it said last, or the signal that ended it. */
  readonly end: Promise<string>;
}

function live(prefix: string, batch: number): Life {
  const args = [program, server, prefix, `${events}`, `${batch}`];
  // Compiled code is kept, so that the next process starts in a third of the time.
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  let text = '';
  const waiting: (() => void)[] = [];
  const news = () => waiting.splice(0).forEach((resolve) => void resolve());
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk;
    news();
  });
  const end = new Promise<string>((resolve) => {
    child.on('close', (code, signal) => resolve(signal ?? `${code} ${text.trimEnd().split('\n').at(-1)}`));
  });
  void end.then(news);
  return {
    child,
    end,
    async said(what, times = 1) {
      while (text.split(what).length - 1 < times && child.exitCode === null && child.signalCode === null)
        await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

async function everything(ledger: Ledger) {
  const { position, meta, published } = await ledger.acquire('p');
  const subjects: unknown[] = [];
  for await (const { key, due } of ledger.subjects('p')) subjects.push(JSON.stringify([key, due]));
  const rows = await ledger.outbox('p', 0, 1_000_000);
  return {
    ...{ position, meta, published, subjects: subjects.sort() },
    outbox: rows.map(({ alert }) => JSON.stringify(alert)).sort(),
    sequences: rows.map(({ sequence }) => sequence),
  };
}

async function calm() {
  await using ledger = memoryLedger();
  await judgeMadeLog(ledger, events, 40);
  return everything(ledger);
}

describe.skipIf(redis === null)('workers over Redis', () => {
  test(`${kills} kills at random moments change nothing (seed ${seed})`, async () => {
    const prefix = `kills-${randomUUID()}`;
    const draw = draws(seed);
    for (let killed = 0; killed < kills; killed++) {
      const life = live(prefix, 10);
      await life.said('at ', 1 + Math.floor(draw() * 4));
      // In the middle of whatever it does then.
      const timer = setTimeout(() => life.child.kill('SIGKILL'), draw() * 6);
      expect(await life.end).toMatch(/SIGKILL|done/);
      clearTimeout(timer);
    }
    expect(await live(prefix, 40).end).toBe('0 done');
    await using store = await openRedis({ ...redisDefaults, servers: [server], prefix }, { warn() {} });
    const expected = await calm();
    expect(expected.outbox.length).toBeGreaterThan(20);
    expect(await everything(redisLedger(store))).toEqual(expected);
  });

  test('of two on one partition the overtaken one is fenced at its next step, and what stands is of one alone', async () => {
    const prefix = `fenced-${randomUUID()}`;
    const first = live(prefix, 10);
    await first.said('at ', 3);
    first.child.kill('SIGSTOP'); // as a machine that hangs: it believes that the partition is its own
    const second = live(prefix, 20);
    await second.said('at ', 2);
    first.child.kill('SIGCONT');
    expect([await first.end, await second.end]).toEqual(['0 fenced', '0 done']);
    await using store = await openRedis({ ...redisDefaults, servers: [server], prefix }, { warn() {} });
    expect(await everything(redisLedger(store))).toEqual(await calm());
  });
});

function draws(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x1_0000_0000;
  };
}
