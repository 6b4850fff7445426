/** A share of a core: it binds where the kernel has them, and nothing is left where it has not. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coreShare } from './core-share.ts';

using probe = coreShare(0.5);

/** Waits for a line, works for 600 ms without a pause, and says what share of a core it had. */
const busy = `process.stdin.once('data', () => {
  const used = process.cpuUsage(), begun = performance.now();
  while (performance.now() - begun < 600);
  const { user, system } = process.cpuUsage(used);
  process.stdout.write(String((user + system) / 1000 / (performance.now() - begun)));
  process.exit();
})`;

test.skipIf(probe === null)('a process that is held to a third of a core uses no more', async () => {
  const child = spawn(process.execPath, ['-e', busy], { stdio: ['pipe', 'pipe', 'inherit'] });
  using share = coreShare(0.33);
  share?.hold(child.pid ?? 0);
  child.stdin.write('go\n');
  const [said] = await once(child.stdout, 'data');
  await once(child, 'exit');
  expect(Number(said)).toBeLessThan(0.5);
  expect(Number(said)).toBeGreaterThan(0.1);
});

test('a folder that is no control group gives none, and keeps nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewatch-share-'));
  expect(coreShare(0.5, [join(folder, 'missing'), folder])).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
