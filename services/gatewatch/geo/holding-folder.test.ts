import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from '@gatewatch/enrichment';
import { expect, test } from 'vitest';
import { holdingFolder } from './holding-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-holding-'));

test('nothing is done while another process holds the folder; who waits is told, or does it afterwards', async () => {
  let done = 0;
  const other = lockFolder(folder);
  await expect(holdingFolder(folder, () => ++done, 0)).rejects.toThrow(
    /Another gatewatch has changed .* try again when it is done/,
  );
  expect(done).toBe(0);
  const waiting = holdingFolder(folder, () => ++done);
  expect(done).toBe(0);
  other?.[Symbol.dispose]();
  expect(await waiting).toBe(1);
});

test('a folder that cannot be written is one sentence', async () => {
  await expect(holdingFolder(join(folder, 'absent'), () => 1)).rejects.toThrow(
    /absent cannot be written .*: name another folder in geo\.folder/,
  );
});
