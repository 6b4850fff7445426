/** Which subjects are a partition's: those whose name the bus puts there. An event of two people may stand in two partitions. */

import { createSubjectNames } from '../subject-names.ts';
import type { PartitionOf } from './bus-sink.ts';

const mostKnown = 200_000;

export function createOwned(
  number: number,
  partitions: number,
  partitionOf: PartitionOf,
): (key: string, tenant: string) => boolean {
  const nameOf = createSubjectNames();
  const known = new Map<string, boolean>();
  return (key, tenant) => {
    const name = nameOf(tenant, key);
    let owned = known.get(name);
    if (owned === undefined) {
      if (known.size >= mostKnown) known.clear();
      known.set(name, (owned = partitionOf(name, partitions) === number));
    }
    return owned;
  };
}
