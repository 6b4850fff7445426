/** What an operator says of a Kafka cluster (section `kafka` of gatewatch.yaml, checked there), and the settings that follow. */

import { type KafkaSettings, kafkaDefaults } from './kafka-settings.ts';
import { oauthToken } from './oauth-token.ts';

export interface KafkaOptions {
  readonly brokers: readonly string[];
  readonly client: KafkaSettings['client'];
  readonly clientId: string;
  readonly tls:
    | boolean
    | { readonly ca?: string | undefined; readonly cert?: string | undefined; readonly key?: string | undefined };
  readonly sasl?: SaslOptions | undefined;
  readonly compression: KafkaSettings['compression'];
}

export interface SaslOptions {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512' | 'oauthbearer';
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly tokenEndpoint?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly scope?: string | undefined;
}

export function kafkaSettingsOf(options: KafkaOptions): KafkaSettings {
  const { brokers, client, clientId, compression } = options;
  return { ...kafkaDefaults, brokers, client, clientId, compression, tls: tlsOf(options), sasl: saslOf(options.sasl) };
}

function tlsOf({ tls }: KafkaOptions): KafkaSettings['tls'] {
  if (tls === false) return null;
  if (tls === true) return {};
  const { ca, cert, key } = tls;
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { certificate: cert }),
    ...(key === undefined ? {} : { key }),
  };
}

function saslOf(sasl: SaslOptions | undefined): KafkaSettings['sasl'] {
  if (sasl === undefined) return null;
  if (sasl.mechanism === 'oauthbearer') return { mechanism: sasl.mechanism, token: oauthToken(sasl) };
  const { mechanism, username = '', password = '' } = sasl;
  return { mechanism, username, password };
}
