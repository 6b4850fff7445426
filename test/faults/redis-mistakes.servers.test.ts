/** A Redis that cannot be used as it is: one sentence of what, where and what to do, and no password in it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRedis, redisDefaults } from '@gatewatch/ledger';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { makeAuthority } from '../servers/certificates.ts';
import { freePort } from '../servers/free-port.ts';
import { ownRedis, step } from './own-redis.ts';

const impatient = { patience: 400 };

async function own(...flags: readonly string[]) {
  const redis = await ownRedis(flags);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  return redis;
}

describe.skipIf(inject('redis') === null)('a Redis that', () => {
  test('is not there', async () => {
    const servers = [`127.0.0.1:${await freePort()}`];
    const opened = openRedis({ ...redisDefaults, ...impatient, servers }, { warn() {} });
    await expect(opened).rejects.toThrow(/^Redis at 127\.0\.0\.1:\d+ cannot be used now: nobody listens there: start it/);
    const cluster = openRedis({ ...redisDefaults, ...impatient, servers, cluster: true }, { warn() {} });
    await expect(cluster).rejects.toThrow(/^Redis at 127\.0\.0\.1:\d+ cannot be used now: nobody listens there/);
  });

  test('is no cluster, or is one that is not spoken to as such', async () => {
    const redis = await own();
    await expect(redis.open({ ...impatient, cluster: true })).rejects.toThrow(/it is no cluster: set redis.cluster: false/);
    const nodes = { ...redisDefaults, ...impatient, servers: (inject('redisCluster') ?? []).slice(0, 1) };
    const prefixes = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
    const opened = prefixes.map(async (prefix) => {
      await using store = await openRedis({ ...nodes, prefix }, { warn() {} });
      return store.prefix;
    });
    const refused = (await Promise.allSettled(opened)).flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(refused.length).toBeGreaterThan(0);
    for (const sentence of refused) expect(sentence).toMatch(/or set redis.cluster: true/);
  });

  test.each(['allkeys-lru', 'volatile-ttl'])('would throw keys away (%s)', async (policy) => {
    const redis = await own('--maxmemory-policy', policy);
    await expect(redis.open()).rejects.toThrow(`(maxmemory-policy ${policy}), and subjects would be forgotten unseen: set`);
  });

  test('holds keys of another program under our names', async () => {
    const redis = await own();
    redis.command('LPUSH', 'gatewatch:{partition p}:head', 'theirs');
    const { ledger } = await redis.open();
    await expect(ledger.acquire('p')).rejects.toThrow(/is another program’s: choose another redis.prefix/);
  });

  test('holds the ledger of a newer release', async () => {
    const redis = await own();
    redis.command('SET', 'gatewatch:form', '99');
    await expect(redis.open()).rejects.toThrow(/newer Gatewatch \(form 99, this release knows 1\): use that release/);
  });

  test('asks who we are, and limits what we may', async () => {
    const redis = await own();
    redis.command('ACL', 'SETUSER', 'gatewatch', 'on', '>correct horse', '~gatewatch:*', '+@all', '-@dangerous', '+info');
    redis.command('ACL', 'SETUSER', 'reader', 'on', '>correct horse', '~gatewatch:*', '+@read');
    redis.command('ACL', 'SETUSER', 'default', 'off');
    await expect(redis.open(impatient)).rejects.toThrow(/it asks for a password: set redis.password/);
    const wrong = redis.open({ ...impatient, username: 'gatewatch', password: 'hunter22' });
    await expect(wrong).rejects.toThrow(/it refuses the user or the password: check redis.username/);
    await expect(wrong).rejects.not.toThrow(/hunter22/);
    const reader = redis.open({ ...impatient, username: 'reader', password: 'correct horse' });
    await expect(reader).rejects.toThrow(/does not permit this user a command that is needed/);
    const { ledger } = await redis.open({ username: 'gatewatch', password: 'correct horse' });
    await (await ledger.acquire('p')).commit(step(1));
    expect((await ledger.acquire('p')).position).toBe(1);
  });

  test('speaks TLS with a certificate of an own authority', async () => {
    const redis = await ownRedis();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const { ca, server } = makeAuthority(join(redis.folder, 'certificates'), 'own');
    const port = await freePort();
    const options = {
      'tls-cert-file': server.certificate,
      'tls-key-file': server.key,
      'tls-ca-cert-file': ca,
      'tls-auth-clients': 'no',
      'tls-port': `${port}`,
    };
    redis.command('CONFIG', 'SET', ...Object.entries(options).flat());
    const at = (host: string) => ({ ...impatient, servers: [`${host}:${port}`] });
    await expect(redis.open({ ...at('localhost'), tls: true })).rejects.toThrow(/is of an unknown authority: set redis.tls.ca/);
    await expect(redis.open({ ...at('localhost'), servers: [redis.host], tls: true })).rejects.toThrow(
      /check that it runs, and whether it speaks TLS on that port/,
    );
    const { ledger } = await redis.open({ ...at('localhost'), patience: 5000, tls: { ca: readFileSync(ca, 'utf8') } });
    await (await ledger.acquire('p')).commit(step(1));
    expect((await ledger.acquire('p')).position).toBe(1);
  });
});
