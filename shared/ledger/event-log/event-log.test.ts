import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { eventLogContract } from './event-log.contract.ts';
import { memoryEventLog } from './memory.ts';
import { sqliteEventLog } from './sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-events-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

eventLogContract('memory', { fresh: async () => ({ log: memoryEventLog() }) });
eventLogContract('sqlite', {
  fresh: async () => {
    const path = join(folder, `${files++}.db`);
    const log = sqliteEventLog(path);
    return {
      log,
      reopen: async () => {
        await log[Symbol.asyncDispose]();
        return sqliteEventLog(path);
      },
    };
  },
});
