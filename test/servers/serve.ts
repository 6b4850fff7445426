/** `npm run servers`: real servers on loopback for a person, until Ctrl-C. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaAnyhow, redisAnyhow } from './anyhow.ts';
import { startElasticsearch } from './elasticsearch.ts';
import { Missing } from './missing.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-servers-'));
await using stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
try {
  const kafka = stack.use(await kafkaAnyhow(folder));
  const redis = stack.use(await redisAnyhow(folder));
  process.stdout.write(`GATEWATCH_TEST_KAFKA=${kafka.address}\nGATEWATCH_TEST_REDIS=${redis.url}\n`);
  const elasticsearch = stack.use(await startElasticsearch(join(folder, 'elasticsearch')));
  process.stdout.write(`GATEWATCH_TEST_ELASTICSEARCH=${elasticsearch.url}\nCtrl-C stops them.\n`);
  await new Promise<void>((resolve) => {
    const beat = setInterval(() => {}, 60_000);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        clearInterval(beat);
        resolve();
      });
    }
  });
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  process.stderr.write(`servers: ${error.message}.\n`);
  process.exitCode = 2;
}
