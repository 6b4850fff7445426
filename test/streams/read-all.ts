/** Every message that a topic has, in the order of its partitions. */

import type { Bus, BusMessage } from '@gatewatch/domain';

let readers = 0;

export async function readAll(bus: Bus, topic: string): Promise<readonly BusMessage[]> {
  const ends = await bus.ends(topic);
  const all: BusMessage[] = [];
  if (ends.every((end) => end === 0)) return all;
  const open = new Set(ends.flatMap((end, i) => (end > 0 ? [i] : [])));
  const done = Promise.withResolvers<void>();
  const consumer = await bus.consume({
    group: `reader-${process.pid}-${Date.now()}-${readers++}`,
    topic,
    assigned: async () => 0,
    revoked() {},
    async batch({ partition, messages }) {
      all.push(...messages.filter(({ offset }) => offset < (ends[partition] ?? 0)));
      if ((messages.at(-1)?.offset ?? 0) + 1 >= (ends[partition] ?? 0)) open.delete(partition);
      if (open.size === 0) done.resolve();
    },
  });
  await Promise.race([done.promise, consumer.stopped]);
  await consumer[Symbol.asyncDispose]();
  return all.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
}
