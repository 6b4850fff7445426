import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
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
