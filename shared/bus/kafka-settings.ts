/** How a Kafka cluster is reached, whichever client does it. */

export interface KafkaSettings {
  readonly client: 'kafkajs' | 'platformatic';
  /** `host:port`, one or more. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** PEM texts; an empty object: TLS with the system's authorities. Null: in the clear. */
  readonly tls: { readonly ca?: string; readonly certificate?: string; readonly key?: string } | null;
  readonly sasl:
    | { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: string }
    | { readonly mechanism: 'oauthbearer'; readonly token: () => Promise<string> }
    | null;
  /** Codec of what is written; everything is read. */
  readonly compression: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
  /** A member that is silent so long is taken for dead. */
  readonly sessionMs: number;
  /** At most so much of a partition at a time. */
  readonly fetchBytes: number;
}

export const kafkaDefaults: Omit<KafkaSettings, 'brokers'> = {
  client: 'kafkajs',
  clientId: 'gatewatch',
  tls: null,
  sasl: null,
  compression: 'lz4',
  sessionMs: 10_000,
  fetchBytes: 1_048_576,
};
