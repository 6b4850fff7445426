/** A source: the hubs of one Event Hubs namespace into which Entra's diagnostic setting writes. */

import { z } from 'zod';
import { duration, name } from './config-values.ts';
import { isLoopback } from './loopback.ts';

const credential = z
  .strictObject({
    type: z
      .enum(['managed-identity', 'workload-identity', 'client-secret', 'client-certificate'])
      .describe('How the service proves who it is to Entra ID.'),
    tenantId: z.string().min(1).optional().describe('Entra tenant of the application.'),
    clientId: z.string().min(1).optional().describe('Application (client) id; of a user-assigned managed identity too.'),
    clientSecret: z.string().min(1).optional().describe('A reference to the environment or a file, never the secret itself.'),
    certificate: z.string().min(1).optional().describe('Path of a PEM file with certificate and private key.'),
    authority: z
      .url()
      .optional()
      .describe("Entra's address in a national cloud, such as https://login.microsoftonline.us; the public one where not said."),
  })
  .superRefine((of, context) => {
    const needs = {
      'managed-identity': [],
      'workload-identity': [],
      'client-secret': ['clientSecret'],
      'client-certificate': ['certificate'],
    };
    const ids = of.type.startsWith('client-') ? ['tenantId', 'clientId'] : [];
    const given = new Set(Object.entries(of).flatMap(([key, value]) => (value === undefined ? [] : [key])));
    for (const key of [...ids, ...needs[of.type]])
      if (!given.has(key)) context.addIssue({ code: 'custom', path: [key], message: `${of.type} needs ${key}` });
  });

const blob = z
  .strictObject({
    connectionString: z.string().optional().describe('Of the storage account: a reference to the environment or a file.'),
    container: z.string().optional().describe('The container, with a connection string. It must exist.'),
    url: z.url().optional().describe("The container's URL, with `credential` of the source."),
  })
  .superRefine((of, context) => {
    if ((of.connectionString === undefined) === (of.url === undefined))
      context.addIssue({ code: 'custom', message: 'name the container by its url, or by connectionString and container' });
    else if (of.connectionString !== undefined && of.container === undefined)
      context.addIssue({ code: 'custom', path: ['container'], message: 'a connection string needs the name of the container' });
    for (const [address] of [of.url ?? '', of.connectionString ?? ''].join(';').matchAll(/\bhttp:\/\/[^/;]+/gi))
      if (!isLoopback(new URL(address).hostname))
        context.addIssue({ code: 'custom', message: `${address} would be spoken to in the clear: write https://` });
    if (
      /DefaultEndpointsProtocol=http(;|$)/i.test(of.connectionString ?? '') &&
      !/BlobEndpoint=/i.test(of.connectionString ?? '')
    )
      context.addIssue({
        code: 'custom',
        path: ['connectionString'],
        message: 'it would be spoken to in the clear: write DefaultEndpointsProtocol=https',
      });
  });

export const eventHubSource = z
  .strictObject({
    name: name.describe('Our name of the source.'),
    tenant: z.string().min(1).describe('The tenant whose records it carries: a record that names another is quarantined.'),
    connectionString: z
      .string()
      .optional()
      .describe(
        'Of the namespace, with Listen rights: a reference to the environment or a file. Else `namespace` and `credential`.',
      ),
    namespace: z.string().min(1).optional().describe('Host name, such as example.servicebus.windows.net.'),
    credential: credential.optional().describe('A token credential in the place of a connection string.'),
    hubs: z.array(z.string().min(1)).min(1, 'name at least one hub').describe('Event hubs to read.'),
    consumerGroup: z.string().min(1).default('$Default').describe('A consumer group of our own.'),
    checkpoints: z
      .strictObject({ blob: blob.describe('Azure Blob Storage, shared with other readers of the SDK.') })
      .optional()
      .describe("Where checkpoints stand; in the ledger's store where not said."),
    stuckAfter: duration
      .prefault('1h')
      .describe('A partition that cannot be read for so long holds the other sources of its tenant back no longer.'),
  })
  .superRefine((of, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (new Set(of.hubs).size < of.hubs.length) say('hubs', 'name each hub once');
    if (of.checkpoints?.blob.url !== undefined && of.credential === undefined)
      say('checkpoints', 'a container by its url is opened with the credential of the source: give one, or a connection string');
    if (of.connectionString === undefined) {
      if (of.namespace === undefined || of.credential === undefined)
        say('connectionString', 'give a connectionString, or a namespace and a credential');
      return;
    }
    if (of.namespace !== undefined) say('namespace', 'the connectionString names the namespace: give one of both');
    const parts = new Map(of.connectionString.split(';').map((part): [string, string] => splitAt(part.trim(), '=')));
    const host = /^sb:\/\/([^/:]+|\[[^\]]+\])(?::\d+)?\/?$/.exec(parts.get('endpoint') ?? '')?.[1];
    if (host === undefined || !(parts.has('sharedaccesskey') || parts.has('sharedaccesssignature')))
      return say('connectionString', 'write it as the portal shows it: Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…');
    const entity = parts.get('entitypath');
    if (entity !== undefined && of.hubs.some((hub) => hub !== entity))
      say('hubs', `the connectionString is of the hub ${entity} alone: name no other, or give that of the namespace`);
    if (parts.get('usedevelopmentemulator') === 'true' && !isLoopback(host))
      say(
        'connectionString',
        `${host} is not on this machine and would be spoken to in the clear: leave UseDevelopmentEmulator out`,
      );
  });

/** Name and value; names compare in small letters. */
function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text.toLowerCase(), ''] : [text.slice(0, at).toLowerCase(), text.slice(at + 1)];
}
