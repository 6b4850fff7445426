/** Counting lanes of a partition, in memory. */

import type { CountingDetector, IdentityEvent, Partition, Signal, StoredSubject } from '@gatewatch/domain';
import type { Named } from './held-subjects.ts';
import { createLane, type Lane, laneKeyOf } from './lane.ts';

export class HeldLanes {
  readonly #partition: Partition;
  readonly #counting: readonly CountingDetector[];
  readonly #lanes = new Map<string, Lane>();

  constructor(partition: Partition, counting: readonly CountingDetector[]) {
    this.#partition = partition;
    this.#counting = counting;
  }

  /** Reads those that these events count in, and gives who may have a signal from them. */
  async read(events: readonly IdentityEvent[]): Promise<readonly Named[]> {
    if (this.#counting.length === 0) return [];
    const keys = new Set<string>();
    for (const event of events) {
      for (const counting of this.#counting) {
        const key = laneKeyOf(counting, event);
        if (key !== null) keys.add(key);
      }
    }
    const cold = [...keys].filter((key) => !this.#lanes.has(key));
    if (cold.length > 0) {
      const stored = new Map((await this.#partition.load(cold)).map((one) => [one.key, one.state]));
      for (const key of cold) this.#lanes.set(key, createLane(key, stored.get(key) ?? null));
    }
    return [...keys].flatMap((key) => {
      const lane = this.#lanes.get(key);
      return lane === undefined ? [] : lane.victims().map((victim) => ({ tenant: lane.tenant, key: victim }));
    });
  }

  /** Counts a row in every lane that was read, and says what changed for whom. */
  count(row: IdentityEvent, horizon: number): readonly Signal[] {
    const signals: Signal[] = [];
    for (const counting of this.#counting) {
      const key = laneKeyOf(counting, row);
      const lane = key === null ? undefined : this.#lanes.get(key);
      if (lane !== undefined) signals.push(...lane.count(counting, row, horizon));
    }
    return signals;
  }

  /** What is to be written of them. */
  changed(): readonly StoredSubject[] {
    const changed = [...this.#lanes.values()].filter((lane) => lane.dirty);
    return changed.map((lane) => ({ key: lane.key, state: lane.encode(), due: null }));
  }

  /** What changed is written: those that were read first go, once there are more. */
  written(most: number): void {
    for (const [key, lane] of this.#lanes) {
      lane.dirty = false;
      if (this.#lanes.size > most) this.#lanes.delete(key);
    }
  }
}
