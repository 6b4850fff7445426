/** The monitor watches this process: a reading each minute, its memory and its alerts in a partition of the ledger of its own. */

import { hash64, type Ledger, type Options, type Partition } from '@gatewatch/domain';
import { type Memory, monitorHealth, readingOf, watch } from '@gatewatch/monitor';
import type { ProcessVitals } from '@gatewatch/runtime';

export interface SelfWatch {
  /** Takes a reading. Gives the sequence of the last outbox row. */
  look(now: number): Promise<number>;
  /** Sequence up to which its outbox was sent on. */
  published(): number;
  publish(through: number): Promise<void>;
}

export const monitorPartition = monitorHealth.id;

/** `name` tells processes that share a ledger apart; null: there is one. */
export async function openSelfWatch(
  ledger: Ledger,
  vitals: ProcessVitals,
  options: Options,
  name: string | null,
): Promise<SelfWatch> {
  const partition: Partition = await ledger.acquire(name === null ? monitorPartition : `${monitorPartition}/${name}`);
  const run = hash64(`${process.pid} ${performance.timeOrigin}`);
  let memory: Memory | null = partition.meta === null ? null : JSON.parse(partition.meta); // as committed below
  let { position, published } = partition;
  return {
    published: () => published,
    async publish(through) {
      await partition.publish(through);
      published = through;
    },
    async look(now) {
      const watched = watch(memory, readingOf(await vitals.samples(), vitals.health(), now, run), options);
      const step = { meta: JSON.stringify(watched.memory), puts: [], deletes: [], links: [] };
      const said = await partition.commit({ ...step, position: position + 1, outbox: watched.alerts });
      memory = watched.memory;
      position++;
      return said;
    },
  };
}
