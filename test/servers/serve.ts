/** `npm run servers`: real servers on loopback for a person, until Ctrl-C. */

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startElasticsearch } from './elasticsearch.ts';
import { startKafka } from './kafka.ts';
import { Missing } from './missing.ts';
import { startRedis } from './redis.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-servers-'));
await using stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
const told = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => told.abort());

const starts = [
  async () => `GATEWATCH_TEST_KAFKA=${stack.use(await startKafka(join(folder, 'kafka'))).address}`,
  async () => `GATEWATCH_TEST_REDIS=${stack.use(await startRedis(join(folder, 'redis'))).url}`,
  async () => `GATEWATCH_TEST_ELASTICSEARCH=${stack.use(await startElasticsearch(join(folder, 'elasticsearch'))).url}`,
];
let started = 0;
for (const start of starts) {
  try {
    process.stdout.write(`${await start()}\n`);
    started++;
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    process.stderr.write(`Left out: ${error.message}.\n`);
  }
  if (told.signal.aborted) break;
}
if (started === 0) process.exitCode = 2;
else if (!told.signal.aborted) {
  process.stdout.write('Ctrl-C stops them.\n');
  const beat = setInterval(() => {}, 60_000);
  await once(told.signal, 'abort');
  clearInterval(beat);
}
