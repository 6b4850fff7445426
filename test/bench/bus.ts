/**
 * What the whole loop of a worker costs by each Kafka client: consume, produce, commit, of the same messages over a real Kafka, in
 * turns of the same run. Usage: npm run bench:bus [-- --messages 40000 --bytes 1000 --rounds 3 --compression lz4].
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kafkaBus, kafkaDefaults } from '@gatewatch/bus';
import type { Bus } from '@gatewatch/domain';
import { startKafka } from '../servers/kafka.ts';
import { quantile } from './measure.ts';

const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
const clients = ['kafkajs', 'platformatic'] as const;
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '40000' },
    bytes: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    compression: { type: 'string', default: 'lz4' },
  },
});
const messages = Number(values.messages);
const rounds = Number(values.rounds);
const compression = codecs.find((codec) => codec === values.compression) ?? 'lz4';
const partitions = 8;

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-bench-bus-'));
await using stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
const kafka = stack.use(await startKafka(join(folder, 'kafka')));
const open = (client: (typeof clients)[number]) => kafkaBus({ ...kafkaDefaults, client, compression, brokers: [kafka.address] });

await fill();
const spent = { kafkajs: [] as Spent[], platformatic: [] as Spent[] };
for (let round = -1; round < rounds; round++) {
  for (const client of clients) {
    await using bus = await open(client);
    const one = await loop(bus, `bench-${client}-${round}`);
    if (round >= 0) spent[client].push(one); // the first compiles
  }
}
const lines = clients.map((client) => {
  const rate =
    messages /
    quantile(
      spent[client].map(({ seconds }) => seconds),
      0.5,
    );
  const micros =
    (quantile(
      spent[client].map(({ cpu }) => cpu),
      0.5,
    ) /
      messages) *
    1e6;
  return { client, rate, micros };
});
for (const { client, rate, micros } of lines)
  process.stdout.write(`${client.padEnd(12)} ${Math.round(rate)} messages/s, ${micros.toFixed(1)} µs of processor time each\n`);
const [first, second] = lines;
if (first !== undefined && second !== undefined)
  process.stdout.write(`platformatic: ${(second.micros / first.micros).toFixed(2)} of kafkajs' processor time\n`);

interface Spent {
  readonly seconds: number;
  /** User and system, all threads of this process; the broker is another. */
  readonly cpu: number;
}

async function fill(): Promise<void> {
  await using bus = await open('platformatic');
  const plan = { partitions, replicas: 1, minInSync: 1, retentionMs: 3_600_000, maxRecordBytes: 1_048_588 };
  await bus.ensureTopics(['in', 'out'].map((name) => ({ name, ...plan })));
  await using producer = await bus.producer();
  const words = 'sign-in from a known device at an ordinary hour ';
  const text = (i: number) =>
    `{"id":${i},"text":"${words.repeat(Math.ceil(Number(values.bytes) / words.length))}`.slice(0, Number(values.bytes));
  for (let from = 0; from < messages; from += 2000) {
    const count = Math.min(2000, messages - from);
    await producer.send(
      'in',
      Array.from({ length: count }, (_, i) => ({
        key: `person${(from + i) % 5000}@example.com`,
        value: Buffer.from(text(from + i)),
      })),
    );
  }
}

async function loop(bus: Bus, group: string): Promise<Spent> {
  await using producer = await bus.producer();
  const done = Promise.withResolvers<void>();
  let begun: { readonly at: number; readonly cpu: NodeJS.CpuUsage } | null = null;
  let passed = 0;
  const consumer = await bus.consume({
    group,
    topic: 'in',
    assigned: async () => 0,
    revoked() {},
    async batch({ partition, messages: batch }, { heartbeat }) {
      begun ??= { at: performance.now(), cpu: process.cpuUsage() };
      await producer.send(
        'out',
        batch.map(({ key, value }) => ({ key, value })),
      );
      await consumer.commit(partition, (batch.at(-1)?.offset ?? 0) + 1);
      await heartbeat();
      passed += batch.length;
      if (passed >= messages) done.resolve();
    },
  });
  consumer.stopped.catch(done.reject);
  await done.promise;
  const { at, cpu } = begun ?? { at: performance.now(), cpu: process.cpuUsage() };
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - at) / 1000;
  await consumer[Symbol.asyncDispose]();
  return { seconds, cpu: (user + system) / 1e6 };
}
