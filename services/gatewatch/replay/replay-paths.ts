/** What `replay` and `learn` do with the paths that a person named: find, read and judge them beside a progress bar. */

import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createProgress, UserMistake } from '@gatewatch/runtime';
import { diskMistake } from '../full-disk.ts';
import { makeFolder } from '../make-folder.ts';
import { refuseWhileRunning } from '../run/state-folder.ts';
import { scratchFolder } from '../scratch.ts';
import { findInputs, type Input } from './inputs.ts';
import { type Replayed, type ReplayPlan, replay } from './replay.ts';

export interface PathsPlan extends Pick<ReplayPlan, 'config' | 'out' | 'keep' | 'since' | 'until' | 'memory'> {
  /** Stands before the progress. */
  readonly label: string;
}

const resultFiles: readonly string[] = ['alerts.ndjson', 'quarantine.ndjson', 'summary.json', 'report.html', 'gatewatch.db'];

/** Throws UserMistake for a path that leads nowhere, a folder that cannot be written, and a disk that is full on the way. */
export async function replayPaths(paths: readonly string[], { label, ...plan }: PathsPlan): Promise<Replayed> {
  using scratch = scratchFolder();
  try {
    const inputs = await findInputs(paths, scratch.path);
    await makeFolder(plan.out);
    if (plan.keep) refuseWhileRunning(join(plan.out, 'gatewatch.db'));
    await refuseOwnResults(inputs, plan.out);
    const bar = createProgress({
      label,
      total: inputs.reduce((sum, input) => sum + input.bytes, 0),
      unit: 'records',
      terminal: process.stderr.isTTY === true,
      columns: () => process.stderr.columns,
      write: (text) => process.stderr.write(text),
      now: () => performance.now(),
    });
    const progress = (bytes: number, records: number) => bar.update(bytes, records);
    const result = await replay({ ...plan, inputs, scratch: scratch.path, progress });
    bar.end();
    return result;
  } catch (error) {
    throw diskMistake(error, {
      files: scratch.path,
      remedy: 'free space, or set TMPDIR to a folder on a larger disk',
      ...(plan.keep ? { database: join(plan.out, 'gatewatch.db') } : {}),
    });
  }
}

/** The results of an earlier run that is read again must not be written over while they are read. */
async function refuseOwnResults(inputs: readonly Input[], out: string): Promise<void> {
  const folder = await realpath(out);
  for (const { path, name } of inputs) {
    if (dirname(await realpath(path)) === folder && resultFiles.includes(basename(path)))
      throw new UserMistake(`${name} lies in ${out}, where the results go: choose another folder with --out.`);
  }
}
