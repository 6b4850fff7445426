/**
 * The embedded process for the kill -9 test: one SQLite ledger, one log that is a function of its positions alone. Usage:
 * embedded.ts DATABASE EVENTS [BATCH]. Says `at N` after each commit, `done` at the end.
 */

import { createWorker } from '@gatewatch/engine';
import { sqliteLedger } from '@gatewatch/ledger';
import { madeSettings, recordAt } from './made-log.ts';

const [, , path = ':memory:', events = '1000', batch = '40'] = process.argv;

await using ledger = sqliteLedger(path);
const worker = await createWorker({ partition: await ledger.acquire('p'), settings: madeSettings });
while (worker.position < Number(events)) {
  const size = Math.min(Number(batch), Number(events) - worker.position);
  await worker.apply(Array.from({ length: size }, (_, i) => recordAt(worker.position + i)));
  await worker.commit();
  process.stdout.write(`at ${worker.position}\n`);
}
process.stdout.write('done\n');
