/** One simulated organisation through the real command line: `gatewatch simulate`, `gatewatch replay`, and what came of it. */

import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Alert, type Label, type Score, type Staging, score } from './score.ts';

export interface Trial {
  readonly users: number;
  readonly days: number;
  readonly seed: number;
  /** Staged attacks per 100 people and week. */
  readonly attacks: number;
}

const main = join(import.meta.dirname, '../../services/gatewatch/main.ts');

export async function runTrial({ users, days, seed, attacks }: Trial): Promise<Score> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-quality-'));
  try {
    const logs = join(folder, 'logs');
    const out = join(folder, 'report');
    await gatewatch([
      'simulate',
      '--users',
      `${users}`,
      '--days',
      `${days}`,
      '--seed',
      `${seed}`,
      '--attacks',
      `${attacks}`,
      '--out',
      logs,
    ]);
    await gatewatch(['replay', logs, '--config', join(logs, 'gatewatch.yaml'), '--out', out]);
    const labels = await lines<Label>(join(logs, 'labels.ndjson'));
    const causes = await lines<Staging>(join(logs, 'causes.ndjson'));
    return score(labels, await lines<Alert>(join(out, 'alerts.ndjson')), causes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function gatewatch(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (part) => {
      errors = `${errors}${part}`.slice(-4000);
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`gatewatch ${args[0]} ended with ${code}: ${errors}`)),
    );
  });
}

async function lines<T>(path: string): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) if (line !== '') all.push(JSON.parse(line));
  return all;
}
