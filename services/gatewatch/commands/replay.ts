/** `gatewatch replay`: exported logs in, explained alerts out. */

import { mkdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { alertTable, renderReport, toAlertJson } from '@gatewatch/formats';
import { createProgress, emptyConfig, loadConfig, reasonOf, UserMistake } from '@gatewatch/runtime';
import { diskMistake } from '../full-disk.ts';
import { findInputs, type Input } from '../replay/inputs.ts';
import { type Replayed, replay } from '../replay/replay.ts';
import { scratchFolder } from '../scratch.ts';
import { keepHeapSmall } from '../small-heap.ts';
import { say, tableStyle } from '../terminal.ts';
import { dateOf } from './dates.ts';

export interface ReplayOptions {
  readonly config?: string;
  readonly out: string;
  readonly format: string;
  readonly keep?: boolean;
  readonly since?: string;
  readonly until?: string;
}

const resultFiles: readonly string[] = ['alerts.ndjson', 'quarantine.ndjson', 'summary.json', 'report.html', 'gatewatch.db'];

export async function replayCommand(paths: readonly string[], options: ReplayOptions): Promise<void> {
  if (options.format !== 'table' && options.format !== 'ndjson') {
    throw new UserMistake(`--format ${options.format} is not known: write table or ndjson.`);
  }
  const since = dateOf('--since', options.since);
  const until = dateOf('--until', options.until);
  if (since !== null && until !== null && since >= until)
    throw new UserMistake(`--since ${options.since} is not before --until ${options.until}: nothing lies between them.`);
  const config = options.config === undefined ? emptyConfig() : await loadConfig(options.config);
  keepHeapSmall();
  using scratch = scratchFolder();
  try {
    const inputs = await findInputs(paths, scratch.path);
    await makeFolder(options.out);
    await refuseOwnResults(inputs, options.out);
    const total = inputs.reduce((sum, input) => sum + input.bytes, 0);
    const terminal = process.stderr.isTTY === true;
    const bar = createProgress({
      label: 'replay',
      total,
      unit: 'records',
      terminal,
      write: (text) => process.stderr.write(text),
      now: () => performance.now(),
    });
    const result = await replay({
      inputs,
      config,
      out: options.out,
      scratch: scratch.path,
      keep: options.keep === true,
      since,
      until,
      progress: (bytes, records) => bar.update(bytes, records),
    });
    bar.end();
    await writeResults(options.out, result, paths.join(' '));
    show(result, options);
  } catch (error) {
    throw diskMistake(error, {
      files: scratch.path,
      remedy: 'free space, or set TMPDIR to a folder on a larger disk',
      ...(options.keep === true ? { database: join(options.out, 'gatewatch.db') } : {}),
    });
  }
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
  if (summary.events === 0 && summary.records > 0)
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

export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdirs(path);
    const probe = join(path, `.gatewatch-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (cause) {
    throw new UserMistake(`${path} cannot be written (${reasonOf(cause)}): choose another folder with --out.`, cause);
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

/** `recursive` of Node's own goes on for ever where a folder exists but takes no entries, as below /proc. */
async function mkdirs(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) return;
  const parent = dirname(path);
  if (parent !== path) await mkdirs(parent);
  await mkdir(path).catch((error) => {
    if (error.code !== 'EEXIST' || found !== null) throw error;
  });
}
