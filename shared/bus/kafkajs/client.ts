/** The kafkajs client as we use it: all codecs, quiet, calm when idle, and sure of being understood. */

import kafkajs, { type Kafka, type KafkaConfig, type Mechanism, type SASLOptions } from 'kafkajs';
import type { KafkaSettings } from '../kafka-settings.ts';
import { checkBrokerVersions } from './broker-versions.ts';
import { registerCodecs } from './codecs.ts';
import { oauthBearer } from './oauth-bearer.ts';
import { calmRequestQueue } from './request-queue.ts';

let prepared = false;

/** `once`: a first look that says soon that nobody is there, where a running service waits. */
export function kafkaClient(settings: KafkaSettings, patience: 'once' | 'long' = 'long'): Kafka {
  if (!prepared) {
    registerCodecs();
    calmRequestQueue();
    checkBrokerVersions();
    prepared = true;
  }
  const config: KafkaConfig = {
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    logLevel: kafkajs.logLevel.NOTHING, // what matters comes as an error or an event
    connectionTimeout: 5000,
    requestTimeout: 30_000,
    retry:
      patience === 'once' ? { initialRetryTime: 200, retries: 2 } : { initialRetryTime: 100, maxRetryTime: 5000, retries: 12 },
  };
  if (settings.tls !== null) {
    const { ca, certificate, key } = settings.tls;
    config.ssl = {
      ...(ca === undefined ? {} : { ca: [ca] }),
      ...(certificate === undefined ? {} : { cert: certificate }),
      ...(key === undefined ? {} : { key }),
    };
  }
  const sasl = saslOf(settings);
  if (sasl !== null) config.sasl = sasl;
  return new kafkajs.Kafka(config);
}

function saslOf({ sasl }: KafkaSettings): SASLOptions | Mechanism | null {
  if (sasl === null) return null;
  if (sasl.mechanism === 'oauthbearer') return oauthBearer(sasl.token);
  const options: SASLOptions = { mechanism: sasl.mechanism, username: sasl.username, password: sasl.password };
  return options;
}
