/** `gatewatch replay`: exported logs in, explained alerts out. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alertTable, renderReport, toAlertJson } from '@gatewatch/formats';
import { emptyConfig, loadConfig, reasonOf, UserMistake } from '@gatewatch/runtime';
import { leastMegabytes, memoryOf } from '../replay/memory.ts';
import type { Replayed } from '../replay/replay.ts';
import { replayPaths } from '../replay/replay-paths.ts';
import { keepHeapSmall } from '../small-heap.ts';
import { say, tableStyle } from '../terminal.ts';
import { dateOf } from './dates.ts';
import { whole } from './whole.ts';

/** MB: a machine's, at most. */
const mostMegabytes = 1_000_000;

export interface ReplayOptions {
  readonly config?: string;
  readonly out: string;
  readonly format: string;
  readonly keep?: boolean;
  readonly since?: string;
  readonly until?: string;
  /** MB. */
  readonly memory?: string;
}

export async function replayCommand(paths: readonly string[], options: ReplayOptions): Promise<void> {
  if (options.format !== 'table' && options.format !== 'ndjson') {
    throw new UserMistake(`--format ${options.format} is not known: write table or ndjson.`);
  }
  const since = dateOf('--since', options.since);
  const until = dateOf('--until', options.until);
  if (since !== null && until !== null && since >= until)
    throw new UserMistake(`--since ${options.since} is not before --until ${options.until}: nothing lies between them.`);
  const memory = memoryOf(
    options.memory === undefined ? leastMegabytes : whole('--memory', options.memory, leastMegabytes, mostMegabytes),
  );
  const config = options.config === undefined ? emptyConfig() : await loadConfig(options.config);
  keepHeapSmall(memory.garbage);
  const { out } = options;
  const result = await replayPaths(paths, { label: 'replay', config, out, keep: options.keep === true, since, until, memory });
  await writeResults(out, result, paths.join(' '));
  show(result, options);
}

function show({ alerts, summary }: Replayed, options: ReplayOptions): void {
  if (options.format === 'ndjson') {
    for (const alert of alerts) process.stdout.write(`${JSON.stringify(toAlertJson(alert))}\n`);
    return;
  }
  const standing = alerts.filter((alert) => alert.state !== 'withdrawn');
  if (standing.length > 0) say(alertTable(standing, tableStyle()));
  const refused = Object.values(summary.quarantined).reduce((sum, count) => sum + count, 0);
  const number = (value: number) => value.toLocaleString('en');
  say(
    `${number(summary.records)} records, ${number(summary.events)} events of ${number(summary.subjects)} subjects in ${summary.seconds.toFixed(1)} s: ` +
      `${number(standing.length)} ${standing.length === 1 ? 'alert' : 'alerts'}, ${number(refused)} quarantined.`,
  );
  if (refused > 0) {
    const reasons = Object.entries(summary.quarantined).map(([reason, count]) => `${reason} ${number(count)}`);
    say(`Quarantined: ${reasons.join(', ')}; with their bytes in ${join(options.out, 'quarantine.ndjson')}.`);
  }
  if (summary.records === 0) say('There was no record to read: name files or folders with exported logs.');
  else if (summary.events === 0)
    say('Nothing here is a sign-in log that gatewatch knows: README.md says which exports it reads.');
  for (const { warning } of summary.geo) if (warning !== null) say(`Note: ${warning}.`);
  say(`The report: ${join(options.out, 'report.html')}`);
}

export async function writeResults(out: string, { alerts, summary }: Replayed, generatedFor: string): Promise<void> {
  const lines = alerts.map((alert) => `${JSON.stringify(toAlertJson(alert))}\n`).join('');
  const files: readonly (readonly [string, string])[] = [
    ['alerts.ndjson', lines],
    ['summary.json', `${JSON.stringify(summary, null, 2)}\n`],
    ['report.html', renderReport({ generatedFor, alerts, summary })],
  ];
  for (const [name, text] of files) {
    try {
      await writeFile(join(out, name), text);
    } catch (cause) {
      throw new UserMistake(
        `${join(out, name)} cannot be written (${reasonOf(cause)}): free space or choose another folder with --out.`,
        cause,
      );
    }
  }
}
