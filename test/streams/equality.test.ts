import { memoryBus } from '@gatewatch/bus';
import { memoryLedger, memoryLinks } from '@gatewatch/ledger';
import { equality } from './equality.ts';

equality('one process and a log in memory', {
  bus: async () => memoryBus(),
  stores: async () => ({ ledger: memoryLedger(), links: memoryLinks() }),
  workers: [2],
  users: 20,
  days: 10,
});
