/** A service whose servers are away says which, is not ready, keeps trying, and stops when it is told to. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../servers/free-port.ts';
import { start } from './started.ts';

test('a command that waits for Redis says so before it gives up', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewatch-waits-'));
  try {
    const port = await freePort();
    writeFileSync(join(folder, 'gatewatch.yaml'), `redis: { servers: ["127.0.0.1:${port}"], patience: 6s }\n`);
    await using command = start(['deliveries', 'list', '--config', 'gatewatch.yaml'], folder);
    expect(await command.ended()).toEqual({ status: 2, signal: null });
    const sentence = `gatewatch: Redis at 127.0.0.1:${port} cannot be used now: nobody listens there: start it, or check redis.servers.`;
    expect(command.stderr).toEqual([`${sentence} Waiting up to 6 s.`, sentence]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('servers that do not answer are named, and asked again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewatch-away-'));
  try {
    const port = await freePort();
    const servers = `kafka: { brokers: ["127.0.0.1:${port}"] }\nredis: { servers: ["127.0.0.1:${port}"] }\n`;
    writeFileSync(join(folder, 'gatewatch.yaml'), `${servers}http: { port: 0 }\n`);
    await using service = start(['service', 'detector', '--config', 'gatewatch.yaml'], folder);
    const at = /http:[^"\s]+/.exec(await service.line((line) => line.includes('Health and metrics')))?.[0] ?? '';
    await service.line((line) => line.includes('"component":"redis"') && line.includes('cannot be used now'));
    const ready = await fetch(`${at}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([
      503,
      expect.stringMatching(new RegExp(`FAILS {2}kafka: 127.0.0.1:${port} .*\nFAILS {2}redis: Redis at 127.0.0.1:${port}`)),
    ]);
    expect((await fetch(`${at}/livez`)).status).toBe(200);
    service.kill('SIGTERM');
    expect(await service.ended()).toEqual({ status: 0, signal: null });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
