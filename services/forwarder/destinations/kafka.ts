/** A topic of Kafka: one ECS document a notice, keyed by the alert, so that a compacted topic keeps the newest one. */

import { kafkaBus, kafkaSettingsOf } from '@gatewatch/bus';
import { type Answer, type Bus, type BusProducer, type Parcel, RecordTooLarge } from '@gatewatch/domain';
import { inertJson } from '@gatewatch/formats';
import { UserMistake } from '@gatewatch/runtime';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { type DocumentFormat, documentOf, documentOptions } from '../document.ts';
import { rendered } from '../rendered.ts';
import { within } from '../sending/within.ts';

const options = z.strictObject({
  brokers: z
    .array(z.string().regex(/^[^\s:]+:\d{1,5}$/, 'write a broker as host:9092'))
    .min(1, 'name at least one broker')
    .describe('host:port of one or more brokers.'),
  topic: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,249}$/, 'write letters, digits, dots, hyphens and underlines')
    .describe('A topic that exists.'),
  eventTopic: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,249}$/, 'write letters, digits, dots, hyphens and underlines')
    .optional()
    .describe('Another one for events, where they are asked for; `topic` takes them where not said.'),
  ...documentOptions,
  tls: z.boolean().default(true).describe('False needs insecure: true.'),
  ca: z.string().optional().describe('PEM of an own authority: file:PATH.'),
  cert: z.string().optional().describe('Our own certificate, PEM, where brokers ask for one: file:PATH.'),
  key: z.string().optional().describe('Its private key, PEM: a reference to a secret.'),
  mechanism: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'])
    .default('scram-sha-512')
    .describe('How we say who we are, where a username is given.'),
  username: z.string().optional().describe('Where brokers ask who we are.'),
  password: z.string().optional().describe('Its password, as a reference to a secret.'),
});

export const kafka = destinationType({
  type: 'kafka',
  title: 'Apache Kafka',
  setUp: [
    'Make the topic; `cleanup.policy=compact` keeps the newest notice of every alert.',
    'Give the user Write and Describe on that topic, and no other right.',
  ],
  notes: [
    'Delivered means that all in-sync replicas have it.',
    "The brokers are the operator's own and are not guarded as addresses of the web are.",
  ],
  options,
  example: {
    brokers: ['kafka.example:9093'],
    topic: 'security-alerts',
    username: 'gatewatch',
    password: 'file:secrets/kafka-password',
  },
  secrets: ['password', 'key'],
  events: true,
  async open(chosen, world) {
    if (!chosen.tls && !world.insecure)
      throw new UserMistake(
        `destinations.${world.name}.tls: without TLS alerts can be read and changed on their way: leave it on, or set insecure: true beside it.`,
      );
    const { ca, cert, key, username, password, mechanism, brokers, topic, eventTopic = topic, format } = chosen;
    const settings = kafkaSettingsOf({
      brokers,
      client: 'kafkajs',
      clientId: 'gatewatch-forwarder',
      compression: 'lz4',
      tls: chosen.tls ? { ca, cert, key } : false,
      sasl: username === undefined ? undefined : { mechanism, username, password },
    });
    let open: { readonly bus: Bus; readonly producer: BusProducer } | null = null;

    async function producerOf(): Promise<BusProducer> {
      if (open === null) {
        const bus = await kafkaBus(settings);
        open = { bus, producer: await bus.producer() };
      }
      return open.producer;
    }

    async function close(): Promise<void> {
      const was = open;
      open = null;
      if (was !== null) await Promise.allSettled([was.producer[Symbol.asyncDispose](), was.bus[Symbol.asyncDispose]()]);
    }

    const written = rendered((one) => textOf(one, format));
    return {
      limits: {
        items: 200,
        bytes: 800_000,
        measure: (one) => written(one).length,
        concurrency: 1,
        perSecond: 50,
        patienceMs: 30_000,
      },
      async send(parcels, signal) {
        try {
          const producer = await within(producerOf(), signal);
          for (const to of new Set([topic, eventTopic])) {
            const records = parcels
              .filter(({ event }) => (event === undefined ? topic : eventTopic) === to)
              .map((one) => ({ key: one.id, value: Buffer.from(written(one)) }));
            if (records.length > 0) await within(producer.send(to, records), signal);
          }
          return parcels.map(() => ({ kind: 'delivered' }));
        } catch (error) {
          await close();
          const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
          const answer: Answer =
            error instanceof RecordTooLarge
              ? { kind: 'split', code: 'too-large', why }
              : signal.aborted
                ? { kind: 'retry', code: 'timed-out', why: 'the brokers did not take it in time', afterMs: null }
                : why.includes('topic-partition') // UNKNOWN_TOPIC_OR_PARTITION, in the words of the protocol
                  ? { kind: 'retry', code: 'no-topic', why: `${why}: see that the topic ${topic} exists`, afterMs: null }
                  : { kind: 'retry', code: 'kafka', why, afterMs: null };
          return parcels.map(() => answer);
        }
      },
      [Symbol.asyncDispose]: close,
    };
  },
  sample: ({ format }, parcels) => parcels.map((one) => `${one.id}: ${textOf(one, format)}`).join('\n'),
});

function textOf(parcel: Parcel, format: DocumentFormat): string {
  return inertJson(documentOf(parcel, format));
}
