/**
 * A member of a group in a process of its own, as a detector is one: positions and what was seen stand in a Redis ledger, in one
 * fenced step a batch. Tells what befalls it in JSON lines. Usage: node member.ts BROKER CLIENT TOPIC REDIS PREFIX
 */

import { kafkaBus, kafkaDefaults } from '@gatewatch/bus';
import { Fenced, type Partition } from '@gatewatch/domain';
import { openRedis, redisDefaults, redisLedger } from '@gatewatch/ledger';
import { text } from './reading.ts';

export type Told =
  | { readonly what: 'assigned' | 'committed'; readonly partition: number; readonly position: number }
  | { readonly what: 'revoked' | 'fenced'; readonly partition: number };

const [broker = '', client, topic = '', redis = '', prefix = ''] = process.argv.slice(2);
const tell = (told: Told): void => void process.stdout.write(`${JSON.stringify(told)}\n`);

await using store = await openRedis({ ...redisDefaults, servers: [new URL(redis).host], prefix }, { warn() {} });
const ledger = redisLedger(store);
await using bus = await kafkaBus({
  ...kafkaDefaults,
  client: client === 'platformatic' ? 'platformatic' : 'kafkajs',
  brokers: [broker],
  sessionMs: 2000,
});
const held = new Map<number, Partition>();
const consumer = await bus.consume({
  group: `${topic}-members`,
  topic,
  async assigned(partition) {
    const of = await ledger.acquire(`${topic}/${partition}`);
    held.set(partition, of);
    tell({ what: 'assigned', partition, position: of.position });
    return of.position;
  },
  revoked(partition) {
    held.delete(partition);
    tell({ what: 'revoked', partition });
  },
  async batch({ partition, messages }) {
    const of = held.get(partition);
    const last = messages.at(-1);
    if (of === undefined || last === undefined) return;
    const puts = messages.map(({ value, offset }) => ({ key: text(value) ?? '', state: `${offset}`, due: null }));
    const position = last.offset + 1;
    try {
      await of.commit({ position, meta: '{}', puts, deletes: [], outbox: [], links: [] });
      tell({ what: 'committed', partition, position });
    } catch (error) {
      if (!(error instanceof Fenced)) throw error;
      tell({ what: 'fenced', partition }); // another holds it: nothing was written, and the group takes it away in a moment
    }
  },
});
process.once('SIGTERM', () => void consumer[Symbol.asyncDispose]());
await consumer.stopped;
