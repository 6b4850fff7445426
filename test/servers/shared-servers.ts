/**
 * Vitest's set-up of the suites that need servers: one of each for the whole run, started before the first such suite, stopped
 * after the last; Elasticsearch when a suite asks for it. GATEWATCH_TEST_KAFKA (host:port) and GATEWATCH_TEST_REDIS (redis://…)
 * point at existing ones; GATEWATCH_TEST_DOCKER=1 takes containers though Java and redis-server are here.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startAzurite } from './azurite.ts';
import { startElasticsearch } from './elasticsearch.ts';
import { startKafka } from './kafka.ts';
import { onDemand } from './on-demand.ts';
import { orMissing } from './or-missing.ts';
import { startRedis } from './redis.ts';
import { startRedisCluster } from './redis-cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** `host:port`; null: not to be had here, and said so. */
    kafka: string | null;
    /** `redis://…`; null: not to be had here, and said so. */
    redis: string | null;
    /** `host:port` of the nodes of a Redis Cluster; null: not to be had here, and said so. */
    redisCluster: readonly string[] | null;
    /** Connection string of a storage account; null: not to be had here, and said so. */
    azurite: string | null;
    /** Where servers are asked for that start when they are needed: shared-elasticsearch.ts. */
    onDemand: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewatch-servers-'));
  const stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const blobs = orMissing(() => startAzurite(join(folder, 'azurite'))); // beside the others: the first time it is fetched
  blobs.catch(() => {});
  try {
    const kafka = process.env.GATEWATCH_TEST_KAFKA ?? (await orMissing(() => startKafka(join(folder, 'kafka'))));
    const redis = process.env.GATEWATCH_TEST_REDIS ?? (await orMissing(() => startRedis(join(folder, 'redis'))));
    project.provide('kafka', typeof kafka === 'string' || kafka === null ? kafka : stack.use(kafka).address);
    const cluster = await orMissing(() => startRedisCluster(join(folder, 'redis-cluster')));
    project.provide('redisCluster', cluster === null ? null : stack.use(cluster).servers);
    project.provide('redis', typeof redis === 'string' || redis === null ? redis : stack.use(redis).url);
    const azurite = await blobs;
    const elasticsearch = async (own: AsyncDisposableStack) => {
      const server = await orMissing(() => startElasticsearch(join(folder, 'elasticsearch')));
      return server === null ? null : own.use(server).url;
    };
    project.provide('onDemand', stack.use(await onDemand({ elasticsearch })).address);
    project.provide('azurite', azurite === null ? null : stack.use(azurite).connectionString);
  } catch (error) {
    await blobs.then((azurite) => azurite?.[Symbol.asyncDispose]()).catch(() => {});
    await stack.disposeAsync();
    throw error;
  }
  return () => stack.disposeAsync();
}
