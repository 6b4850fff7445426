/** What a Redis may do to the ledger over it, on real servers: each has one outcome, and none is silent. */

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fenced, LedgerEmptied, LedgerRolledBack, LedgerUnavailable } from '@gatewatch/domain';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { startWire } from '../servers/wire.ts';
import { exampleAlert, ownRedis, step } from './own-redis.ts';

const impatient = { patience: 300 };

async function own(...flags: readonly string[]) {
  const redis = await ownRedis(flags);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  return redis;
}

describe.skipIf(inject('redis') === null)('a Redis that', () => {
  test('is restarted goes on where it was, within one call', async () => {
    const redis = await own('--appendfsync', 'always');
    const { ledger } = await redis.open();
    const partition = await ledger.acquire('p');
    await partition.commit(step(1));
    for (const end of ['stop', 'kill'] as const) {
      await redis.server[end]();
      const committed = partition.commit(step(partition.position + 2, { outbox: [exampleAlert(end, 1)] }));
      await redis.server.start();
      await committed;
    }
    expect((await ledger.outbox('p', 0, 9)).map(({ alert }) => alert.id)).toEqual(['stop', 'kill']);
    expect((await ledger.acquire('p')).position).toBe(2);
  });

  test('has forgotten its scripts is taught them again', async () => {
    const redis = await own();
    const { ledger } = await redis.open();
    const partition = await ledger.acquire('p');
    await partition.commit(step(1));
    redis.command('SCRIPT', 'FLUSH');
    await partition.commit(step(2));
    expect((await ledger.acquire('p')).position).toBe(2);
  });

  test('is emptied takes no further step, and its partition begins at 0 for who says so', async () => {
    const redis = await own();
    const { ledger } = await redis.open();
    const partition = await ledger.acquire('p');
    await ledger.acquire('q');
    await partition.commit(step(7));
    redis.command('FLUSHALL');
    await expect(partition.commit(step(8))).rejects.toThrow(LedgerEmptied);
    expect(redis.command('KEYS', '*')).toBe('');
    await expect(ledger.acquire('q')).rejects.toThrow(/has lost what this process committed .*read again from its start/);
    await expect(partition.publish(1)).rejects.toThrow(LedgerEmptied);
    expect((await ledger.acquire('p')).position).toBe(0);
    expect((await ledger.acquire('q')).position).toBe(0);
  });

  test('comes back with an older state takes no step onto it; who acquires again reads from there', async () => {
    const redis = await own('--appendfsync', 'always');
    const { ledger } = await redis.open();
    const partition = await ledger.acquire('p');
    await partition.commit(step(1, { puts: [{ key: 'old', state: 'old', due: null }] }));
    await redis.server.stop();
    cpSync(join(redis.folder, 'appendonlydir'), join(redis.folder, 'older'), { recursive: true });
    await redis.server.start();
    await partition.commit(step(2, { puts: [{ key: 'new', state: 'new', due: null }] }));
    await redis.server.kill();
    rmSync(join(redis.folder, 'appendonlydir'), { recursive: true });
    cpSync(join(redis.folder, 'older'), join(redis.folder, 'appendonlydir'), { recursive: true });
    await redis.server.start();
    await expect(partition.commit(step(3))).rejects.toThrow(LedgerRolledBack);
    const again = await ledger.acquire('p');
    expect([again.position, (await again.load(['old', 'new', 'a'])).map(({ key }) => key)]).toEqual([1, ['old']]);
    await again.commit(step(2));
  });

  test('comes back with an older holder lets only one of the two go on', async () => {
    const redis = await own('--appendfsync', 'always');
    const first = await (await redis.open()).ledger.acquire('p');
    await first.commit(step(1));
    await redis.server.stop();
    cpSync(join(redis.folder, 'appendonlydir'), join(redis.folder, 'older'), { recursive: true });
    await redis.server.start();
    const { ledger } = await redis.open();
    const second = await ledger.acquire('p');
    await redis.server.kill();
    rmSync(join(redis.folder, 'appendonlydir'), { recursive: true });
    cpSync(join(redis.folder, 'older'), join(redis.folder, 'appendonlydir'), { recursive: true });
    await redis.server.start();
    await expect(second.commit(step(2, { meta: 'second' }))).rejects.toThrow(/token 2 is stale/);
    await first.commit(step(2, { meta: 'first' }));
    const third = await ledger.acquire('p'); // with the second's number, and not its rights
    expect([third.token, third.meta]).toEqual([second.token, 'first']);
    await expect(second.commit(step(3))).rejects.toThrow(/is stale/);
  });

  test('is loading is waited for, or said to be loading', async () => {
    const redis = await own('--loading-process-events-interval-bytes', '1024', '--key-load-delay', '2000');
    const { ledger } = await redis.open();
    const impatiently = await redis.open(impatient);
    const partition = await ledger.acquire('p');
    const puts = Array.from({ length: 800 }, (_, i) => ({ key: `k${i}`, state: 'x'.repeat(500), due: null }));
    await partition.commit(step(1, { puts }));
    redis.command('EVAL', "for i = 1, 800 do redis.call('SET', 'other' .. i, string.rep('x', 2000)) end", '0');
    await redis.server.stop();
    const started = redis.server.start();
    await expect(impatiently.ledger.acquire('q')).rejects.toThrow(LedgerUnavailable);
    await partition.commit(step(2));
    await started;
    expect((await ledger.acquire('p')).position).toBe(2);
  });

  test('is a read-only replica takes nothing until it is the primary', async () => {
    const redis = await own();
    const { ledger } = await redis.open(impatient);
    const partition = await ledger.acquire('p');
    redis.command('REPLICAOF', '127.0.0.1', '1');
    await expect(partition.commit(step(1))).rejects.toThrow(/cannot be used now: it is a read-only replica: name the primary/);
    redis.command('REPLICAOF', 'NO', 'ONE');
    await partition.commit(step(1));
    expect((await ledger.acquire('p')).position).toBe(1);
  });

  test('is full keeps nothing of the step, and all of it once there is room', async () => {
    const redis = await own('--maxmemory', '6mb');
    const { ledger } = await redis.open({ patience: 2000 });
    const partition = await ledger.acquire('p');
    await partition.commit(step(1));
    const puts = Array.from({ length: 40 }, (_, i) => ({ key: `k${i}`, state: `${i}`.repeat(100_000), due: i }));
    await expect(partition.commit(step(2, { puts }))).rejects.toThrow(/its memory is full \(maxmemory\).*nothing was written/);
    expect([(await partition.load(['k0', 'k39'])).length, await partition.due(99)]).toEqual([0, ['a']]);
    redis.command('CONFIG', 'SET', 'maxmemory', '200mb');
    await partition.commit(step(2, { puts }));
    const again = await ledger.acquire('p');
    expect([again.position, (await again.load(puts.map(({ key }) => key))).length]).toEqual([2, 40]);
  });

  test('cannot write its disk takes nothing until it can', async () => {
    const redis = await own('--appendonly', 'no', '--save', '3600 1', '--enable-protected-configs', 'yes');
    const warnings: string[] = [];
    const { ledger } = await redis.open(impatient, warnings);
    expect(warnings.join()).toMatch(/keeps no append-only file.*Set appendonly yes/);
    const partition = await ledger.acquire('p');
    await partition.commit(step(1));
    rmSync(redis.folder, { recursive: true });
    redis.command('BGSAVE');
    await expect.poll(() => redis.command('INFO', 'persistence')).toMatch(/rdb_last_bgsave_status:err/);
    await expect(partition.commit(step(2))).rejects.toThrow(/it cannot write its disk and so refuses changes/);
    mkdirSync(redis.folder);
    redis.command('CONFIG', 'SET', 'dir', redis.folder);
    redis.command('BGSAVE');
    await expect.poll(() => redis.command('INFO', 'persistence')).toMatch(/rdb_last_bgsave_status:ok/);
    await partition.commit(step(2));
    expect((await ledger.acquire('p')).position).toBe(2);
  });

  test.each(['lose request', 'lose answer'] as const)(
    'has the connection cut (%s) is sent the step again, and takes it once',
    async (fate) => {
      const redis = await own();
      await using wire = await startWire(Number(redis.host.split(':')[1]));
      const { ledger } = await redis.open({ servers: [wire.address] });
      const partition = await ledger.acquire('p');
      await partition.commit(step(1, { outbox: [exampleAlert('x', 1)] }));
      let cuts = 0;
      wire.fate = (piece) => (piece.includes('meta 2') && cuts++ < 2 ? fate : 'pass');
      await partition.commit(step(2, { outbox: [exampleAlert('x', 2), exampleAlert('y', 1)] }));
      expect(cuts).toBeGreaterThanOrEqual(2);
      const rows = (await ledger.outbox('p', 0, 9)).map(({ sequence, alert }) => `${sequence} ${alert.id} ${alert.revision}`);
      expect(rows).toEqual(['1 x 1', '2 x 2', '3 y 1']);
    },
  );

  test('does not say what came of a step is told more with the next, and nothing is lost', async () => {
    const redis = await own();
    await using wire = await startWire(Number(redis.host.split(':')[1]));
    const { ledger } = await redis.open({ ...impatient, servers: [wire.address] });
    const partition = await ledger.acquire('p');
    for (const fate of ['lose request', 'lose answer'] as const) {
      const from = (await ledger.acquire('p').then(({ position }) => position)) + 1;
      const held = await ledger.acquire('p');
      let cuts = 0;
      wire.fate = (piece) => (piece.includes(`meta ${from}`) && cuts++ >= 0 ? fate : 'pass');
      await expect(held.commit(step(from, { puts: [{ key: `first ${fate}`, state: '', due: null }] }))).rejects.toThrow(
        LedgerUnavailable,
      );
      wire.fate = () => 'pass';
      const both = ['first', 'second'].map((word) => ({ key: `${word} ${fate}`, state: '', due: null }));
      await held.commit(step(from + 1, { puts: both }));
      await held.commit(step(from + 2));
      expect((await held.load(both.map(({ key }) => key))).length).toBe(2);
    }
    await expect(partition.commit(step(99))).rejects.toThrow(/is stale/);
  });

  test('sleeps through a commit wakes to it, and it is applied once', async () => {
    const redis = await own();
    const { ledger } = await redis.open({ patience: 1000 });
    const partition = await ledger.acquire('p');
    redis.server.signal('SIGSTOP');
    await expect(partition.commit(step(1, { outbox: [exampleAlert('x', 1)] }))).rejects.toThrow(LedgerUnavailable);
    redis.server.signal('SIGCONT');
    await partition.commit(step(2, { outbox: [exampleAlert('x', 1), exampleAlert('y', 1)] }));
    const ids = (await ledger.outbox('p', 0, 9)).map(({ alert }) => alert.id);
    expect(new Set(ids)).toEqual(new Set(['x', 'y'])); // x perhaps twice, the same both times
    expect((await ledger.acquire('p')).position).toBe(2);
  });

  test('is gone over for an erasure while a worker writes to it holds nothing of it in the end', async () => {
    const redis = await own();
    const { ledger } = await redis.open();
    const other = await redis.open();
    const secret = 'ada@example.com';
    const first = await ledger.acquire('p');
    const keys = Array.from({ length: 200 }, (_, i) => `k${i}`);
    const facts = [{ key: `privileged:${secret}`, value: secret }];
    await first.commit(step(0, { puts: keys.map((key) => ({ key, state: secret, due: null })), meta: secret, facts }));
    let stopped = false;
    let fenced = 0;
    let refused = 0;
    const working = async (): Promise<void> => {
      // As a worker does: what it loaded stays in memory, and is written back as it is until it is fenced.
      while (!stopped) {
        try {
          const partition = await other.ledger.acquire('p');
          const puts = await partition.load(keys);
          const known = [...partition.facts].map(([key, value]) => ({ key, value }));
          for (let position = partition.position; !stopped; ) {
            const meta = partition.meta ?? '';
            await partition.commit(
              step(++position, {
                puts,
                meta,
                facts: known,
                outbox: [{ ...exampleAlert('x', position), title: puts[0]?.state ?? '' }],
              }),
            );
          }
        } catch (error) {
          if (error instanceof Fenced) fenced++;
          else if (error instanceof LedgerUnavailable) refused++;
          else throw error;
        }
      }
    };
    const worker = working();
    await expect.poll(async () => (await ledger.outbox('p', 0, 9)).length).toBeGreaterThan(2);
    const clean = (text: string) => text.replaceAll(secret, 'nobody');
    try {
      await ledger.rewrite({
        meta: clean,
        fact: ({ key, value }) => ({ key: clean(key), value: clean(value) }),
        subject: ({ state }) => clean(state),
        alert: clean,
        verdict: clean,
        event: clean,
        link: () => true,
      });
    } finally {
      stopped = true;
    }
    await worker;
    expect(fenced).toBe(1);
    expect(refused).toBeGreaterThan(0);
    const left: string[] = [];
    for await (const { state } of ledger.subjects('p')) left.push(state);
    expect(new Set(left)).toEqual(new Set(['nobody']));
    expect([(await ledger.partitions())[0]?.meta, (await ledger.alerts()).map(({ title }) => title)]).toEqual([
      'nobody',
      ['nobody'],
    ]);
    expect(Object.fromEntries(await ledger.facts('p'))).toEqual({ 'privileged:nobody': 'nobody' });
    const titles = (await ledger.outbox('p', 0, 1e6)).map(({ alert }) => alert.title);
    expect(new Set(titles)).toEqual(new Set(['nobody']));
  });

  test('takes no call of 4 MB gets a step of 20 MB in parts, and has all of it or nothing', async () => {
    const redis = await own('--client-query-buffer-limit', '4mb');
    await using wire = await startWire(Number(redis.host.split(':')[1]));
    const { ledger } = await redis.open({ servers: [wire.address] });
    const partition = await ledger.acquire('p');
    const puts = Array.from({ length: 1000 }, (_, i) => ({ key: `k${i}`, state: `${i % 10}☃`.repeat(5000), due: i }));
    const large = step(1, { puts, outbox: [exampleAlert('x', 1)], links: [{ id: 'i', key: 'k' }], deletes: ['k7'] });
    let lost = 0;
    wire.fate = (piece) => {
      // What was laid out is lost once, before the step is made.
      if (lost === 0 && piece.includes('EVAL') && redis.command('--scan', '--pattern', '*stage*') !== '') {
        lost++;
        redis.command('EVAL', "for _, key in ipairs(redis.call('KEYS', '*stage*')) do redis.call('DEL', key) end", '0');
      }
      return 'pass';
    };
    await partition.commit(large);
    expect(lost).toBe(1);
    const again = await ledger.acquire('p');
    expect([again.position, again.meta, again.said]).toEqual([1, 'meta 1', 1]);
    expect(await again.load(puts.map(({ key }) => key))).toEqual(puts.filter(({ key }) => key !== 'k7'));
    expect((await again.due(1e9)).length).toBe(999);
    expect(redis.command('--scan', '--pattern', '*stage*')).toBe('');
  });
});
