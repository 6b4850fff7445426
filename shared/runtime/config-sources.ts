/** Where a running service reads from. */

import { z } from 'zod';
import { eventHubSource } from './config-event-hub.ts';
import { googleSource } from './config-google.ts';
import { duration, name } from './config-values.ts';

const folder = z.strictObject({
  name: name.describe('Our name of the source.'),
  tenant: z
    .string()
    .optional()
    .describe('The tenant whose records it holds; by the directory that a record names where not said.'),
  path: z.string().min(1).describe('A folder that is watched: files that appear in it are read once.'),
  every: duration.default(10_000).describe('How often it is looked into.'),
  settle: duration.default(5_000).describe('A file that did not change for so long is whole.'),
});

export const sources = z
  .strictObject({
    eventHubs: z.array(eventHubSource).default([]).describe("Entra's logs out of Azure Event Hubs."),
    google: z.array(googleSource).default([]).describe("Google Workspace's logs out of the Reports API."),
    folders: z.array(folder).default([]).describe('Exported logs that others put into a folder.'),
  })
  .default({ eventHubs: [], google: [], folders: [] });
