/** A source: the hubs of one Event Hubs namespace into which Entra's diagnostic setting writes. */

import { z } from 'zod';
import { name } from './config-values.ts';

const credential = z.strictObject({
  type: z
    .enum(['managed-identity', 'workload-identity', 'client-secret', 'client-certificate'])
    .describe('How the service proves who it is to Entra ID.'),
  tenantId: z.string().optional().describe('Entra tenant of the application.'),
  clientId: z.string().optional().describe('Application (client) id.'),
  clientSecret: z.string().optional().describe('A reference to the environment or a file, never the secret itself.'),
  certificate: z.string().optional().describe('Path of a PEM file with certificate and private key.'),
});

const blob = z.strictObject({
  connectionString: z.string().optional().describe('Of the storage account: a reference to the environment or a file.'),
  url: z.string().optional().describe("The container's URL, with `credential` of the source."),
  container: z.string().optional().describe('The container, with a connection string.'),
});

export const eventHubSource = z.strictObject({
  name: name.describe('Our name of the source.'),
  tenant: z.string().min(1).describe('The tenant whose records it carries: a record that names another is quarantined.'),
  connectionString: z
    .string()
    .optional()
    .describe(
      'Of the namespace, with Listen rights: a reference to the environment or a file. Else `namespace` and `credential`.',
    ),
  namespace: z.string().optional().describe('Host name, such as example.servicebus.windows.net.'),
  credential: credential.optional().describe('A token credential in the place of a connection string.'),
  hubs: z.array(z.string().min(1)).min(1, 'name at least one hub').describe('Event hubs to read.'),
  consumerGroup: z.string().default('$Default').describe('A consumer group of our own.'),
  checkpoints: z
    .strictObject({ blob: blob.describe('Azure Blob Storage, shared with other readers of the SDK.') })
    .optional()
    .describe("Where checkpoints stand; in the ledger's store where not said."),
});
