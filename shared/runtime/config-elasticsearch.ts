/** Section `elasticsearch` of gatewatch.yaml: where events and alerts are indexed. */

import { z } from 'zod';
import { duration } from './config-values.ts';
import { unprotected } from './protection.ts';

const node = z
  .url({ protocol: /^https?$/, error: 'write a node as https://elastic.example:9200' })
  .refine(
    (text) => !/\/\/[^/]*@/.test(text),
    'an address with a password in it ends in logs: give the credentials in their own keys',
  );

const bulk = z.strictObject({
  megabytes: z.number().min(0.1).max(90).default(5).describe('Of one request; a cluster takes 100 MB at most.'),
  documents: z.int().min(1).max(100_000).default(2000).describe('Of one request.'),
  within: duration.prefault('1s').describe('How long a document waits for company.'),
  concurrency: z
    .int()
    .min(1)
    .max(64)
    .default(4)
    .describe('Requests at once, while the cluster takes them; fewer when it is busy.'),
  heldMegabytes: z
    .number()
    .min(1)
    .default(64)
    .describe('Of documents that wait in memory; beyond that nothing more is read until some are written.'),
});

const retention = z.strictObject({
  events: duration.optional().describe('Indices of events whose period ended so long ago are deleted.'),
  alerts: duration.optional().describe('The same of alerts.'),
});

export const elasticsearch = z
  .strictObject({
    nodes: z.array(node).min(1).describe('One or more nodes of the cluster.'),
    apiKey: z.string().min(1).optional().describe('An API key (encoded): a reference to the environment or a file.'),
    username: z.string().min(1).optional().describe('In the place of an API key.'),
    password: z.string().min(1).optional().describe('Its password: a reference to the environment or a file.'),
    ca: z
      .string()
      .min(1)
      .optional()
      .describe("The authority that signed the nodes' certificates, PEM: file:PATH. Else the system's."),
    insecure: z
      .boolean()
      .default(false)
      .describe('True: nodes elsewhere are spoken to without TLS or without credentials. Else that is refused.'),
    namespace: z
      .string()
      .regex(/^[a-z0-9_]{1,50}$/, 'write small letters, digits and underscores')
      .default('default')
      .describe('Stands in the names of indices: installations of one cluster have one each.'),
    period: z
      .enum(['day', 'week', 'month'])
      .default('week')
      .describe('Of one index of events. Chosen once: another one writes anew what is replayed.'),
    shards: z.int().min(1).max(1024).default(1).describe('Primary shards of a new index.'),
    replicas: z.int().min(0).max(100).default(1).describe('Copies of a shard; 0 on a single node.'),
    refresh: duration.prefault('5s').describe('How long a new document may be unfound.'),
    retention: retention.default({}).describe('How long indices are kept; where not said, for ever.'),
    patience: duration.prefault('30s').describe('What a request may take; then it is made again.'),
    bulk: bulk.prefault({}).describe('How documents go out together.'),
  })
  .superRefine((of, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (of.apiKey !== undefined && of.username !== undefined) say('apiKey', 'an API key, or a user and a password, not both');
    if ((of.username === undefined) !== (of.password === undefined)) say('username', 'a user and a password go together');
    const urls = of.nodes.map((text) => URL.parse(text)).filter((url) => url !== null);
    if (urls.length < of.nodes.length) return; // what is no address has its own sentence
    const message = unprotected({
      hosts: urls.map(({ host }) => host),
      encrypted: of.nodes.every((text) => text.startsWith('https:')),
      proven: of.apiKey !== undefined || of.password !== undefined,
      insecure: of.insecure,
      keys: {
        tls: 'https:// in elasticsearch.nodes',
        credentials: 'elasticsearch.apiKey or a username and password',
        insecure: 'elasticsearch.insecure',
      },
    });
    if (message !== null) say('nodes', message);
  });
