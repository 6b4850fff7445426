/** gatewatch.yaml, typed: unknown keys are errors, and each description is the reference's. */

import { isIP } from 'node:net';
import { z } from 'zod';
import { destinations } from './config-destinations.ts';
import { elasticsearch } from './config-elasticsearch.ts';
import { http } from './config-http.ts';
import { kafka } from './config-kafka.ts';
import { redis } from './config-redis.ts';
import { sources } from './config-sources.ts';
import { duration } from './config-values.ts';

const cidr = z.string().refine(isRange, 'write a range as 192.0.2.0/24 or 2001:db8::/32');
const address = z
  .string()
  .regex(/^[^@\s]+@[^@\s]+$/, 'write an address as ada@example.com')
  .transform((text) => text.toLowerCase());
const domain = z.string().transform((text) => text.toLowerCase());
const date = z.iso.date('write a date as 2026-05-04').transform((text) => Date.parse(`${text}T00:00:00Z`));

const office = z.strictObject({
  name: z.string().describe('What people call it.'),
  egress: z.array(cidr).default([]).describe('Address ranges through which it reaches the Internet.'),
  from: date.optional().describe('The day from which this holds.'),
});

const rollOut = z
  .strictObject({
    from: date.describe('Its first day, UTC.'),
    to: date.describe('Its last day, UTC.'),
  })
  .refine(({ from, to }) => from <= to, 'let a roll-out end on or after the day it begins');

const tenant = z.strictObject({
  id: z.string().min(1).describe('Our name of the organisation.'),
  entra: z.array(z.guid('write the Entra tenant id as a GUID')).default([]).describe('Entra tenant ids that belong to it.'),
  google: z.array(z.string()).default([]).describe('Google customer ids that belong to it, such as C01abcdef.'),
  domains: z.record(domain, domain).default({}).describe('Alias domain → primary domain: ada@old.example is ada@new.example.'),
  aliases: z.record(address, address).default({}).describe('Alias address → address of the same person.'),
  egress: z.array(cidr).default([]).describe('Address ranges of the organisation as a whole (VPN gateways, proxies).'),
  offices: z.array(office).default([]).describe('Offices with the ranges through which they reach the Internet.'),
  registrars: z
    .array(z.string().min(1))
    .default([])
    .describe('Applications (name or id) that register factors and devices for people, such as an onboarding service.'),
  rollOuts: z
    .array(rollOut)
    .default([])
    .describe('Planned days on which many people register a factor or device: it excuses sleeping accounts and new cities.'),
  lateness: z
    .strictObject({ entra: duration.optional(), google: duration.optional() })
    .default({})
    .describe('How late records of a live source may come; 24h where not said. Replay does not need it.'),
  quota: z
    .strictObject({
      recordsPerSecond: z.int().min(1).describe('More than so many are made to wait; nothing is dropped.'),
      burst: z.int().min(1).optional().describe('So many at once after a pause; those of ten seconds where not said.'),
    })
    .optional()
    .describe('How much the sources of this tenant may bring in, each process by itself; no limit where not said.'),
});

const person = z.strictObject({
  tenant: z.string().optional().describe('Needed where several tenants are named.'),
  address: address.describe('The address in normal form.'),
  privileged: z.boolean().optional().describe('Holds rights whose loss hurts: findings weigh more.'),
  breakGlass: z.boolean().optional().describe('An emergency account.'),
  helpDesk: z.boolean().optional().describe('Resets and registers for others by profession.'),
  service: z.boolean().optional().describe('Not a person: a scanner, a script.'),
  aliases: z.array(address).default([]).describe('Other addresses of the same person.'),
  from: date.optional().describe('The day from which this holds: a `false` from a later day ends what an entry before it says.'),
});

const detector = z.strictObject({
  enabled: z.boolean().default(true).describe('False: the question is not asked.'),
  options: z
    .record(z.string(), z.number())
    .default({})
    .describe('Option → value; `gatewatch detectors ID` lists them and what is allowed.'),
});

const update = z.strictObject({
  every: duration.optional().describe('How often a running service fetches, such as 7d; never by itself where not said.'),
  from: z.enum(['dbip', 'maxmind']).default('dbip').describe('DB-IP Lite (CC BY 4.0, monthly), or MaxMind with an own key.'),
  server: z.string().optional().describe("A mirror in the place of the maker's own server."),
  account: z.string().optional().describe("MaxMind's account id."),
  key: z.string().optional().describe("MaxMind's licence key: a reference to the environment or a file, never the key itself."),
  city: z.string().optional().describe('An own URL or path of a city file, or the edition at MaxMind (GeoLite2-City).'),
  asn: z.string().optional().describe('An own URL or path of an AS number file, or the edition at MaxMind (GeoLite2-ASN).'),
  patience: duration.default(60_000).describe('How long a server may send nothing.'),
  megabytes: z.number().positive().default(1024).describe('The most that a file may hold, unpacked.'),
});

const geo = z.strictObject({
  city: z.enum(['dbip', 'country-only', 'geoip-lite']).default('dbip').describe('Which data says where an address is.'),
  mmdb: z.array(z.string()).max(2).optional().describe("The operator's own mmdb file, or two: IPv4 and IPv6. Wins over city."),
  lists: z
    .array(
      z.strictObject({
        class: z
          .enum(['hosting', 'vpn', 'tor', 'relay', 'mobile', 'satellite', 'isp', 'corporate'])
          .describe('What kind of network the addresses belong to.'),
        cidrs: z.array(cidr).default([]).describe('Address ranges.'),
        file: z.string().optional().describe('A file of ranges: one a line with # comments, CSV by its first column, or JSON.'),
      }),
    )
    .default([])
    .describe(
      'Ranges of which the operator knows better what kind of network they are; the first list that holds an address decides.',
    ),
  folder: z.string().optional().describe('Where `gatewatch geo update` keeps data; a folder of the user where not said.'),
  update: update.optional().describe('Newer data than the installed ones.'),
});

const privacy = z.strictObject({
  nameKey: z
    .string()
    .min(16, 'write at least 16 characters, or a reference to a secret')
    .optional()
    .describe('Keys the hash that stands for a typed name of no account; a new one each run where not said.'),
  keepUnknownNames: z
    .boolean()
    .default(false)
    .describe('True: keep such names as they were typed. Some are passwords, typed into the wrong field.'),
});

export const configSchema = z.strictObject({
  tenants: z.array(tenant).default([]).describe('Organisations. Without any, all records belong to one tenant, `default`.'),
  people: z
    .array(person)
    .default([])
    .describe('Who is privileged, an emergency account or a service, and other addresses of people.'),
  detectors: z
    .record(z.string(), detector)
    .default({})
    .describe('Detector id → switched off, or other options than the defaults.'),
  retention: z
    .strictObject({
      alerts: duration
        .optional()
        .describe(
          'Alerts last seen longer ago leave a kept database at `gatewatch purge`, with their verdicts. What was told of one so long ago leaves the outbox of deliveries by itself, on Redis too.',
        ),
      subjects: duration.optional().describe('Timelines and profiles of people who did nothing for so long leave it too.'),
    })
    .default({})
    .describe('How long a kept database keeps what; where not said, for ever.'),
  geo: geo.default({ city: 'dbip', lists: [] }).describe('Where addresses are, and what kind of network they belong to.'),
  kafka: kafka.optional().describe('Apache Kafka, for the distributed setting: events, alerts and quarantine travel through it.'),
  elasticsearch: elasticsearch
    .optional()
    .describe('Elasticsearch: every event and alert as a document, for Kibana and for searching.'),
  http: http.prefault({}).describe('What a running service tells of itself: health and metrics.'),
  redis: redis.optional().describe('Redis, for the distributed setting: ledger, links and bookmarks.'),
  state: z
    .strictObject({
      folder: z
        .string()
        .min(1)
        .default('gatewatch-state')
        .describe('Database and quarantine of `gatewatch run`; one process at a time.'),
    })
    .prefault({})
    .describe('Where everything in one process keeps what it knows.'),
  sources: sources.describe('What `gatewatch run` and the services read.'),
  destinations: destinations.describe(
    'Name → where alerts are sent: each kind has keys of its own, docs/destinations lists them.',
  ),
  privacy: privacy.default({ keepUnknownNames: false }).describe('What is kept of names that resolve to no account.'),
});

export type Config = z.output<typeof configSchema>;

function isRange(text: string): boolean {
  const [ip = '', bits, more] = text.split('/');
  const family = isIP(ip);
  if (family === 0 || more !== undefined) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}
