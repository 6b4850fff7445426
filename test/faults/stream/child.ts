/** A process of a fault run that can be killed, stopped and started again. */

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { keepsCompiled } from '../compiled.ts';

export interface Child {
  readonly name: string;
  readonly pid: number | undefined;
  /** Resolves with how it ended: a signal's name or an exit status. */
  readonly ended: Promise<string>;
  readonly ready: Promise<void>;
  readonly isDone: () => boolean;
  readonly isRunning: () => boolean;
  signal(name: NodeJS.Signals): void;
}

const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

export function startChild(name: string, program: string, args: readonly string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...keepsCompiled },
  });
  living.add(child);
  let said = '';
  let errors = '';
  const ready = Promise.withResolvers<void>();
  child.stdout.on('data', (part) => {
    said += part;
    if (said.includes('ready\n')) ready.resolve();
  });
  child.stderr.on('data', (part) => {
    errors = `${errors}${part}`.slice(-4000);
  });
  const ended = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      living.delete(child);
      ready.resolve();
      if (code === 0 || signal !== null) resolve(signal ?? '0');
      else reject(new Error(`${name} ended with ${code}: ${errors}`));
    });
  });
  ended.catch(() => {}); // asked by who watches it
  return {
    name,
    pid: child.pid,
    ended,
    ready: ready.promise,
    isDone: () => said.includes('done\n'),
    isRunning: () => living.has(child),
    signal: (name) => void child.kill(name),
  };
}
