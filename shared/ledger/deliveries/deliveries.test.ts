import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { deliveriesContract } from './deliveries.contract.ts';
import { memoryDeliveries } from './memory.ts';
import { sqliteDeliveries } from './sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-deliveries-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

deliveriesContract('memory', { fresh: async () => ({ deliveries: memoryDeliveries() }) });
deliveriesContract('sqlite', {
  fresh: async () => {
    const path = join(folder, `${files++}.db`);
    const deliveries = sqliteDeliveries(path);
    return {
      deliveries,
      reopen: async () => {
        await deliveries[Symbol.asyncDispose]();
        return sqliteDeliveries(path);
      },
    };
  },
});

test('a file of another program is refused in one sentence', () => {
  const path = join(folder, 'text.db');
  writeFileSync(path, 'this is no database, and it is long enough to be read as one'.repeat(20));
  expect(() => sqliteDeliveries(path)).toThrow(/text\.db cannot be used as an outbox of deliveries .*: see that/);
});
