/** Who ends a server when this process has ended without doing so, by SIGKILL as well: a shell that waits for our pipe to close. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Program } from './child.ts';

export interface Heir {
  /** The server's process has ended. Resolves when its container is gone too. */
  release(): Promise<void>;
}

export function startHeir({ container }: Program, server: ChildProcess): Heir {
  const will = [`kill -9 ${server.pid}`, ...(container === undefined ? [] : [`docker rm -f -v ${container}`])].join('; ');
  const heir = spawn('sh', ['-c', `cat; ${will}`], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  heir.unref();
  const gone = once(heir, 'exit');
  return {
    async release() {
      heir.ref();
      if (container === undefined) heir.kill('SIGKILL');
      else heir.stdin.end();
      await gone;
    },
  };
}
