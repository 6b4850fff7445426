/** A source: the Reports API of one Google Workspace customer. */

import { z } from 'zod';
import { duration, name } from './config-values.ts';

export const googleSource = z.strictObject({
  name: name.describe('Our name of the source.'),
  tenant: z.string().min(1).describe('The tenant whose records it carries: a record that names another customer is quarantined.'),
  customer: z.string().default('my_customer').describe('Customer id such as C01abcdef; that of the delegate where not said.'),
  delegate: z.string().min(3).describe('Address of the administrator on whose behalf the service account reads.'),
  keyFile: z.string().optional().describe('Path of the key file of the service account.'),
  serviceAccount: z
    .string()
    .optional()
    .describe('Address of the service account, without a key: the surroundings sign for it (signJwt).'),
  applications: z
    .array(z.enum(['login', 'user_accounts', 'admin', 'token', 'saml', 'mobile']))
    .default(['login', 'user_accounts', 'admin', 'token', 'saml'])
    .describe('Which reports are read.'),
  every: duration.default(60_000).describe('How often a window is closed and read.'),
  backfill: duration
    .default(30 * 86_400_000)
    .describe('How far back the first start reads, to learn what is normal, without alerts.'),
});
