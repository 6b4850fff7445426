/** What the contract cannot ask of every bus: who is let in, what Java wrote, and what a broker or a reader that goes away leaves behind. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, inject, test } from 'vitest';
import { orMissing } from '../servers/or-missing.ts';
import { startSecuredKafka } from '../servers/secured-kafka.ts';
import { javaSuite } from './java.ts';
import { securitySuite } from './security.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-bus-'));
const kafka = inject('kafka') === null ? null : await orMissing(() => startSecuredKafka(folder));
afterAll(async () => {
  await kafka?.stop();
  rmSync(folder, { recursive: true, force: true });
});

if (kafka === null) test.skip('a Kafka of its own', () => {});
else {
  describe.each(['kafkajs', 'platformatic'] as const)('a secured Kafka', (client) => securitySuite(client, kafka));
  javaSuite(kafka);
}
