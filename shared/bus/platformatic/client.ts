/** What every client of @platformatic/kafka is opened with. */

import { type BaseOptions, SASLMechanisms, type SASLMechanismValue } from '@platformatic/kafka';
import type { KafkaSettings } from '../kafka-settings.ts';

/** `once`: a first look that says soon that nobody is there; a running service asks again until somebody is. */
export function clientOptions(settings: KafkaSettings, patience: 'once' | 'long' = 'long'): BaseOptions {
  return {
    clientId: settings.clientId,
    bootstrapBrokers: [...settings.brokers],
    connectTimeout: 5000,
    requestTimeout: 30_000,
    timeout: 30_000, // what a broker may take for a write until every replica has it
    retries: patience === 'once' ? 1 : true,
    retryDelay: (_client, _operation, attempt) => Math.min(2000, 100 * 2 ** Math.min(attempt, 8)),
    autocreateTopics: false,
    ...tlsOf(settings),
    ...saslOf(settings),
  };
}

function tlsOf({ tls }: KafkaSettings): Pick<BaseOptions, 'tls' | 'tlsServerName'> {
  if (tls === null) return {};
  return {
    tls: {
      ...(tls.ca === undefined ? {} : { ca: tls.ca }),
      ...(tls.certificate === undefined ? {} : { cert: tls.certificate }),
      ...(tls.key === undefined ? {} : { key: tls.key }),
    },
  };
}

const mechanisms = {
  plain: SASLMechanisms.PLAIN,
  'scram-sha-256': SASLMechanisms.SCRAM_SHA_256,
  'scram-sha-512': SASLMechanisms.SCRAM_SHA_512,
  oauthbearer: SASLMechanisms.OAUTHBEARER,
} as const satisfies Record<string, SASLMechanismValue>;

function saslOf({ sasl }: KafkaSettings): Pick<BaseOptions, 'sasl'> {
  if (sasl === null) return {};
  const mechanism = mechanisms[sasl.mechanism];
  return sasl.mechanism === 'oauthbearer'
    ? { sasl: { mechanism, token: sasl.token } }
    : { sasl: { mechanism, username: sasl.username, password: sasl.password } };
}
