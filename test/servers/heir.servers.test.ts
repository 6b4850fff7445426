/** A server does not outlive who started it, however that one ends. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, inject, test } from 'vitest';
import { takes } from './takes.ts';

const program = `
import { startRedis } from ${JSON.stringify(join(import.meta.dirname, 'redis.ts'))};
const redis = await startRedis(process.argv[1]);
console.log(new URL(redis.url).port);
setInterval(() => {}, 60_000);
`;

test.skipIf(inject('redis') === null).each(['SIGKILL', 'SIGINT'] as const)('%s of its starter ends it', async (signal) => {
  const folder = join(mkdtempSync(join(tmpdir(), 'gatewatch-heir-')), 'redis');
  const starter = spawn(process.execPath, ['--input-type=module', '-e', program, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(starter.stdout), 'line');
  const port = Number(line);
  expect(await takes(port)).toBe(true);
  starter.kill(signal);
  await once(starter, 'exit');
  await expect.poll(() => takes(port), { timeout: 20_000 }).toBe(false);
});
