/** Silence and restarts, with a Kafka of its own that may be stopped. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject, test } from 'vitest';
import { startKafka } from '../servers/kafka.ts';
import { orMissing } from '../servers/or-missing.ts';
import { absenceSuite } from './absence.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-bus-absence-'));
const kafka = inject('kafka') === null ? null : await orMissing(() => startKafka(join(folder, 'kafka')));
afterAll(async () => {
  await kafka?.stop();
  rmSync(folder, { recursive: true, force: true });
});

if (kafka === null) test.skip('a Kafka of its own', () => {});
else for (const client of ['kafkajs', 'platformatic'] as const) absenceSuite(client, kafka, inject('redis'));
