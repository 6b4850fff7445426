/** An alert as it is written to files, version 1: the inner form of the domain with times as ISO 8601 text in UTC. */

import type { Alert, Evidence } from '@gatewatch/domain';
import { z } from 'zod';

const time = (what: string) => z.iso.datetime({ precision: 3 }).describe(`${what} ISO 8601, UTC, milliseconds.`);
const words = (what: string) => z.array(z.string()).readonly().describe(what);

const evidence = z.object({
  id: z.string().describe('Id of the event in Gatewatch, `entra:…` or `google:…`.'),
  recordId: z.string().describe("The vendor's own id of the record, to search by in the vendor's console."),
  provider: z.string().describe('`entra` or `google`.'),
  kind: z.string().describe('Kind of event: `sign-in`, `factor-change`, …'),
  time: time('When it happened, as the vendor says.'),
  ip: z.string().nullable().describe('Address without port; null where absent or illegal.'),
  place: z
    .object({
      country: z.string().describe('ISO 3166-1 alpha-2.'),
      city: z.string().nullable().describe('City, null where only the country is known.'),
      latitude: z.number().describe('Degrees, north positive.'),
      longitude: z.number().describe('Degrees, east positive.'),
      radiusKm: z.number().describe('Accuracy radius in km.'),
    })
    .readonly()
    .nullable()
    .describe("Where the address is by Gatewatch's own lookup; null where unknown."),
  network: z
    .object({
      asn: z.number().nullable().describe('Autonomous system number.'),
      owner: z.string().nullable().describe('Who runs the network.'),
      class: z.string().describe('`isp`, `mobile`, `hosting`, `vpn`, `relay`, `corporate`, …'),
    })
    .readonly()
    .nullable()
    .describe('The network that owns the address.'),
  device: z.string().nullable().describe('Device id, or operating system and browser.'),
  app: z.string().nullable().describe('Application that was signed in to.'),
  outcome: z.string().describe('`success`, `failure`, `interrupted`, `blocked`, or the result of a change.'),
  code: z.string().nullable().describe("The vendor's result code or event name."),
  secondFactor: z.string().nullable().describe('What became of the second factor: `passed`, `denied`, `no-answer`, …'),
  row: z
    .unknown()
    .describe('The event as the detector saw it (inner form, times in Unix ms): `gatewatch verify` computes the facts from it.'),
});

const fact = z.object({
  name: z.string().describe('What was measured.'),
  value: z.union([z.number(), z.string()]).describe('What was found.'),
  unit: z.string().nullable().describe('Unit of value and threshold; null where it has none.'),
  threshold: z.number().nullable().describe('What the value was held against; null where it only informs.'),
  test: z.enum(['>=', '>', '<=', '<', '=']).nullable().describe('How the value stands to the threshold.'),
});

export const alertSchema = z
  .object({
    schema: z.literal(1).describe('Version of this schema.'),
    id: z.string().describe('Stable id: the same logs give the same id.'),
    revision: z.int().nonnegative().describe('Grows with every amendment; the highest one counts.'),
    epoch: z.string().describe('Configuration, lists, geo data and detector versions of the judgement.'),
    detector: z
      .object({ id: z.string().describe('Detector id, as in the catalogue.'), version: z.int().describe('Detector version.') })
      .readonly()
      .describe('Which detector asked.'),
    title: z.string().describe('What happened, in a few words.'),
    explanation: z.string().describe('One sentence with the numbers against their thresholds.'),
    severity: z.enum(['low', 'medium', 'high', 'critical']).describe('How bad it is if it is true.'),
    risk: z.number().min(0).max(100).describe('0 to 100.'),
    confidence: z.enum(['low', 'medium', 'high']).describe('How sure the detector is.'),
    because: words('Why the confidence is what it is, one phrase each.'),
    tenant: z.string().describe('Whose organisation.'),
    subject: z
      .object({
        key: z.string().describe('Key of the person or workload, usually the address in normal form.'),
        name: z.string().nullable().describe('Display name, null where unknown.'),
        providers: words('Providers that know the subject.'),
        kind: z.string().describe('`member`, `guest`, `service` or `unknown`.'),
      })
      .readonly()
      .describe('Whom it is about.'),
    entities: z
      .array(z.object({ type: z.string().describe('`ip`, `device`, …'), value: z.string().describe('The value.') }).readonly())
      .readonly()
      .describe('Everything of the alert that one may want to search for.'),
    firstSeen: time('Event time of the earliest event behind it.'),
    lastSeen: time('Event time of the latest event behind it.'),
    detectedAt: time('Log time of the record that decided; in a replay its event time.'),
    anchoredAt: time('Event time of the anchor record, by which the alert is filed; never changes.').optional(),
    findings: z.int().nonnegative().describe('How many findings the alert joins.'),
    evidence: z
      .object({
        rows: z.int().nonnegative().describe('How many events support the alert, copied in or not.'),
        decisive: words('Ids of the events that decide.'),
        events: z.array(evidence.readonly()).readonly().describe('The first and the last ten events, in time order.'),
      })
      .readonly()
      .describe('The events behind the alert.'),
    facts: z
      .array(fact.readonly())
      .readonly()
      .describe('Numbers against thresholds; then each option that is not the default, by its name.'),
    baseline: words('What is normal for the subject, and on how much data.'),
    attack: words('MITRE ATT&CK technique ids with names.'),
    steps: words('What to do, in order.'),
    state: z.enum(['open', 'amended', 'withdrawn']).describe('Withdrawn: a late or corrected record showed otherwise.'),
    cause: z.string().nullable().describe('On a withdrawal: id of the record that caused it.'),
    replacedBy: z.string().nullable().describe('On a withdrawal: id of the alert that now holds the anchor record.'),
    disposition: z.string().nullable().describe("The analyst's verdict, null until there is one."),
    gaps: words('What could not be known or believed, in stable codes.'),
  })
  .readonly()
  .meta({ title: 'Gatewatch alert', description: 'One revision of an alert, schema version 1.' });

export type AlertJson = z.infer<typeof alertSchema>;

/** JSON Schema (2020-12). Unknown keys are allowed: later releases of version 1 may add some. */
export function alertJsonSchema(): object {
  return z.toJSONSchema(alertSchema, { io: 'input' });
}

export function toAlertJson({ anchoredAt, ...alert }: Alert): AlertJson {
  return {
    ...alert,
    firstSeen: iso(alert.firstSeen),
    lastSeen: iso(alert.lastSeen),
    detectedAt: iso(alert.detectedAt),
    ...(anchoredAt === undefined ? {} : { anchoredAt: iso(anchoredAt) }),
    evidence: { ...alert.evidence, events: alert.evidence.events.map((event) => ({ ...event, time: iso(event.time) })) },
  };
}

/** Throws one plain sentence that names the path of the first thing that is wrong. */
export function fromAlertJson(json: unknown): Alert {
  const parsed = alertSchema.safeParse(json);
  if (!parsed.success) throw new Error(sentence(parsed.error));
  const { anchoredAt, ...data } = parsed.data;
  return {
    ...data,
    firstSeen: Date.parse(data.firstSeen),
    lastSeen: Date.parse(data.lastSeen),
    detectedAt: Date.parse(data.detectedAt),
    ...(anchoredAt === undefined ? {} : { anchoredAt: Date.parse(anchoredAt) }),
    evidence: {
      ...data.evidence,
      events: data.evidence.events.map((event): Evidence => ({ ...event, time: Date.parse(event.time) })),
    },
  };
}

function sentence(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue?.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('') ?? '';
  return `Not an alert of schema version 1: ${path === '' ? 'the value' : path.slice(1)}: ${issue?.message ?? 'unreadable'}.`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
