/** Section `kafka` of gatewatch.yaml: the cluster of the distributed setting, and the topics in it. */

import { z } from 'zod';
import { duration, hostAndPort } from './config-values.ts';
import { isLoopback } from './loopback.ts';
import { unprotected } from './protection.ts';

const tls = z.strictObject({
  ca: z.string().optional().describe("The authority that signed the brokers' certificates, PEM: file:PATH. Else the system's."),
  cert: z.string().optional().describe('Our own certificate, PEM: file:PATH, where brokers ask for one.'),
  key: z.string().optional().describe('Its private key, PEM: a reference to the environment or a file.'),
});

const sasl = z
  .strictObject({
    mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer']).describe('How we say who we are.'),
    username: z.string().min(1).optional().describe('For plain and scram.'),
    password: z.string().min(1).optional().describe('For plain and scram: a reference to the environment or a file.'),
    tokenFile: z
      .string()
      .min(1)
      .optional()
      .describe('For oauthbearer: a file that always holds a valid token, read at each login.'),
    tokenEndpoint: z
      .url()
      .optional()
      .describe('For oauthbearer, instead: where client credentials are given for a token (HTTPS).'),
    clientId: z.string().min(1).optional().describe('Who asks at the token endpoint.'),
    clientSecret: z.string().min(1).optional().describe('Its secret: a reference to the environment or a file.'),
    scope: z.string().min(1).optional().describe('What is asked for at the token endpoint.'),
  })
  .superRefine((of, context) => {
    const say = (message: string) => context.addIssue({ code: 'custom', message });
    if (of.mechanism !== 'oauthbearer') {
      if (of.username === undefined || of.password === undefined) say(`${of.mechanism} needs a username and a password`);
      if (of.tokenFile !== undefined || of.tokenEndpoint !== undefined)
        say(`${of.mechanism} takes no token: that is oauthbearer's`);
      return;
    }
    if ((of.tokenFile === undefined) === (of.tokenEndpoint === undefined))
      say('oauthbearer needs a tokenFile or a tokenEndpoint, and not both');
    if (of.tokenEndpoint === undefined) return;
    if (of.clientId === undefined || of.clientSecret === undefined) say('a tokenEndpoint needs a clientId and a clientSecret');
    const { protocol, hostname } = new URL(of.tokenEndpoint);
    if (protocol !== 'https:' && !isLoopback(hostname)) say('the client secret would travel in the clear: write https://');
  });

const retention = z.strictObject({
  lanes: duration.prefault('7d').describe('Events: from these a lost ledger is built again.'),
  alerts: duration.prefault('30d').describe('Revisions of alerts.'),
  quarantine: duration.prefault('30d').describe('Records that could not be read, with their bytes.'),
});

export const kafka = z
  .strictObject({
    brokers: z.array(hostAndPort).min(1).describe('host:port of one or more brokers; the others are learned from them.'),
    client: z
      .enum(['kafkajs', 'platformatic'])
      .default('kafkajs')
      .describe('Which client library; both do the same, platformatic with less processor time.'),
    clientId: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,249}$/, 'write letters, digits, dots, hyphens and underlines')
      .default('gatewatch')
      .describe('Our name in the logs and quotas of the brokers.'),
    tls: z.union([z.boolean(), tls]).default(false).describe("True: TLS with the system's authorities, or keys that say more."),
    sasl: sasl.optional().describe('Credentials; none where not said.'),
    insecure: z
      .boolean()
      .default(false)
      .describe('True: brokers elsewhere are spoken to without TLS or without credentials. Else that is refused.'),
    topicPrefix: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'write letters, digits, dots, hyphens and underlines')
      .default('gatewatch')
      .describe('What the names of our topics begin with.'),
    partitions: z
      .int()
      .min(1)
      .max(10_000)
      .default(48)
      .describe('Partitions of a topic, and so the most workers. Part of the keying: chosen once, never changed.'),
    replicas: z.int().min(1).max(32_767).default(3).describe('Copies of a partition; 1 on a single broker.'),
    minInSync: z
      .int()
      .min(1)
      .default(2)
      .describe('Copies that must have a record before it counts as written; 1 on a single broker.'),
    retention: retention.prefault({}).describe('How long topics keep what.'),
    compression: z
      .enum(['none', 'gzip', 'snappy', 'lz4', 'zstd'])
      .default('lz4')
      .describe('Codec of what we write; all are read.'),
  })
  .superRefine((of, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (of.minInSync > of.replicas)
      say('minInSync', `${of.minInSync} copies can never be written where there are ${of.replicas}`);
    const keyed = typeof of.tls === 'object' ? of.tls : {};
    if ((keyed.cert === undefined) !== (keyed.key === undefined)) say('tls', 'a certificate and its key go together');
    const message = unprotected({
      hosts: of.brokers,
      encrypted: of.tls !== false,
      proven: of.sasl !== undefined || keyed.key !== undefined,
      insecure: of.insecure,
      keys: { tls: 'kafka.tls', credentials: 'kafka.sasl or a kafka.tls.key', insecure: 'kafka.insecure' },
    });
    if (message !== null) say('brokers', message);
  });
