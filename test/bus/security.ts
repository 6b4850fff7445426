/** Who is let in and who is not, by each client: TLS with an authority of our own, every SASL mechanism, client certificates. */

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KafkaOptions, kafkaBus, kafkaSettingsOf } from '@gatewatch/bus';
import type { Bus } from '@gatewatch/domain';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeAuthority } from '../servers/certificates.ts';
import { type SecuredKafka, user } from '../servers/secured-kafka.ts';
import { planOf, readFrom, text } from './reading.ts';

export function securitySuite(client: KafkaOptions['client'], kafka: SecuredKafka): void {
  const ca = readFileSync(kafka.authority.ca, 'utf8');
  const options = (of: Partial<KafkaOptions>): KafkaOptions => ({
    brokers: [kafka.sasl],
    client,
    clientId: 'gatewatch',
    tls: { ca },
    compression: 'lz4',
    ...of,
  });
  const open = (of: Partial<KafkaOptions>): Promise<Bus> => kafkaBus(kafkaSettingsOf(options(of)));
  const refusal = async (of: Partial<KafkaOptions>): Promise<string> => {
    try {
      await using _bus = await open(of);
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
    return 'was let in';
  };
  const works = async (of: Partial<KafkaOptions>): Promise<void> => {
    await using bus = await open(of);
    const topic = `secured-${client}-${Math.random().toString(36).slice(2)}`;
    await bus.ensureTopics([planOf(topic, 2)]);
    await using producer = await bus.producer();
    await producer.send(topic, [{ key: 'k', value: Buffer.from('let in') }]);
    await using reading = await readFrom(bus, topic, 1);
    await reading.done;
    expect(reading.messages.map(({ value }) => text(value))).toEqual(['let in']);
  };

  describe(`by ${client}`, () => {
    test.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)(
      '%s over TLS: the right password is let in, a wrong one is a sentence',
      async (mechanism) => {
        await works({ sasl: { mechanism, ...user } });
        expect(await refusal({ sasl: { mechanism, username: user.username, password: 'guessed' } })).toBe(
          `BusFailed: Kafka at ${kafka.sasl} refuses the credentials: check kafka.sasl`,
        );
      },
    );

    test('oauthbearer over TLS, by a token file and by an endpoint, asked with client credentials', async () => {
      const tokenFile = join(tmpdir(), `gatewatch-token-${process.pid}-${client}`);
      writeFileSync(tokenFile, `${unsecuredToken('alice', 3600)}\n`);
      await works({ sasl: { mechanism: 'oauthbearer', tokenFile } });
      writeFileSync(tokenFile, unsecuredToken('alice', -3600));
      expect(await refusal({ sasl: { mechanism: 'oauthbearer', tokenFile } })).toMatch(
        /refuses the credentials: check kafka.sasl/,
      );
      expect(await refusal({ sasl: { mechanism: 'oauthbearer', tokenFile: `${tokenFile}-none` } })).toMatch(
        /the token file .*-none cannot be read: check kafka.sasl.tokenFile/,
      );

      const asked: string[] = [];
      const server = createServer((request, response) => {
        let body = '';
        request.on('data', (part) => {
          body += part;
        });
        request.on('end', () => {
          asked.push(`${request.headers.authorization} ${body}`);
          if (body.includes('nothing')) response.writeHead(401).end('{"error":"invalid_scope","hint":"s3cret"}');
          else response.end(JSON.stringify({ access_token: unsecuredToken('alice', 3600), expires_in: 3600 }));
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const address = server.address();
      const tokenEndpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/token`;
      const sasl = { mechanism: 'oauthbearer', tokenEndpoint, clientId: 'gate watch', clientSecret: 's3cret' } as const;
      await works({ sasl: { ...sasl, scope: 'kafka' } });
      const basic = Buffer.from('gate%20watch:s3cret').toString('base64');
      expect(asked[0]).toBe(`Basic ${basic} grant_type=client_credentials&scope=kafka`);
      const refused = await refusal({ sasl: { ...sasl, scope: 'nothing' } });
      expect(refused).toMatch(/the token endpoint 127.0.0.1:\d+ answers 401: check kafka.sasl.clientId, clientSecret and scope/);
      expect(refused).not.toContain('s3cret');
    });

    test('a client certificate is let in, and nobody without one', async () => {
      const { certificate, key } = kafka.authority.client;
      await works({ brokers: [kafka.tls], tls: { ca, cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') } });
      expect(await refusal({ brokers: [kafka.tls] })).toMatch(/^BusFailed: Kafka at /);
    });

    test('a broker whose certificate another authority signed is not believed', async () => {
      const other = makeAuthority(join(tmpdir(), `gatewatch-other-${process.pid}-${client}`), 'other');
      const sasl = { mechanism: 'plain', ...user } as const;
      expect(await refusal({ sasl, tls: { ca: readFileSync(other.ca, 'utf8') } })).toMatch(
        /^BusFailed: Kafka at \S+ cannot be reached \(.*certificate.*\): check kafka.tls/,
      );
      expect(await refusal({ sasl, tls: true })).toMatch(/check kafka.tls/); // nor by the system's authorities
    });

    test('credentials in the clear work where somebody asked for it by name, TLS against a port without it is a sentence', async () => {
      await works({ brokers: [kafka.clear], tls: false, sasl: { mechanism: 'scram-sha-512', ...user } });
      expect(await refusal({ brokers: [kafka.clear], sasl: { mechanism: 'plain', ...user } })).toMatch(
        /^BusFailed: Kafka at \S+ cannot be reached \(.*\): check kafka/,
      );
    });

    test('an unencrypted client at a port with TLS is a sentence', async () => {
      expect(await refusal({ tls: false, sasl: { mechanism: 'plain', ...user } })).toMatch(
        /^BusFailed: Kafka at \S+ cannot be reached/,
      );
    });
  });
}

/** A token that a broker without a key checks by its times only (RFC 7519, 6). */
function unsecuredToken(sub: string, seconds: number): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (of: unknown) => Buffer.from(JSON.stringify(of)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ sub, iat: now - 7200, exp: now + seconds })}.`;
}
