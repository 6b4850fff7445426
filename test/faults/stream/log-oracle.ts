/**
 * Log equality (SEMANTICS.md 7.2): the lane's log judged once more, undisturbed, in one process; every field of every revision must be
 * on the topic of alerts, and nothing else.
 */

import { partitionOf } from '@gatewatch/bus';
import type { BusMessage } from '@gatewatch/domain';
import { type Configured, createWorker, decodeLogRecord, type EngineSettings } from '@gatewatch/engine';
import { memoryLedger } from '@gatewatch/ledger';

/** Id and revision → text. */
export async function judgedAgain(
  log: readonly BusMessage[],
  partitions: number,
  { settings, configured }: { readonly settings: EngineSettings; readonly configured: Configured },
): Promise<ReadonlyMap<string, string>> {
  const ledger = memoryLedger();
  const said = new Map<string, string>();
  for (let number = 0; number < partitions; number++) {
    const name = `person/${number}`;
    const worker = await createWorker({
      partition: await ledger.acquire(name),
      settings: { ...settings, commitEvery: Number.POSITIVE_INFINITY },
      owns: (key, tenant) => partitionOf(`${tenant}\n${key}`, partitions) === number,
    });
    await worker.apply(configured.toSay(worker.told, 0), worker.position);
    const own = log.filter(({ partition }) => partition === number);
    for (let at = 0; at < own.length; at += atOnce) {
      const records = own.slice(at, at + atOnce).map(decodeLogRecord);
      await worker.apply(records.flatMap((decoded) => ('record' in decoded ? [decoded.record] : [])));
      await worker.commit();
    }
    for (const { alert } of await ledger.outbox(name, 0, 1_000_000))
      said.set(`${alert.id} ${alert.revision}`, JSON.stringify(alert));
  }
  return said;
}

const atOnce = 100;
