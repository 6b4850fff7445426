/** kill -9 of the embedded process at random moments: every alert as in the undisturbed run, none lost, none twice. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('./embedded.ts', import.meta.url));
const kills = 50;
const events = 8000;
const seed = Number(process.env.GATEWATCH_SEED ?? Date.now() % 1_000_000);

test(`${kills} kills at random moments change nothing (seed ${seed})`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewatch-kill-'));
  try {
    const calm = join(folder, 'calm.db');
    expect(await life(calm, null, folder)).toBe('done'); // and leaves its compiled code behind
    const stormy = join(folder, 'stormy.db');
    const moments = draws(seed);
    let killed = 0;
    let ended = '';
    for (let lives = 0; ended !== 'done' && lives < 1000; lives++) {
      // After a random number of commits and a random pause: in the middle of whatever it does then; every second time that is a commit.
      const within = killed % 2 === 0 ? { word: 'at ', mostMs: 6 } : { word: 'commits', mostMs: 2 };
      const plan = { word: within.word, times: 1 + Math.floor(moments() * 3), pauseMs: moments() * within.mostMs };
      ended = await life(stormy, killed < kills ? plan : null, folder);
      if (ended === 'killed') killed++;
    }
    console.info(`killed ${killed} times, then finished`);
    expect(killed).toBe(kills);
    const expected = outbox(calm);
    expect(expected.length).toBeGreaterThan(100);
    expect(outbox(stormy)).toEqual(expected);
    expect(subjects(stormy)).toEqual(subjects(calm));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** One process, until it is done or killed: `pauseMs` after it said the word so many times. `folder` keeps its compiled code, so that the next one starts in a third of the time. */
function life(
  path: string,
  plan: { readonly word: string; readonly times: number; readonly pauseMs: number } | null,
  folder: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(process.execPath, [program, path, String(events)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    });
    let text = '';
    let doomed = false;
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk;
      if (plan === null || doomed || text.split(plan.word).length <= plan.times) return;
      doomed = true;
      if (plan.pauseMs < 1) child.kill('SIGKILL');
      else setTimeout(() => child.kill('SIGKILL'), plan.pauseMs);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve('killed');
      else if (code === 0 && text.endsWith('done\n')) resolve('done');
      else reject(new Error(`the process ended with ${code ?? signal}`));
    });
  });
}

function outbox(path: string): readonly string[] {
  using database = open(path);
  return database.all('SELECT alert FROM outbox ORDER BY id, revision').map((row) => String(row.alert));
}

/** Progress of the subjects, without what depends on when a subject was last put into text. */
function subjects(path: string): readonly string[] {
  using database = open(path);
  return database.all('SELECT key, due FROM subjects ORDER BY key').map((row) => JSON.stringify(row));
}

function open(path: string) {
  const database = new DatabaseSync(path, { readOnly: true });
  return { all: (sql: string) => database.prepare(sql).all(), [Symbol.dispose]: () => database.close() };
}

function draws(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x1_0000_0000;
  };
}
