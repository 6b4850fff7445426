/** Section `redis` of gatewatch.yaml: where the distributed setting keeps its ledger, links and bookmarks. */

import { z } from 'zod';
import { duration, hostAndPort } from './config-values.ts';
import { unprotected } from './protection.ts';

const tls = z.strictObject({
  ca: z.string().optional().describe("The authority that signed the server's certificate, PEM: file:PATH. Else the system's."),
  cert: z.string().optional().describe('Our own certificate, PEM: file:PATH, where the server asks for one.'),
  key: z.string().optional().describe('Its private key, PEM: a reference to the environment or a file.'),
});

export const redis = z
  .strictObject({
    servers: z.array(hostAndPort).min(1).describe('host:port of the server; of one or more nodes where it is a cluster.'),
    cluster: z.boolean().default(false).describe('True: a Redis Cluster, whose other nodes are learned from those named.'),
    username: z.string().min(1).optional().describe('User of an ACL; `default` where not said.'),
    password: z.string().min(1).optional().describe('A reference to the environment or a file.'),
    tls: z.union([z.boolean(), tls]).default(false).describe("True: TLS with the system's authorities, or keys that say more."),
    insecure: z
      .boolean()
      .default(false)
      .describe('True: a server elsewhere is spoken to without TLS or without credentials. Else that is refused.'),
    prefix: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'write letters, digits, dots, hyphens and underlines')
      .default('gatewatch')
      .describe('What the names of our keys begin with.'),
    patience: duration
      .prefault('30s')
      .describe('How long a server that is away, loading or full is waited for before the stage is told and tries again.'),
  })
  .superRefine((of, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (!of.cluster && of.servers.length > 1)
      say('servers', 'one server, or several nodes of a cluster: leave one, or set redis.cluster: true');
    const keyed = typeof of.tls === 'object' ? of.tls : {};
    if ((keyed.cert === undefined) !== (keyed.key === undefined)) say('tls', 'a certificate and its key go together');
    if (of.username !== undefined && of.password === undefined) say('username', 'a user needs a password');
    const message = unprotected({
      hosts: of.servers,
      encrypted: of.tls !== false,
      proven: of.password !== undefined || keyed.key !== undefined,
      insecure: of.insecure,
      keys: { tls: 'redis.tls', credentials: 'redis.password or a redis.tls.key', insecure: 'redis.insecure' },
    });
    if (message !== null) say('servers', message);
  });
