/**
 * The embedded process for the kill -9 test: one SQLite ledger over the made log. Usage: embedded.ts DATABASE EVENTS [BATCH]. Says
 * `commits` before and `at N` after each commit, `done` at the end.
 */

import { sqliteLedger } from '@gatewatch/ledger';
import { judgeMadeLog } from './judge-made-log.ts';

const [, , path = ':memory:', events = '1000', batch = '40'] = process.argv;

await using ledger = sqliteLedger(path);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
await judgeMadeLog(
  ledger,
  Number(events),
  Number(batch),
  (position) => say(`at ${position}`),
  () => say('commits'),
);
say('done');
