/** A real Redis Cluster of three primaries on loopback, each with a third of the slots (redis.io, "Scale with Redis Cluster"). */

import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type RedisServer, startRedis } from './redis.ts';

export interface RedisCluster extends AsyncDisposable {
  /** `127.0.0.1:7000` of each node. */
  readonly servers: readonly string[];
  readonly nodes: readonly RedisServer[];
}

const slots = 16_384;

/** Throws Missing. */
export async function startRedisCluster(folder: string): Promise<RedisCluster> {
  await using stack = new AsyncDisposableStack();
  const nodes: RedisServer[] = [];
  for (const [index] of [0, 1, 2].entries()) {
    const flags = ['--cluster-enabled', 'yes', '--cluster-port', `${await freePort()}`, '--cluster-node-timeout', '5000'];
    nodes.push(stack.use(await startRedis(join(folder, `node-${index}`), flags)));
  }
  const ports = nodes.map(({ url }) => new URL(url).port);
  const bus = (node: RedisServer) => /cluster_bus_port|@(\d+)/.exec(node.command('CLUSTER', 'NODES'))?.[1] ?? '';
  for (const [index, node] of nodes.entries()) {
    const first = Math.floor((slots * index) / nodes.length);
    const last = Math.floor((slots * (index + 1)) / nodes.length) - 1;
    node.command('CLUSTER', 'ADDSLOTSRANGE', `${first}`, `${last}`);
    if (index > 0) nodes[0]?.command('CLUSTER', 'MEET', '127.0.0.1', ports[index] ?? '', bus(node));
  }
  for (let tries = 0; !nodes.every((node) => isWhole(node, nodes.length)); tries++) {
    if (tries > 600)
      throw new Error(`the nodes of the Redis cluster did not find each other:\n${nodes[0]?.command('CLUSTER', 'NODES')}`);
    await wait(50);
  }
  const running = stack.move();
  return {
    servers: ports.map((port) => `127.0.0.1:${port}`),
    nodes,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function isWhole(node: RedisServer, nodes: number): boolean {
  const info = node.command('CLUSTER', 'INFO');
  return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${nodes}`);
}
