/** One server process: its output kept in a file, ready when `probe` says so, gone when stopped or when this process ends, however it ends. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { startHeir } from './heir.ts';

export interface ServerProcess {
  readonly pid: number;
  /** SIGTERM, then SIGKILL after ten seconds. */
  stop(): Promise<void>;
  /** SIGKILL: as if the machine had lost power. */
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** What a short program writes to stdout where the server runs. */
  beside(command: string, args: readonly string[]): string;
  /** Resolves when it is gone, whoever ended it. */
  ended(): Promise<void>;
}

/** What to run. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Name of the container that it runs in: signals are for that one. */
  readonly container?: string;
}

export interface ServerCommand extends Program {
  readonly name: string;
  readonly cwd: string;
  readonly log: string;
  /** Resolves true once the server answers. */
  readonly probe: () => Promise<boolean>;
  readonly withinMs: number;
}

const running = new Set<ChildProcess>();

/** Throws with the last lines of the server's own output where it ends or does not answer in time. */
export async function startProcess(of: ServerCommand): Promise<ServerProcess> {
  const out = openSync(of.log, 'a');
  const child = spawn(of.command, of.args, {
    cwd: of.cwd,
    detached: true, // a terminal's Ctrl-C is for us, who stop it
    stdio: ['ignore', out, out],
    env: { ...process.env, ...of.environment },
  });
  closeSync(out);
  running.add(child);
  const heir = startHeir(of, child);
  let failure: Error | null = null;
  child.once('error', (error) => {
    failure = error;
    void heir.release();
  });
  const gone = once(child, 'exit').then(() => {
    running.delete(child);
    return heir.release();
  });
  gone.catch(() => {}); // it never started: told below
  const send = (name: NodeJS.Signals): void => {
    if (of.container === undefined) child.kill(name);
    else spawnSync('docker', ['kill', '--signal', name, of.container]); // its client does not hand on every signal
  };
  const until = Date.now() + of.withinMs;
  while (!(await of.probe().catch(() => false))) {
    const ended = child.exitCode !== null || child.signalCode !== null || failure !== null;
    if (ended || Date.now() > until) {
      send('SIGKILL');
      const why = failure ?? (ended ? 'it ended' : `it did not answer within ${of.withinMs / 1000} s`);
      throw new Error(`${of.name} did not start (${String(why)}):\n${lastLines(of.log)}`);
    }
    await wait(50);
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!running.has(child)) return;
    send(signal);
    const timer = setTimeout(() => send('SIGKILL'), 10_000);
    await gone;
    clearTimeout(timer);
  };
  return {
    pid: child.pid ?? 0,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    signal: send,
    beside(command, args) {
      const line = of.container === undefined ? [command, ...args] : ['docker', 'exec', of.container, command, ...args];
      return spawnSync(line[0] ?? '', line.slice(1), { encoding: 'utf8' }).stdout;
    },
    ended: () => gone,
  };
}

function lastLines(path: string): string {
  return readFileSync(path, 'utf8').split('\n').slice(-15).join('\n');
}
