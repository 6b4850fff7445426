/** PagerDuty's Events API v2 (developer.pagerduty.com, "Send an alert event"): one incident an alert, resolved when it is withdrawn. */

import type { Parcel, Severity } from '@gatewatch/domain';
import { inertText } from '@gatewatch/formats';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { oneMessageACall } from '../http/one-message-a-call.ts';
import { messageOf } from '../message.ts';

const options = z.strictObject({
  routingKey: z.string().min(1).describe('The integration key of the service, as a reference to a secret.'),
  url: z.string().default('https://events.pagerduty.com/v2/enqueue').describe("Another address for the EU's service region."),
  link: z.string().optional().describe('Where an alert can be seen, with {id} in its place.'),
});

const severities: Readonly<Record<Severity, string>> = { low: 'info', medium: 'warning', high: 'error', critical: 'critical' };

export const pagerduty = destinationType({
  type: 'pagerduty',
  title: 'PagerDuty',
  setUp: ['Add the integration "Events API V2" to a service.', 'Keep its integration key as a secret.'],
  notes: [
    'The alert id is the dedup_key: repeats and revisions change one incident.',
    'A withdrawal, and a verdict that calls the alert benign, resolve it.',
  ],
  options,
  example: { routingKey: 'file:secrets/pagerduty-key' },
  secrets: ['routingKey'],
  open: async ({ routingKey, url, link }, world) =>
    oneMessageACall(url, world, { bytes: 500_000, concurrency: 2, perSecond: 5, patienceMs: 20_000 }, (parcel) =>
      bodyOf(parcel, routingKey, link),
    ),
  sample: ({ link }, parcels) => parcels.map((one) => bodyOf(one, 'ROUTING_KEY', link)).join('\n'),
});

function bodyOf(parcel: Parcel, routingKey: string, link: string | undefined): string {
  const { alert, notice } = parcel;
  const message = messageOf(parcel, link);
  const over = notice === 'withdrawn' || alert?.disposition === 'benign';
  const event = {
    routing_key: routingKey,
    event_action: over ? 'resolve' : 'trigger',
    dedup_key: parcel.id.slice(0, 255),
    client: 'Gatewatch',
    ...(message.link === null ? {} : { client_url: message.link, links: [{ href: message.link, text: 'Open the alert' }] }),
    payload: {
      summary: message.headline.slice(0, 1024),
      source: inertText(alert?.subject.key ?? parcel.tenant, 255),
      severity: alert === null ? 'warning' : severities[alert.severity],
      timestamp: new Date(alert?.lastSeen ?? Date.parse(parcel.id.slice(parcel.id.lastIndexOf(' ') + 1))).toISOString(),
      component: alert?.detector.id ?? 'summary',
      group: parcel.tenant,
      class: notice,
      custom_details: Object.fromEntries([
        ['Why', message.lead] as const,
        ...message.lines,
        ...message.items.map((item, i) => [`Alert ${i + 1}`, item] as const),
        ...message.steps.map((step, i) => [`Step ${i + 1}`, step] as const),
      ]),
    },
  };
  return JSON.stringify(event).replaceAll(/[<>]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}
