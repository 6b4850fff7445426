/** A gatewatch that runs until it is stopped: its lines as they come. */

import { type ChildProcess, spawn } from 'node:child_process';
import { launcher } from './running.ts';

export interface Started extends AsyncDisposable {
  readonly pid: number | undefined;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** The first line of either output that holds what is looked for, past or to come. Rejects when the process ends without it. */
  line(holds: (line: string) => boolean): Promise<string>;
  /** Exit status and signal. */
  ended(): Promise<{ readonly status: number | null; readonly signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): void;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function start(args: readonly string[], cwd: string, environment: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const lines = { stdout: [] as string[], stderr: [] as string[] };
  const waiting = new Set<{ holds: (line: string) => boolean; found: (line: string) => void; lost: (error: Error) => void }>();
  const gone = new Promise<{ status: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (status, signal) => {
      running.delete(child);
      for (const one of waiting) one.lost(new Error(`it ended with ${status ?? signal}:\n${lines.stderr.join('\n')}`));
      resolve({ status, signal });
    });
  });
  for (const name of ['stdout', 'stderr'] as const) {
    let rest = '';
    child[name].on('data', (part) => {
      const all = `${rest}${part}`.split('\n');
      rest = all.pop() ?? '';
      for (const line of all) {
        lines[name].push(line);
        for (const one of waiting) {
          if (!one.holds(line)) continue;
          waiting.delete(one);
          one.found(line);
        }
      }
    });
  }
  return {
    pid: child.pid,
    ...lines,
    line(holds) {
      const past = [...lines.stdout, ...lines.stderr].find(holds);
      if (past !== undefined) return Promise.resolve(past);
      return new Promise((found, lost) => waiting.add({ holds, found, lost }));
    },
    ended: () => gone,
    kill: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      if (running.has(child)) child.kill('SIGKILL');
      await gone;
    },
  };
}
