import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

const fresh = () => mkdtempSync(join(tmpdir(), 'gatewatch-lock-'));

test('one holds the folder, a second one is told so, and after it everybody may again', () => {
  const folder = fresh();
  const first = lockFolder(folder);
  expect(first).not.toBeNull();
  expect(lockFolder(folder)).toBeNull();
  first?.[Symbol.dispose]();
  using third = lockFolder(folder);
  expect(third).not.toBeNull();
});

test('the lock of a process that was killed is gone with it', async () => {
  const folder = fresh();
  const code = `import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))};
    globalThis.held = lockFolder(${JSON.stringify(folder)}); process.stdout.write('held'); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(other.stdout, 'data');
  expect(lockFolder(folder)).toBeNull();
  other.kill('SIGKILL');
  await once(other, 'exit');
  using mine = lockFolder(folder);
  expect(mine).not.toBeNull();
});

test('a folder that is not there is an error, not a lock that somebody holds', () => {
  expect(() => lockFolder(join(fresh(), 'absent'))).toThrow();
});
