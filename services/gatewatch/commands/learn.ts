/** `gatewatch learn PATH…`: what is normal for everyone, and no alert, before going live. */

import { join } from 'node:path';
import { createProgress, emptyConfig, loadConfig } from '@gatewatch/runtime';
import { diskMistake } from '../full-disk.ts';
import { findInputs } from '../replay/inputs.ts';
import { replay } from '../replay/replay.ts';
import { scratchFolder } from '../scratch.ts';
import { say } from '../terminal.ts';
import { makeFolder } from './replay.ts';

export interface LearnOptions {
  readonly config?: string;
  readonly out: string;
}

export async function learnCommand(paths: readonly string[], options: LearnOptions): Promise<void> {
  const config = options.config === undefined ? emptyConfig() : await loadConfig(options.config);
  const database = join(options.out, 'gatewatch.db');
  using scratch = scratchFolder();
  try {
    const inputs = await findInputs(paths, scratch.path);
    await makeFolder(options.out);
    const total = inputs.reduce((sum, input) => sum + input.bytes, 0);
    const bar = createProgress({
      ...{ label: 'learn', total, unit: 'records', terminal: process.stderr.isTTY === true },
      write: (text) => process.stderr.write(text),
      now: () => performance.now(),
    });
    const progress = (bytes: number, records: number) => bar.update(bytes, records);
    const since = Number.POSITIVE_INFINITY; // everything lies before it, and only teaches
    const { out } = options;
    const { summary } = await replay({ inputs, config, out, scratch: scratch.path, keep: true, since, until: null, progress });
    bar.end();
    const days = summary.from === null || summary.to === null ? 0 : Math.ceil((summary.to - summary.from) / 86_400_000);
    say(`Learned from ${summary.events} events of ${days} days what is normal for ${summary.subjects} subjects: ${database}`);
    say('gatewatch subject NAME --db that file shows one of them.');
  } catch (error) {
    throw diskMistake(error, { files: scratch.path, remedy: 'free space, or set TMPDIR to a folder on a larger disk', database });
  }
}
