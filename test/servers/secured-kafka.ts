/** A Kafka that also listens with TLS: one port asks for credentials (every mechanism), one for a client's certificate. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Authority, makeAuthority } from './certificates.ts';
import { freePort } from './free-port.ts';
import { type KafkaServer, startKafka } from './kafka.ts';

export interface SecuredKafka extends KafkaServer {
  /** `127.0.0.1:port` with TLS and SASL. */
  readonly sasl: string;
  /** `127.0.0.1:port` with TLS that asks for a client's certificate. */
  readonly tls: string;
  /** `127.0.0.1:port` with SASL in the clear. */
  readonly clear: string;
  readonly authority: Authority;
  /** Folder of its log files. */
  readonly data: string;
}

/** The one who is let in, and with what. */
export const user = { username: 'alice', password: 'rabbit hole: 42 %' } as const;

/** Throws Missing where Java, the jars or openssl are not to be had. */
export async function startSecuredKafka(folder: string): Promise<SecuredKafka> {
  const authority = makeAuthority(join(folder, 'keys'), 'house');
  const store = join(folder, 'keys', 'store.pem');
  writeFileSync(store, readFileSync(authority.server.key, 'utf8') + readFileSync(authority.server.certificate, 'utf8'));
  const [sasl, tls, clear] = await Promise.all([freePort(), freePort(), freePort()]);
  const plain = `org.apache.kafka.common.security.plain.PlainLoginModule required user_${user.username}="${user.password}";`;
  const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'];
  const modules = {
    plain,
    'scram-sha-256': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    'scram-sha-512': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    oauthbearer:
      'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";',
  };
  const kafka = await startKafka(join(folder, 'kafka'), {
    listeners: { SASL_SSL: sasl, SSL: tls, SASL_PLAINTEXT: clear },
    format: ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${user.username},password="${user.password}"]`,
    ]),
    properties: [
      `sasl.enabled.mechanisms=${mechanisms.join(',')}`,
      ...['sasl_ssl', 'sasl_plaintext'].flatMap((listener) =>
        Object.entries(modules).map(([mechanism, module]) => `listener.name.${listener}.${mechanism}.sasl.jaas.config=${module}`),
      ),
      'ssl.keystore.type=PEM',
      `ssl.keystore.location=${store}`,
      'ssl.truststore.type=PEM',
      `ssl.truststore.location=${authority.ca}`,
      'listener.name.ssl.ssl.client.auth=required',
    ],
  });
  return {
    ...kafka,
    sasl: `127.0.0.1:${sasl}`,
    tls: `127.0.0.1:${tls}`,
    clear: `127.0.0.1:${clear}`,
    authority,
    data: join(folder, 'kafka', 'data'),
    [Symbol.asyncDispose]: () => kafka.stop(),
  };
}
