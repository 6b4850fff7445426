/** Writing with @platformatic/kafka: idempotent, all replicas, keys to partitions as the Java client does. */

import type { BusProducer, BusRecord } from '@gatewatch/domain';
import { type MessageToProduce, Producer } from '@platformatic/kafka';
import type { KafkaSettings } from '../kafka-settings.ts';
import { murmur2 } from '../partition-of.ts';
import { requestsOf } from '../requests.ts';
import { clientOptions } from './client.ts';
import { failed } from './failed.ts';

type Message = MessageToProduce<Buffer | null, Buffer | null, Buffer, Buffer>;

/** `mostBytes` of a record on the topic. */
export function platformaticProducer(settings: KafkaSettings, mostBytes: (topic: string) => Promise<number>): BusProducer {
  let spread = 0;
  const producer = new Producer<Buffer | null, Buffer | null, Buffer, Buffer>({
    ...clientOptions(settings),
    idempotent: true,
    compression: settings.compression,
    // The client takes what comes of this modulo the number of partitions.
    partitioner: (_message, key) => (key == null ? spread++ : murmur2(key) & 0x7fffffff),
  });
  // One request after the other: a second one that overtook a first one under retry would be out of sequence.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act);
    last = turn.catch(() => {});
    return turn;
  };
  return {
    async send(topic, records) {
      const requests = requestsOf(topic, records, await mostBytes(topic));
      await inTurn(async () => {
        for (const request of requests) {
          try {
            await producer.send({ messages: request.map((record) => messageOf(topic, record)) });
          } catch (error) {
            throw failed(settings, error);
          }
        }
      });
    },
    [Symbol.asyncDispose]: () => producer.close(true),
  };
}

function messageOf(topic: string, { key, value, headers, partition }: BusRecord): Message {
  return {
    topic,
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : bufferOf(value),
    ...(headers === undefined ? {} : { headers: headersOf(headers) }),
    ...(partition === undefined ? {} : { partition }),
  };
}

function headersOf(headers: Readonly<Record<string, Uint8Array>>): Map<Buffer, Buffer> {
  return new Map(Object.entries(headers).map(([name, value]) => [Buffer.from(name), bufferOf(value)]));
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
