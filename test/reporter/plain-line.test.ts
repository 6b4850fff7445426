import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
const { VITEST: _, ...env } = process.env;

test.each([
  ['a hook that fails, a file that cannot be read and a test that fails', 'ill.config.ts', '2 passed, 4 failed, 3 skipped'],
  ['servers for all that do not start', 'no-start.config.ts', '0 passed, 1 failed'],
])('%s are failures of the last line', (_name, config, line) => {
  const args = [vitest, 'run', '--config', join(import.meta.dirname, config)];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(line);
  expect(status).toBe(1);
});
