/** A simulation as files: a folder a category, a file a day of delivery, labels.ndjson, causes.ndjson and gatewatch.yaml beside them. */

import { type FileHandle, mkdir, open as openFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { configurationOf } from './configuration.ts';
import { dayLengthMs } from './day.ts';
import { createOrganisation } from './organisation.ts';
import { firstMidnight, rollOutDays, type SimulationOptions, simulate } from './simulate.ts';

export interface Written {
  readonly records: number;
  readonly labels: number;
  readonly bytes: number;
  /** Paths below the directory, in the order of their first line. */
  readonly files: readonly string[];
}

const chunkChars = 1 << 20;

/** Existing files of the same names are replaced. `progress`: days delivered so far, of all. Throws as the file system does. */
export async function writeSimulation(
  directory: string,
  options: SimulationOptions,
  progress?: (records: number) => void,
): Promise<Written> {
  const files: string[] = [];
  const labels: string[] = [];
  const causes: string[] = [];
  const open = new Map<string, { readonly file: string; readonly handle: FileHandle; pending: string[]; chars: number }>();
  let records = 0;
  let bytes = 0;
  await using left = new AsyncDisposableStack(); // what a full disk leaves open
  left.defer(async () => {
    for (const { handle } of open.values()) await handle.close();
  });
  await mkdir(directory, { recursive: true });
  const drain = async (category: string): Promise<void> => {
    const out = open.get(category);
    if (out === undefined || out.pending.length === 0) return;
    const text = out.pending.join('');
    out.pending = [];
    out.chars = 0;
    bytes += Buffer.byteLength(text);
    await out.handle.writeFile(text);
  };
  const close = async (category: string): Promise<void> => {
    const handle = open.get(category)?.handle;
    await drain(category);
    open.delete(category);
    await handle?.close();
  };
  for (const item of simulate(options)) {
    if (item.kind === 'label') {
      labels.push(`${JSON.stringify(item.label)}\n`);
      continue;
    }
    if (item.kind === 'cause') {
      causes.push(`${JSON.stringify(item.staging)}\n`);
      continue;
    }
    const category = dirname(item.file);
    let out = open.get(category);
    if (out === undefined || out.file !== item.file) {
      await close(category);
      await mkdir(join(directory, category), { recursive: true });
      const handle = await openFile(join(directory, item.file), 'w');
      out = { file: item.file, handle, pending: [], chars: 0 };
      open.set(category, out);
      files.push(item.file);
    }
    out.pending.push(item.line, '\n');
    out.chars += item.line.length;
    records += item.records;
    if (out.chars > chunkChars) {
      await drain(category);
      progress?.(records);
    }
  }
  for (const category of [...open.keys()]) await close(category);
  await writeFile(join(directory, 'labels.ndjson'), labels.join(''));
  await writeFile(join(directory, 'causes.ndjson'), causes.join(''));
  const day = (number: number): string => new Date(firstMidnight(options) + number * dayLengthMs).toISOString().slice(0, 10);
  const rollOut = { from: day(rollOutDays.from), to: day(rollOutDays.to) };
  const organisation = createOrganisation(options.seed, options.users);
  await writeFile(join(directory, 'gatewatch.yaml'), configurationOf(organisation, rollOut));
  return { records, labels: labels.length, bytes, files };
}
