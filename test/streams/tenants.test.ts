/** Two tenants in both settings. */

import { memoryBus } from '@gatewatch/bus';
import { memoryLedger, memoryLinks } from '@gatewatch/ledger';
import { parseConfig } from '@gatewatch/runtime';
import { afterAll } from 'vitest';
import { openOrganisation } from './organisation.ts';
import { directory, otherDirectory } from './records.ts';
import { distributed, embedded } from './settings.ts';
import { tenantsContract } from './tenants.contract.ts';

const organisation = await openOrganisation(
  parseConfig(`tenants: [{ id: acme, entra: ["${directory}"] }, { id: globex, entra: ["${otherDirectory}"] }]`, 'gatewatch.yaml'),
);
afterAll(() => organisation[Symbol.asyncDispose]());
let opened = 0;

tenantsContract(
  'two tenants in one process',
  async () => embedded(organisation, { ledger: memoryLedger(), links: memoryLinks() }),
  100,
);
tenantsContract(
  'two tenants over a log and two detectors',
  async () =>
    distributed(
      organisation,
      memoryBus(),
      { ledger: memoryLedger(), links: memoryLinks() },
      {
        partitions: 3,
        workers: 2,
        prefix: `tenants-${opened++}`,
      },
    ),
  8,
);
