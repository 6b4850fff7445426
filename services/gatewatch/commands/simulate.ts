/** `gatewatch simulate` and `gatewatch demo`. */

import { glob, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserMistake } from '@gatewatch/runtime';
import { writeSimulation } from '@gatewatch/simulator';
import { diskMistake } from '../full-disk.ts';
import { makeFolder } from '../make-folder.ts';
import { counted, say } from '../terminal.ts';
import { replayCommand } from './replay.ts';
import { whole } from './whole.ts';

export interface SimulateOptions {
  readonly users: string;
  readonly days: string;
  readonly seed: string;
  readonly out: string;
  /** Per 100 people and week. */
  readonly attacks: string;
}

export async function simulateCommand(options: SimulateOptions): Promise<void> {
  const users = whole('--users', options.users, 1, 100_000);
  const days = whole('--days', options.days, 1, 366);
  const seed = whole('--seed', options.seed, 0, 2 ** 31);
  const attacksPerUserWeek = whole('--attacks', options.attacks, 0, 100) / 100;
  await makeFolder(options.out);
  await refuseEarlier(options.out);
  const written = await writeSimulation(options.out, { users, days, seed, attacksPerUserWeek }).catch((error) => {
    throw diskMistake(error, { files: options.out, remedy: 'free space or choose another folder with --out' });
  });
  say(
    `${written.records.toLocaleString('en')} records of ${counted(users, 'user')} and ${counted(days, 'day')}, ${counted(written.labels, 'staged attack')}, in ${options.out}`,
  );
}

/** Of two organisations in one folder the labels would be of one. */
async function refuseEarlier(folder: string): Promise<void> {
  for await (const file of glob('*/[0-9]*-*-*.ndjson', { cwd: folder }))
    throw new UserMistake(
      `${folder} holds another simulation (${file}): choose another folder with --out, or delete that one first.`,
    );
}

/** The folder is made anew; one that holds something else is left alone. */
export async function demoCommand(options: { readonly out: string }): Promise<void> {
  await makeFolder(options.out);
  const stray = (await readdir(options.out)).filter((name) => name !== 'logs' && name !== 'report');
  if (stray.length > 0) throw new UserMistake(`${options.out} holds other files: choose another folder with --out.`);
  const logs = join(options.out, 'logs');
  await rm(logs, { recursive: true, force: true });
  say('Simulating the sign-ins of 60 people in Entra ID and Google Workspace over 14 days, attacks among them …');
  await simulateCommand({ users: '60', days: '14', seed: '7', attacks: '30', out: logs });
  say('Judging them …');
  await replayCommand([logs], { config: join(logs, 'gatewatch.yaml'), out: join(options.out, 'report'), format: 'table' });
  say(
    `Next: npx gatewatch replay ${logs} --config ${join(logs, 'gatewatch.yaml')} --keep, then npx gatewatch alerts list; or replay logs of your own.`,
  );
}
