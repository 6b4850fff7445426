/** A real Redis Cluster of three primaries on loopback, each with a third of the slots (redis.io, "Scale with Redis Cluster"). */

import { spawnSync } from 'node:child_process';
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
  const bus = (port: string) => /cluster_bus_port|@(\d+)/.exec(command(port, 'CLUSTER', 'NODES'))?.[1] ?? '';
  for (const [index, port] of ports.entries()) {
    const first = Math.floor((slots * index) / ports.length);
    const last = Math.floor((slots * (index + 1)) / ports.length) - 1;
    command(port, 'CLUSTER', 'ADDSLOTSRANGE', `${first}`, `${last}`);
    if (index > 0) command(ports[0] ?? '', 'CLUSTER', 'MEET', '127.0.0.1', port, bus(port));
  }
  for (let tries = 0; !ports.every((port) => isWhole(port, ports.length)); tries++) {
    if (tries > 600)
      throw new Error(`the nodes of the Redis cluster did not find each other:\n${command(ports[0] ?? '', 'CLUSTER', 'NODES')}`);
    await wait(50);
  }
  const running = stack.move();
  return {
    servers: ports.map((port) => `127.0.0.1:${port}`),
    nodes,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function isWhole(port: string, nodes: number): boolean {
  const info = command(port, 'CLUSTER', 'INFO');
  return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${nodes}`);
}

function command(port: string, ...args: readonly string[]): string {
  return spawnSync('redis-cli', ['-p', port, ...args], { encoding: 'utf8' }).stdout;
}
