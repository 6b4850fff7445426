/** A source: the Reports API of one Google Workspace customer. */

import { z } from 'zod';
import { duration, name } from './config-values.ts';
import { isLoopback } from './loopback.ts';

const keptMs = 179 * 86_400_000;

function travelsSafely(address: string): boolean {
  if (!URL.canParse(address)) return true; // said already
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || isLoopback(hostname);
}

export const googleSource = z
  .strictObject({
    name: name.describe('Our name of the source.'),
    tenant: z
      .string()
      .min(1)
      .describe('The tenant whose records it carries: a record that names another customer is quarantined.'),
    customer: z
      .string()
      .default('my_customer')
      .describe("Customer id such as C01abcdef; the delegate's own where not said. Another id makes another cursor."),
    delegate: z
      .string()
      .regex(/^[^@\s]+@[^@\s]+$/, 'write an address as reports@example.com')
      .describe('Address of the administrator on whose behalf the service account reads; it needs the privilege Reports alone.'),
    keyFile: z.string().min(1).optional().describe('Path of the key file of the service account (JSON).'),
    serviceAccount: z
      .string()
      .min(3)
      .optional()
      .describe(
        'Address of the service account, without a key: the surroundings sign for it (signJwt). In the place of `keyFile`.',
      ),
    applications: z
      .array(z.enum(['login', 'user_accounts', 'admin', 'token', 'saml', 'mobile']))
      .min(1, 'name at least one report')
      .default(['login', 'user_accounts', 'admin', 'token', 'saml'])
      .describe('Which reports are read.'),
    every: duration
      .default(60_000)
      .refine((ms) => ms >= 10_000, 'write at least 10s')
      .describe('How often a window is closed and read. Each reads again what may come late: 30 minutes to 4 hours by report.'),
    settle: duration
      .default(30_000)
      .refine((ms) => ms <= 10 * 60_000, 'write at most 10m')
      .describe(
        'A window ends so long before now, so that what Google is writing at this moment is not half listed. Less tells sooner, and finds more of it only when it is read again.',
      ),
    backfill: duration
      .default(30 * 86_400_000)
      .refine((ms) => ms <= keptMs, 'write at most 179d: Google keeps no more')
      .describe('How far back the first start reads, to learn what is normal, without alerts.'),
    queriesPerMinute: z
      .number()
      .int()
      .min(1)
      .max(2400)
      .default(1200)
      .describe('Most questions a minute of all reports together; Google grants 2400 to a delegate and project.'),
    api: z
      .url('write a whole address as https://admin-gatewatch.p.googleapis.com/')
      .refine(travelsSafely, 'the token would travel in the clear: write https://')
      .transform((address) => (address.endsWith('/') ? address : `${address}/`))
      .optional()
      .describe(
        'Root of the Reports API where it is not https://admin.googleapis.com/: an endpoint of Private Service Connect, or a proxy.',
      ),
  })
  .refine(
    ({ keyFile, serviceAccount }) => (keyFile === undefined) !== (serviceAccount === undefined),
    'name either `keyFile` or `serviceAccount`',
  );

export type GoogleSource = z.output<typeof googleSource>;
