/** Writing with kafkajs: idempotent, all replicas, keys to partitions as the Java client does. */

import { type BusProducer, type BusRecord, RecordTooLarge } from '@gatewatch/domain';
import kafkajs, { type CompressionTypes, type Kafka, type Message } from 'kafkajs';
import type { KafkaSettings } from '../kafka-settings.ts';
import { partitionOf } from '../partition-of.ts';
import { failed } from './failed.ts';

const { None, GZIP, Snappy, LZ4, ZSTD } = kafkajs.CompressionTypes;
const codecs: Readonly<Record<KafkaSettings['compression'], CompressionTypes>> = {
  none: None,
  gzip: GZIP,
  snappy: Snappy,
  lz4: LZ4,
  zstd: ZSTD,
};
/** So much in one request: well below the broker's usual 1 MiB a batch a partition. */
const requestBytes = 512 * 1024;

/** `mostBytes` of a record on the topic. */
export async function kafkajsProducer(
  kafka: Kafka,
  settings: KafkaSettings,
  mostBytes: (topic: string) => Promise<number>,
): Promise<BusProducer> {
  let spread = 0;
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 5,
    retry: { initialRetryTime: 100, retries: Number.MAX_SAFE_INTEGER }, // an idempotent producer must not give up half-way
    createPartitioner: () => (of) => {
      if (typeof of.message.partition === 'number') return of.message.partition;
      const { key } = of.message;
      return typeof key === 'string' ? partitionOf(key, of.partitionMetadata.length) : spread++ % of.partitionMetadata.length;
    },
  });
  try {
    await producer.connect();
  } catch (error) {
    throw failed(settings, error);
  }
  return {
    async send(topic, records) {
      const most = await mostBytes(topic);
      for (const { value } of records)
        if (value !== null && value.length > most) throw new RecordTooLarge(topic, value.length, most);
      for (const messages of requestsOf(records)) {
        try {
          await producer.send({ topic, messages, acks: -1, compression: codecs[settings.compression] });
        } catch (error) {
          throw failed(settings, error);
        }
      }
    },
    [Symbol.asyncDispose]: () => producer.disconnect(),
  };
}

function* requestsOf(records: readonly BusRecord[]): Generator<Message[]> {
  let messages: Message[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = (record.value?.length ?? 0) + 100;
    if (bytes + size > requestBytes && messages.length > 0) {
      yield messages;
      messages = [];
      bytes = 0;
    }
    bytes += size;
    messages.push({
      key: record.key,
      value: record.value === null ? null : Buffer.from(record.value),
      ...(record.headers === undefined ? {} : { headers: buffers(record.headers) }),
      ...(record.partition === undefined ? {} : { partition: record.partition }),
    });
  }
  if (messages.length > 0) yield messages;
}

function buffers(headers: Readonly<Record<string, Uint8Array>>): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]));
}
