/** A parcel as one message of RFC 5424. */

import { hostname } from 'node:os';
import { type Alert, label, type Parcel } from '@gatewatch/domain';
import { cefAlert, cefEvent, inertJson, leefAlert, leefEvent, severityNumbers, syslogMessage } from '@gatewatch/formats';
import { z } from 'zod';
import { documentOf } from '../document.ts';
import { detectedAt } from '../parcel-time.ts';
import { plainAlert } from '../plain-alert.ts';

export const syslogTextOptions = {
  format: z.enum(['cef', 'leef', 'ecs', 'ocsf']).default('cef').describe('How the text of a message is written.'),
  facility: z.int().min(0).max(23).default(13).describe('Syslog facility: 13 is audit, 10 authpriv.'),
  hostname: z.string().optional().describe('What stands as the sender; the name of this machine where not said.'),
  enterprise: z
    .int()
    .positive()
    .default(32473)
    .describe('Private enterprise number in the structured data; 32473 is reserved for documentation.'),
};

const schema = z.object(syslogTextOptions);
type Options = z.output<typeof schema>;

const product = '1'; // the form of what is sent, in the headers of CEF and LEEF

export function syslogText(parcel: Parcel, { format, facility, hostname: host, enterprise }: Options): string {
  const { id, revision, tenant, notice, alert, event } = parcel;
  return syslogMessage({
    facility,
    severity: event !== undefined ? 6 : alert === null ? 5 : notice === 'withdrawn' ? 6 : severityNumbers[alert.severity].syslog,
    time: detectedAt(parcel),
    host: host ?? hostname(),
    app: 'gatewatch',
    process: '-',
    id: alert?.detector.id ?? event?.kind ?? 'summary',
    data: {
      [`gatewatch@${enterprise}`]: { notice, [event === undefined ? 'alert' : 'event']: id, revision: String(revision), tenant },
    },
    text: textOf(parcel, format),
  });
}

function textOf(parcel: Parcel, format: Options['format']): string {
  if (format === 'ecs' || format === 'ocsf') return inertJson(documentOf(parcel, format));
  const { event } = parcel;
  if (event !== undefined) return format === 'cef' ? cefEvent(event, { product }) : leefEvent(event, { product });
  const alert = parcel.alert ?? summaryAsAlert(parcel);
  return format === 'cef' ? cefAlert(alert, { product }) : leefAlert(alert, { product });
}

/** CEF and LEEF know only events: a summary is one, with what it counts as its text. */
function summaryAsAlert({ id, revision, tenant, summarised }: Parcel): Alert {
  const time = Date.parse(id.slice(id.lastIndexOf(' ') + 1));
  const named = summarised.map(({ title, subject }) => `${title}: ${subject}`).join('; ');
  return plainAlert({
    kind: 'summary',
    time,
    id,
    revision,
    tenant,
    title: `${summarised.length} more alerts in one notice`,
    explanation: label(`${revision} alerts in this time; not told alone: ${named}`, 4000),
    subject: { key: tenant, name: null, providers: [], kind: 'tenant' },
    findings: summarised.length,
  });
}
