/** The keys that every destination has. */

import { type EventKind, severities } from '@gatewatch/domain';
import { duration } from '@gatewatch/runtime';
import { z } from 'zod';

const daysOfWeek = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

/** Kinds that a vendor's record becomes. Timers, signals and verdicts are our own words among ourselves. */
const vendorKinds = [
  ...(['sign-in', 'token-grant', 'session-end', 'factor-change', 'device-registration', 'policy-change', 'role-change'] as const),
  ...(['consent', 'account-change', 'mail-change', 'risk-signal', 'other', 'snapshot'] as const),
] as const satisfies readonly EventKind[];
const everyEvent: readonly EventKind[] = vendorKinds.filter((kind) => kind !== 'snapshot');

export const commonOptions = z.object({
  type: z.string().describe('The kind of destination.'),
  severity: z.enum(severities).default('low').describe('The least severity it is told of.'),
  detectors: z.array(z.string()).default([]).describe('Detectors it is told of; all where not said.'),
  tenants: z.array(z.string()).default([]).describe('Tenants it is told of; all where not said.'),
  subjects: z.array(z.string()).default([]).describe('Persons it is told of; all where not said.'),
  alerts: z.boolean().default(true).describe('False: it is told of events alone.'),
  events: z
    .union([z.boolean(), z.array(z.enum(vendorKinds)).min(1, 'name at least one kind of event, or write true')])
    .default(false)
    .transform((asked): readonly EventKind[] => (asked === true ? everyEvent : asked === false ? [] : asked))
    .describe(
      'True, or a list of kinds: it is told of enriched events too, every one that tenants and subjects let through. Snapshots of rosters only where named.',
    ),
  gather: duration
    .default(0)
    .describe('How long alerts below critical wait for more, so that they go in one call; 0s: they do not.'),
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
  digest: z
    .strictObject({
      at: z
        .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of the day as 08:00'))
        .min(1, 'name at least one time of the day')
        .transform((times) => times.map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))))
        .describe('Times of the day at which the summary is sent.'),
      days: z
        .array(z.enum(daysOfWeek))
        .min(1, 'name at least one day of the week')
        .default([...daysOfWeek])
        .transform((days) => days.map((day) => daysOfWeek.indexOf(day)))
        .describe('Days of the week: mon, tue, wed, thu, fri, sat, sun.'),
      zone: z
        .string()
        .refine((zone) => zones.has(zone), 'write a time zone as Europe/Oslo, or UTC')
        .default('UTC')
        .describe('Whose clocks.'),
      atOnce: z.enum(severities).default('critical').describe('From this severity on an alert is told at once all the same.'),
    })
    .optional()
    .describe('One summary at set times in the place of a notice an alert. Not beside `cap`.'),
  perSecond: z.number().positive().max(10_000).optional().describe("Calls a second, in the place of the kind's own number."),
  concurrency: z.int().min(1).max(64).optional().describe("Calls at once, in the place of the kind's own number."),
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
