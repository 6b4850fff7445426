/** `gatewatch learn PATH…`: what is normal for everyone, and no alert, before going live. */

import { join } from 'node:path';
import { emptyConfig, loadConfig } from '@gatewatch/runtime';
import { replayPaths } from '../replay/replay-paths.ts';
import { say } from '../terminal.ts';

export interface LearnOptions {
  readonly config?: string;
  readonly out: string;
}

export async function learnCommand(paths: readonly string[], options: LearnOptions): Promise<void> {
  const config = options.config === undefined ? emptyConfig() : await loadConfig(options.config);
  const { out } = options;
  const since = Number.POSITIVE_INFINITY; // everything lies before it, and only teaches
  const { summary } = await replayPaths(paths, { label: 'learn', config, out, keep: true, since, until: null });
  const days = summary.from === null || summary.to === null ? 0 : Math.ceil((summary.to - summary.from) / 86_400_000);
  const database = join(out, 'gatewatch.db');
  say(`Learned from ${summary.events} events of ${days} days what is normal for ${summary.subjects} subjects: ${database}`);
  say('gatewatch subject NAME --db that file shows one of them.');
}
