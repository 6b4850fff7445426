/** One server process: its output kept in a file, ready when `probe` says so, gone when stopped or when this process ends. */

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface ServerProcess {
  readonly pid: number;
  /** SIGTERM, then SIGKILL after ten seconds. */
  stop(): Promise<void>;
  /** SIGKILL: as if the machine had lost power. */
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Resolves when it is gone, whoever ended it. */
  ended(): Promise<void>;
}

export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly log: string;
  /** Resolves true once the server answers. */
  readonly probe: () => Promise<boolean>;
  readonly withinMs: number;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Throws with the last lines of the server's own output where it ends or does not answer in time. */
export async function startProcess(of: ServerCommand): Promise<ServerProcess> {
  const out = openSync(of.log, 'a');
  const child = spawn(of.command, of.args, {
    cwd: of.cwd,
    stdio: ['ignore', out, out],
    env: { ...process.env, ...of.environment },
  });
  closeSync(out);
  running.add(child);
  let failure: Error | null = null;
  child.once('error', (error) => {
    failure = error;
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      running.delete(child);
      resolve();
    });
  });
  const until = Date.now() + of.withinMs;
  while (!(await of.probe().catch(() => false))) {
    const ended = child.exitCode !== null || child.signalCode !== null || failure !== null;
    if (ended || Date.now() > until) {
      child.kill('SIGKILL');
      const why = failure ?? (ended ? 'it ended' : `it did not answer within ${of.withinMs / 1000} s`);
      throw new Error(`${of.name} did not start (${String(why)}):\n${lastLines(of.log)}`);
    }
    await wait(50);
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!running.has(child)) return;
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(timer);
  };
  return {
    pid: child.pid ?? 0,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    signal: (name) => void child.kill(name),
    ended: () => gone,
  };
}

function lastLines(path: string): string {
  return readFileSync(path, 'utf8').split('\n').slice(-15).join('\n');
}
