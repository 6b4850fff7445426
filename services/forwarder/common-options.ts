/** The keys that every destination has. */

import { severities } from '@gatewatch/domain';
import { duration } from '@gatewatch/runtime';
import { z } from 'zod';

export const commonOptions = z.object({
  type: z.string().describe('The kind of destination.'),
  severity: z.enum(severities).default('low').describe('The least severity it is told of.'),
  detectors: z.array(z.string()).default([]).describe('Detectors it is told of; all where not said.'),
  tenants: z.array(z.string()).default([]).describe('Tenants it is told of; all where not said.'),
  subjects: z.array(z.string()).default([]).describe('Persons it is told of; all where not said.'),
  coalesce: duration.default(60_000).describe('How long amendments wait for the next one.'),
  remind: duration.optional().describe('When a critical alert that nobody closed is told of again; never where not said.'),
  giveUp: duration.default(72 * 3_600_000).describe('What could not be delivered for so long goes to the dead letters.'),
  cap: z
    .strictObject({
      most: z.number().int().min(0).describe('Notices of a tenant in a window; 0: only the digest is sent.'),
      window: duration.default(3_600_000).describe('At its end a summary tells of the rest; 24h makes a daily digest.'),
    })
    .optional()
    .describe('A flood cap.'),
  redact: z
    .array(z.enum(['name', 'address', 'ip', 'device', 'place', 'rows']))
    .default([])
    .describe('What it does not get to see. `rows` are the records in the evidence.'),
  pseudonyms: z
    .string()
    .min(16, 'write at least 16 characters, or a reference to a secret')
    .optional()
    .describe('A key: persons are told by a keyed hash.'),
  allow: z
    .array(z.string())
    .default([])
    .describe('Address ranges beside the public Internet that it may have, such as 10.1.0.0/16.'),
  insecure: z.boolean().default(false).describe('True: plain http and connections without TLS are meant.'),
});

export type CommonOptions = z.output<typeof commonOptions>;
