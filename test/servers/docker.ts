/** The same programs out of containers (docker-compose.yml), where a Docker engine is there and what they need beside it is not. */

import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from './child.ts';
import { Missing } from './missing.ts';

type Service = 'kafka' | 'redis';

const file = join(import.meta.dirname, 'docker-compose.yml');
/** Docker's own plugin, else Debian's docker-compose. */
const clients = [['docker', 'compose'], ['docker-compose']] as const;
const tried = new Set<Service>();
let started = 0;

/**
 * What this machine has for a service; null where it has not and an engine runs the service's image, or where
 * GATEWATCH_TEST_DOCKER=1 asks for containers. Throws Missing.
 */
export function ownOrContained<T>(service: Service, own: () => T): T | null {
  if (process.env.GATEWATCH_TEST_DOCKER !== '1') {
    try {
      return own();
    } catch (error) {
      if (!(error instanceof Missing) || run(['docker', 'version', '--format', '{{.Server.Version}}']).status !== 0) throw error;
    }
  }
  if (!tried.has(service)) tryOut(service);
  return null;
}

/** The service's program in a container of its own, which sees `folder` under the same name. */
export function contained(service: Service, folder: string, args: readonly string[]): Program {
  const container = `gatewatch-test-${process.pid}-${++started}`;
  const [command = '', ...rest] = compose('run', '--rm', '-T', '--name', container, service, ...args);
  return { command, args: rest, environment: environmentOf(folder), container };
}

/** Fetches the image where it is not here, which takes minutes. Throws Missing with the engine's own words. */
function tryOut(service: Service): void {
  const ran = run(compose('run', '--rm', '-T', service, '--version'));
  if (ran.status !== 0)
    throw new Missing(`${service} does not run in a container`, ran.stderr.trim().split('\n').at(-1) || 'Docker did not say why');
  tried.add(service);
}

function compose(...args: readonly string[]): readonly string[] {
  const client = clients.find((one) => run([...one, 'version']).status === 0);
  if (client === undefined) throw new Missing('docker compose is missing', "add Docker's plugin, or Debian's docker-compose");
  return [...client, '-f', file, '-p', 'gatewatch-test', ...args];
}

function environmentOf(folder: string): Readonly<Record<string, string>> {
  return { GATEWATCH_FOLDER: folder, GATEWATCH_USER: `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}` };
}

function run([command = '', ...args]: readonly string[]) {
  return spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, ...environmentOf(tmpdir()) } });
}
