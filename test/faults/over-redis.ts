/** The same process over Redis. Usage: over-redis.ts HOST:PORT PREFIX EVENTS [BATCH]. Says `fenced` where another took the partition. */

import { Fenced } from '@gatewatch/domain';
import { openRedis, redisDefaults, redisLedger } from '@gatewatch/ledger';
import { judgeMadeLog } from './judge-made-log.ts';

const [, , server = '', prefix = 'gatewatch', events = '1000', batch = '40'] = process.argv;

await using store = await openRedis({ ...redisDefaults, servers: [server], prefix }, { warn() {} });
try {
  await judgeMadeLog(
    redisLedger(store),
    Number(events),
    Number(batch),
    (position) => void process.stdout.write(`at ${position}\n`),
  );
  process.stdout.write('done\n');
} catch (error) {
  if (!(error instanceof Fenced)) throw error;
  process.stdout.write('fenced\n');
}
