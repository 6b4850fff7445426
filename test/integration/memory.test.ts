/**
 * What a replay takes does not grow with what it reads. A short form of docs/memory.md: the heap is held near what is alive
 * from the beginning, so that 40 MB (more than the merge buffer holds) already show whether garbage stays.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launcher, run } from './running.ts';

const stream = join(import.meta.dirname, '../bench/stream.ts');
/** Issue 3, section 5: a file of 20 GB in less than this. */
const mostBytes = 400e6;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewatch-memory-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['in order', 'merged', []],
  ['newest first', 'sorted', ['--newest-first']],
])('a stream %s of 2,000 people is %s in less than 400 MB', { timeout: 300_000 }, async (name, mode, flags) => {
  const told = "data:text/javascript,process.on('exit',()=>console.error('peak',process.resourceUsage().maxRSS))";
  const out = join(folder, name.replace(' ', '-'));
  const make = [process.execPath, stream, '--megabytes', '40', '--people', '2000', ...flags].join(' ');
  const { status, stderr } = await run(
    'bash',
    ['-o', 'pipefail', '-c', `${make} | ${process.execPath} --import "${told}" ${launcher} replay - --out ${out}`],
    { cwd: folder, environment: { TMPDIR: folder } },
  );
  expect(status, stderr).toBe(0);
  const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
  expect([summary.mode, summary.subjects, summary.quarantined]).toEqual([mode, 2000, {}]);
  const peak = Number(/peak (\d+)/.exec(stderr)?.[1]) * 1024;
  expect(peak).toBeGreaterThan(100e6);
  expect(peak).toBeLessThan(mostBytes);
});
