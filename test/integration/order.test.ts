/** Whatever order files and rows come in, a replay finds the same, to the byte. */

import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatewatch } from './running.ts';

let folder: string;
let lines: Map<string, readonly string[]>;
let expected: string;

async function alertsOf(name: string, args: readonly string[], stdin?: Uint8Array): Promise<string> {
  const all = ['replay', ...args, '--config', 'logs/gatewatch.yaml', '--out', name];
  const { status, stderr } = await gatewatch(all, { cwd: folder, ...(stdin === undefined ? {} : { stdin }) });
  expect(status, stderr).toBe(0);
  return readFileSync(join(folder, name, 'alerts.ndjson'), 'utf8');
}

function summaryOf(name: string): { readonly mode: string; readonly events: number; readonly subjects: number } {
  return JSON.parse(readFileSync(join(folder, name, 'summary.json'), 'utf8'));
}

/** Writes files of lines below a folder. */
function write(name: string, files: Iterable<readonly [string, Uint8Array | string]>): string {
  for (const [file, content] of files) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, file.replaceAll('/', '_')), content);
  }
  return name;
}

const joined = (all: readonly string[]): string => `${all.join('\n')}\n`;

/** A fixed shuffle: the multiplicative order of a prime. */
function shuffled<T>(all: readonly T[]): T[] {
  const key = all.map((one, i) => [(i * 7919) % 10_007, one] as const);
  return key.sort(([a], [b]) => a - b).map(([, one]) => one);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatewatch-order-'));
  const ran = await gatewatch(['simulate', '--users', '60', '--days', '24', '--seed', '5', '--out', 'logs'], { cwd: folder });
  expect(ran.status, ran.stderr).toBe(0);
  lines = new Map(
    globSync('logs/*/*.ndjson', { cwd: folder })
      .sort()
      .map((file) => [file, readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')]),
  );
  expected = await alertsOf('forward', ['logs']);
  expect(expected.trim().split('\n').length).toBeGreaterThan(1);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the simulator', { timeout: 300_000 }, () => {
  test('newest row first in every file', async () => {
    const name = write(
      'rows',
      [...lines].map(([file, all]) => [file, joined([...all].reverse())]),
    );
    expect(await alertsOf('out-rows', [name])).toBe(expected);
    expect(summaryOf('out-rows').events).toBe(summaryOf('forward').events);
  });

  test('newest file first, named so', async () => {
    const files = [...lines].reverse();
    const name = write(
      'files',
      files.map(([, all], i) => [`${String(i).padStart(4, '0')}.ndjson`, joined(all)]),
    );
    expect(await alertsOf('out-files', [name])).toBe(expected);
  });

  test('all rows of all files shuffled into one', async () => {
    const name = write('shuffled', [['all.ndjson', joined(shuffled([...lines.values()].flat()))]]);
    expect(await alertsOf('out-shuffled', [name])).toBe(expected);
    expect(summaryOf('out-shuffled').mode).toBe('sorted');
  });

  test('one file a category', async () => {
    const categories = new Map<string, string[]>();
    for (const [file, all] of lines) {
      const category = file.split('/')[1] ?? '';
      categories.set(category, [...(categories.get(category) ?? []), ...all]);
    }
    const name = write(
      'categories',
      [...categories].map(([category, all]) => [`${category}.json`, joined(all)]),
    );
    expect(await alertsOf('out-categories', [name])).toBe(expected);
  });

  test('compressed, half with gzip, half with zstd, named as nothing', async () => {
    const name = write(
      'compressed',
      [...lines].map(([file, all], i) => [`${file}.x`, (i % 2 === 0 ? gzipSync : zstdCompressSync)(Buffer.from(joined(all)))]),
    );
    expect(await alertsOf('out-compressed', [name])).toBe(expected);
  });

  test('through stdin, shuffled', async () => {
    const all = Buffer.from(joined(shuffled([...lines.values()].flat())));
    expect(await alertsOf('out-stdin', ['-'], all)).toBe(expected);
  });

  test('every row twice', async () => {
    const name = write(
      'twice',
      [...lines].map(([file, all]) => [file, joined([...all, ...[...all].reverse()])]),
    );
    expect(await alertsOf('out-twice', [name])).toBe(expected);
  });
});

const samples = join(import.meta.dirname, '../../../shared/samples');
const sampleFiles = globSync('**/*.{log,json}', { cwd: samples }).sort();

describe.skipIf(sampleFiles.length === 0)('the samples', { timeout: 300_000 }, () => {
  test('forward, and reversed by file and, where they are rows, by row', async () => {
    const alerts = await alertsOf('out-samples', [samples]);
    const reversed = sampleFiles.map((file, i) => {
      const text = readFileSync(join(samples, file), 'utf8');
      const rows = text.trimEnd().split('\n');
      const isRows = rows.length > 1 && rows.every((row) => row.startsWith('{') && row.endsWith('}'));
      return [`${String(999 - i)}-${file}`, isRows ? joined([...rows].reverse()) : text] as const;
    });
    const name = write('samples-reversed', reversed);
    expect(await alertsOf('out-samples-reversed', [name])).toBe(alerts);
    expect(summaryOf('out-samples-reversed').events).toBe(summaryOf('out-samples').events);
  });
});
