/** The intake contract in both settings, over stores in memory and in a file. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryBus } from '@gatewatch/bus';
import { memoryLedger, memoryLinks, sqliteLedger, sqliteLinks } from '@gatewatch/ledger';
import { afterAll } from 'vitest';
import { intakeContract } from './intake.contract.ts';
import { openOrganisation } from './organisation.ts';
import { distributed, embedded } from './settings.ts';

const organisation = await openOrganisation();
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-streams-'));
let files = 0;
afterAll(async () => {
  await organisation[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

intakeContract('the intake of one process, over memory', async () =>
  embedded(organisation, { ledger: memoryLedger(), links: memoryLinks() }),
);
intakeContract('the intake of one process, over SQLite', async () => {
  const path = join(folder, `${files++}.db`);
  return embedded(organisation, { ledger: sqliteLedger(path), links: sqliteLinks(path) });
});
intakeContract('the intake over a log and two detectors', async () => {
  const stores = { ledger: memoryLedger(), links: memoryLinks() };
  return distributed(organisation, memoryBus(), stores, { partitions: 3, workers: 2, prefix: 'acme' });
});
