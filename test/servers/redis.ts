/** A real Redis on loopback with an append-only file in a folder of its own. */

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { answers } from './answers.ts';
import { startProcess } from './child.ts';
import { contained, ownOrContained } from './docker.ts';
import { freePort } from './free-port.ts';
import { Missing } from './missing.ts';

export interface RedisServer extends AsyncDisposable {
  /** `redis://127.0.0.1:6379` */
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** What redis-cli answers. */
  command(...args: readonly string[]): string;
}

/** `flags` are added to the command line, `['--maxmemory', '4mb']`. Throws Missing. */
export async function startRedis(folder: string, flags: readonly string[] = []): Promise<RedisServer> {
  const own = ownOrContained('redis', () => {
    if (spawnSync('redis-server', ['--version']).status !== 0)
      throw new Missing('redis-server is missing', "install Debian's redis-server");
    return 'redis-server';
  });
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
  const args = [...options, ...flags];
  const launch = () =>
    startProcess({
      name: 'Redis',
      ...(own === null ? contained('redis', dirname(folder), args) : { command: own, args }),
      cwd: folder,
      log: join(folder, 'redis.log'),
      probe: () => answers(port, Buffer.from('PING\r\n'), (answer) => answer.toString().startsWith('+PONG')),
      withinMs: 20_000,
    });
  let server = await launch();
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      server = await launch();
    },
    stop: () => server.stop(),
    kill: () => server.kill(),
    signal: (name) => server.signal(name),
    command: (...args) => server.beside('redis-cli', ['-p', `${port}`, ...args]).trim(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
