/** What Java wrote, read by us; what we wrote, read by Java: every codec, the same partitions, nulls as they are. */

import { kafkaBus, kafkaDefaults, partitionOf } from '@gatewatch/bus';
import type { Bus } from '@gatewatch/domain';
import { beforeAll, describe, expect, test } from 'vitest';
import { javaTool } from '../servers/java-tool.ts';
import type { SecuredKafka } from '../servers/secured-kafka.ts';
import { planOf, readFrom, text } from './reading.ts';
import { storedBatches } from './stored-batches.ts';

const clients = ['kafkajs', 'platformatic'] as const;
const codecs = ['gzip', 'snappy', 'lz4', 'zstd'] as const;
const partitions = 8;

/** Persons' keys as they occur, and some that a hash might take for others: long, short, not ASCII. */
const keys = [
  ...Array.from({ length: 150 }, (_, i) => `person${i}@example.com`),
  ...Array.from({ length: 20 }, (_, i) => `${'x'.repeat(i)}zoë.Ångström@bücher.example`),
  ...['a', 'ab', 'abc', '山田@例え.jp', '192.0.2.1', '2001:db8::1', 'AS64500', 'c2f7e1a4-0000-4000-8000-000000000001'],
];
const writtenOf = (key: string): string => `{"person":"${key}","text":"${'the same words over and over '.repeat(10)}"}`;

export function javaSuite(kafka: SecuredKafka): void {
  const open = (client: (typeof clients)[number], compression: (typeof codecs)[number]): Promise<Bus> =>
    kafkaBus({ ...kafkaDefaults, client, compression, brokers: [kafka.address], sessionMs: 3000 });
  const of = (codec: string) => `java-${codec}`;

  describe('Java', () => {
    beforeAll(async () => {
      await using bus = await open('kafkajs', 'lz4');
      await bus.ensureTopics(codecs.map((codec) => planOf(of(codec), partitions)));
      const lines = keys.map((key) => `vendor:NULL,version:1\t${key}\t${writtenOf(key)}`);
      const input = `${[...lines, 'version:1\tgone@example.com\tNULL'].join('\n')}\n`;
      const parsing = ['parse.key=true', 'parse.headers=true', 'null.marker=NULL'].flatMap((one) => ['--reader-property', one]);
      for (const codec of codecs) {
        const where = ['--bootstrap-server', kafka.address, '--topic', of(codec), '--compression-codec', codec];
        const linger = ['--command-property', 'linger.ms=200'];
        await javaTool('org.apache.kafka.tools.ConsoleProducer', [...where, ...linger, ...parsing], input);
      }
    });

    test('wrote batches of each codec, snappy in its own frame', () => {
      for (const codec of codecs) {
        const batches = storedBatches(kafka.data, of(codec));
        expect(batches.length).toBeGreaterThanOrEqual(partitions);
        expect(new Set(batches.map((batch) => batch.codec))).toEqual(new Set([codec]));
        expect(batches.every(({ xerial }) => xerial === (codec === 'snappy'))).toBe(true);
      }
    });

    test.each(clients.flatMap((client) => codecs.map((codec) => [client, codec] as const)))(
      '%s reads what Java wrote with %s, and Java chose the partition that we choose',
      async (client, codec) => {
        await using bus = await open(client, codec);
        await using reading = await readFrom(bus, of(codec), keys.length + 1);
        await reading.done;
        const got = new Map(reading.messages.map((message) => [message.key, message]));
        expect(got.size).toBe(keys.length + 1);
        for (const key of keys) {
          const message = got.get(key);
          expect(text(message?.value ?? null)).toBe(writtenOf(key));
          expect([key, message?.partition]).toEqual([key, partitionOf(key, partitions)]);
        }
        expect(got.get('gone@example.com')?.value).toBeNull();
        const headers = got.get('a')?.headers ?? {};
        expect(Object.entries(headers).map(([name, value]) => [name, text(value)])).toEqual([
          ['vendor', ''],
          ['version', '1'],
        ]);
      },
    );

    test('reads what each of us wrote with each codec, and so does the other of us', async () => {
      const topic = 'ours';
      const expected: string[] = [];
      for (const client of clients) {
        for (const codec of codecs) {
          await using bus = await open(client, codec);
          await bus.ensureTopics([planOf(topic, 2)]);
          await using producer = await bus.producer();
          const written = keys.map((key) => ({ key, value: Buffer.from(`${client} ${codec} ${writtenOf(key)}`) }));
          await producer.send(topic, written);
          expected.push(...written.map(({ key, value }) => `${key}\t${value}`));
        }
      }
      expected.sort();
      const stored = storedBatches(kafka.data, topic);
      expect(new Set(stored.map(({ codec }) => codec))).toEqual(new Set(codecs));
      const count = ['--from-beginning', '--max-messages', `${expected.length}`, '--timeout-ms', '60000'];
      const where = ['--bootstrap-server', kafka.address, '--topic', topic, '--formatter-property', 'print.key=true'];
      const java = await javaTool('org.apache.kafka.tools.consumer.ConsoleConsumer', [...where, ...count]);
      expect(java.trimEnd().split('\n').sort()).toEqual(expected);
      for (const client of clients) {
        await using bus = await open(client, 'lz4');
        await using reading = await readFrom(bus, topic, expected.length);
        await reading.done;
        expect(reading.messages.map(({ key, value }) => `${key}\t${text(value)}`).sort()).toEqual(expected);
      }
    });
  });
}
