/**
 * Writes the ledger that this release leaves behind, halfway through the made log, and the alerts that it would say in the end:
 * node test/faults/write-ledger.ts NAME → shared/ledger/fixtures/NAME.db.gz and NAME.alerts.ndjson.gz. Once a release, and never again.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Ledger } from '@gatewatch/domain';
import { createWorker } from '@gatewatch/engine';
import { memoryLedger, sqliteLedger } from '@gatewatch/ledger';
import { madeSettings, recordAt } from './made-log.ts';

export const halfway = 400;
export const whole = 800;

/** Applies the made log from where the ledger stands up to `end`, and commits. */
export async function carryOn(ledger: Ledger, end: number): Promise<void> {
  const worker = await createWorker({ partition: await ledger.acquire('p'), settings: madeSettings });
  const records = Array.from({ length: end - worker.position }, (_, i) => recordAt(worker.position + i));
  await worker.apply(records);
  await worker.commit();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../../shared/ledger/fixtures/', import.meta.url));
  const name = process.argv[2] ?? 'unnamed';
  const scratch = mkdtempSync(join(tmpdir(), 'gatewatch-write-'));
  const path = join(scratch, 'half.db');
  const half = sqliteLedger(path);
  await carryOn(half, halfway);
  await half[Symbol.asyncDispose]();
  await using all = memoryLedger();
  await carryOn(all, whole);
  const lines = (await all.alerts()).map((alert) => `${JSON.stringify(alert)}\n`);
  writeFileSync(`${folder}${name}.db.gz`, gzipSync(readFileSync(path), { level: 9 }));
  writeFileSync(`${folder}${name}.alerts.ndjson.gz`, gzipSync(lines.join(''), { level: 9 }));
  rmSync(scratch, { recursive: true });
}
