/** A parcel as one message of RFC 5424. */

import { hostname } from 'node:os';
import { type Alert, label, type Parcel } from '@gatewatch/domain';
import { cefAlert, inertJson, leefAlert, ocsfFinding, severityNumbers, syslogMessage } from '@gatewatch/formats';
import { z } from 'zod';
import { ecsParcel } from '../ecs-parcel.ts';
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
  const { id, revision, tenant, notice, alert } = parcel;
  return syslogMessage({
    facility,
    severity: alert === null ? 5 : notice === 'withdrawn' ? 6 : severityNumbers[alert.severity].syslog,
    time: alert?.detectedAt ?? Date.parse(id.slice(id.lastIndexOf(' ') + 1)),
    host: host ?? hostname(),
    app: 'gatewatch',
    process: '-',
    id: alert?.detector.id ?? 'summary',
    data: { [`gatewatch@${enterprise}`]: { notice, alert: id, revision: String(revision), tenant } },
    text: textOf(parcel, format),
  });
}

function textOf(parcel: Parcel, format: Options['format']): string {
  const alert = parcel.alert ?? summaryAsAlert(parcel);
  if (format === 'cef') return cefAlert(alert, { product });
  if (format === 'leef') return leefAlert(alert, { product });
  return inertJson(format === 'ecs' || parcel.alert === null ? ecsParcel(parcel) : ocsfFinding(alert));
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
