/**
 * `npm run servers:images`: what docker-compose.yml wants of the two images, out of Debian's packages and Kafka's jars, for an engine
 * that reaches no image registry. Prints what makes the suites take them. They stand in for the official images and are not those.
 */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jarsOf } from './jars.ts';
import { Missing } from './missing.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-images-'));
try {
  for (const jars of ['kafka', 'kafka-tools']) cpSync(jarsOf(jars), join(folder, 'libs'), { recursive: true });
  const libraries = ['mkdir "$1/opt/kafka"', `copy-in ${join(folder, 'libs')} /opt/kafka`];
  const lines = [
    `GATEWATCH_KAFKA_IMAGE=${imageOf('kafka', 'default-jre-headless', libraries)}`,
    `GATEWATCH_REDIS_IMAGE=${imageOf('redis', 'redis-server', [])}`,
    'GATEWATCH_TEST_DOCKER=1',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  process.stderr.write(`servers:images: ${error.message}.\n`);
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Its name. `hooks` are commands for the tree before it is packed (mmdebstrap's customize hooks). Throws Missing. */
function imageOf(name: string, packages: string, hooks: readonly string[]): string {
  const release = /^VERSION_CODENAME=(.+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'stable';
  const tree = join(folder, `${name}.tar`);
  const image = `gatewatch-stand-in/${name}:1`;
  const asked = [`--include=${packages}`, ...hooks.map((hook) => `--customize-hook=${hook}`)];
  run('mmdebstrap', ['--quiet', '--variant=minbase', ...asked, release, tree], "install Debian's mmdebstrap, and be root");
  run('docker', ['import', tree, image], 'start a Docker engine');
  return image;
}

function run(command: string, args: readonly string[], remedy: string): void {
  const ran = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (ran.error !== undefined) throw new Missing(`${command} is missing`, remedy);
  if (ran.status !== 0) throw new Missing(`${command} failed (${remedy})`, `\n${ran.stderr.trim()}\n`);
}
