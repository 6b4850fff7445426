/** The same servers out of containers, where a Docker engine is there and what they need beside it is not. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { Missing } from './missing.ts';

const file = join(import.meta.dirname, 'docker-compose.yml');

export interface Container extends AsyncDisposable {
  /** On 127.0.0.1. */
  readonly port: number;
}

/** What `start` gives; where something is missing for it and an engine answers, what `contained` makes of the container's port. */
export async function orDocker<T>(
  start: () => Promise<T>,
  service: 'kafka' | 'redis',
  contained: (of: Container) => T,
): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof Missing) || !hasEngine()) throw error;
    return contained(await startContainer(service));
  }
}

function hasEngine(): boolean {
  return docker(['info', '--format', '{{.ServerVersion}}']).status === 0;
}

/** Throws Missing with the engine's own words. */
async function startContainer(service: string): Promise<Container> {
  const port = await freePort();
  const compose = (...args: readonly string[]) =>
    docker(['compose', '-f', file, '-p', `gatewatch-test-${process.pid}`, ...args], { GATEWATCH_PORT: `${port}` });
  const stop = () => compose('rm', '--stop', '--force', '--volumes', service);
  const ran = compose('up', '--detach', '--wait', service);
  if (ran.status !== 0) {
    stop();
    throw new Missing(`${service} did not start in a container`, ran.stderr.trim().split('\n').at(-1) ?? 'docker compose failed');
  }
  return {
    port,
    async [Symbol.asyncDispose]() {
      stop();
    },
  };
}

function docker(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  return spawnSync('docker', args, { encoding: 'utf8', env: { ...process.env, ...environment } });
}
