/** A process's work in the tests of faults: from where the ledger stands to `events`, in batches, each committed. */

import type { Ledger } from '@gatewatch/domain';
import { createWorker } from '@gatewatch/engine';
import { madeSettings, recordAt } from './made-log.ts';

/** `committed` after each commit, with the position; `committing` before it. */
export async function judgeMadeLog(
  ledger: Ledger,
  events: number,
  batch: number,
  committed: (position: number) => void = () => {},
  committing: () => void = () => {},
): Promise<void> {
  const worker = await createWorker({ partition: await ledger.acquire('p'), settings: madeSettings });
  while (worker.position < events) {
    const size = Math.min(batch, events - worker.position);
    await worker.apply(Array.from({ length: size }, (_, i) => recordAt(worker.position + i)));
    committing();
    await worker.commit();
    committed(worker.position);
  }
}
