/**
 * The embedded process for the kill -9 test: one SQLite ledger over the made log. Usage: embedded.ts DATABASE EVENTS [BATCH]. Says
 * `at N` after each commit, `done` at the end.
 */

import { sqliteLedger } from '@gatewatch/ledger';
import { judgeMadeLog } from './judge-made-log.ts';

const [, , path = ':memory:', events = '1000', batch = '40'] = process.argv;

await using ledger = sqliteLedger(path);
await judgeMadeLog(ledger, Number(events), Number(batch), (position) => void process.stdout.write(`at ${position}\n`));
process.stdout.write('done\n');
