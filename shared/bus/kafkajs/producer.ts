/** Writing with kafkajs: idempotent, all replicas, keys to partitions as the Java client does. */

import type { BusProducer, BusRecord } from '@gatewatch/domain';
import kafkajs, { type CompressionTypes, type Kafka, type Message } from 'kafkajs';
import type { KafkaSettings } from '../kafka-settings.ts';
import { partitionOf } from '../partition-of.ts';
import { requestsOf } from '../requests.ts';
import { failed } from './failed.ts';

const { None, GZIP, Snappy, LZ4, ZSTD } = kafkajs.CompressionTypes;
const codecs: Readonly<Record<KafkaSettings['compression'], CompressionTypes>> = {
  none: None,
  gzip: GZIP,
  snappy: Snappy,
  lz4: LZ4,
  zstd: ZSTD,
};
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
      for (const request of requestsOf(topic, records, await mostBytes(topic))) {
        const messages = request.map(messageOf);
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

function messageOf({ key, value, headers, partition }: BusRecord): Message {
  return {
    key,
    value: value === null ? null : bufferOf(value),
    ...(headers === undefined ? {} : { headers: buffers(headers) }),
    ...(partition === undefined ? {} : { partition }),
  };
}

function buffers(headers: Readonly<Record<string, Uint8Array>>): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, bufferOf(value)]));
}

/** The same bytes: nobody changes what was handed over to be sent. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
