/** `gatewatch run`: live sources and watched folders in, alerts out, in one process. */

import { createLog, createVitals, hiding, live, UserMistake } from '@gatewatch/runtime';
import { loadChecked } from '../checked-config.ts';
import { openNamed } from '../deliver/configured-destinations.ts';
import { runEmbedded } from '../run/embedded.ts';
import { terminalTelling } from '../run/telling.ts';
import { tellHealth } from '../run/told-health.ts';

export interface RunOptions {
  readonly config: string;
  readonly format: string;
  readonly untilRead?: boolean;
}

export async function runCommand(options: RunOptions): Promise<void> {
  const { format } = options;
  if (format !== 'table' && format !== 'ndjson') throw new UserMistake(`--format ${format} is not known: write table or ndjson.`);
  const config = await loadChecked(options.config);
  const { eventHubs, google, folders } = config.sources;
  const untilRead = options.untilRead === true;
  if (eventHubs.length + google.length + folders.length === 0)
    throw new UserMistake(
      `${options.config} names no sources: add sources.eventHubs, sources.google or sources.folders; gatewatch.example.yaml shows each.`,
    );
  if (untilRead && folders.length === 0)
    throw new UserMistake(`${options.config} names no folders: --until-read reads those of sources.folders.`);
  await using destinations = await openNamed(options.config, config);
  const hide = hiding(config);
  const telling = terminalTelling(format, hide);
  const log = createLog('run', process.env, undefined, hide);
  const vitals = createVitals({ hide, changed: tellHealth(log, telling.note), ofProcess: true });
  const names = [...eventHubs, ...google, ...folders].map(({ name }) => name);
  telling.note(
    untilRead
      ? `Reading what is in ${folders.map(({ path }) => path).join(', ')}; state in ${config.state.folder}.`
      : `Reading ${names.join(', ')}; state in ${config.state.folder}. Ctrl-C stops it.`,
  );
  await live((signal) => runEmbedded({ config, vitals, telling, destinations: destinations.all, untilRead }, signal));
  telling.note(untilRead ? 'Everything that was there is read.' : 'Stopped; the next start goes on here.');
}
