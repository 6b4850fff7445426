/** docs/formats.md: what each format says of one alert and one sign-in, in full. */

import { type Alert, type SignIn, severities } from '@gatewatch/domain';
import { cefAlert } from './cef.ts';
import { ecsAlert } from './ecs-alert.ts';
import { ecsEvent } from './ecs-event.ts';
import { ecsVersion } from './ecs-version.ts';
import { inertJson } from './inert-json.ts';
import { leefAlert } from './leef.ts';
import { ocsfAuthentication } from './ocsf-authentication.ts';
import { ocsfFinding } from './ocsf-finding.ts';
import { ocsfVersion } from './ocsf-metadata.ts';
import { severityNumbers } from './severity-numbers.ts';
import { syslogMessage } from './syslog.ts';

const product = { product: '1' };

export function formatsReference(alert: Alert, signIn: SignIn): string {
  const withdrawn: Alert = { ...alert, revision: alert.revision + 1, state: 'withdrawn', cause: 'late-record' };
  return `# Formats

Generated. What each format says of the same alert; destinations that write JSON write ECS where they say nothing else. Absent is absent: no
field is null or empty. Texts from logs are inert: no control or direction characters, no formula, no mention; in JSON no markup.

| severity | ECS \`event.severity\` | OCSF \`severity_id\` | CEF, LEEF | syslog |
|---|---|---|---|---|
${severities.map((one) => `| ${one} | ${severityNumbers[one].elastic} | ${severityNumbers[one].ocsf} | ${severityNumbers[one].ten} | ${severityNumbers[one].syslog} |`).join('\n')}

## ECS ${ecsVersion}: an alert

${json(ecsAlert(alert))}

## ECS ${ecsVersion}: a sign-in

${json(ecsEvent(signIn))}

## OCSF ${ocsfVersion}: an alert, as a Detection Finding (2004)

An amendment has \`activity_id\` 2, a withdrawal 3 with \`status_id\` 4.

${json(ocsfFinding(alert))}

## OCSF ${ocsfVersion}: a sign-in, as an Authentication (3002)

${json(ocsfAuthentication(signIn))}

## CEF 0

${block(cefAlert(alert, product))}

Withdrawn:

${block(cefAlert(withdrawn, product))}

## LEEF 2.0

LEEF knows no escape: a caret in a text becomes a space.

${block(leefAlert(alert, product))}

## Syslog (RFC 5424), around any of them

${block(
  syslogMessage({
    facility: 13,
    severity: severityNumbers[alert.severity].syslog,
    time: alert.detectedAt,
    host: 'gate.example',
    app: 'gatewatch',
    process: '-',
    id: alert.detector.id,
    data: { 'gatewatch@32473': { notice: 'opened', alert: alert.id, revision: String(alert.revision), tenant: alert.tenant } },
    text: '…',
  }).replace('\ufeff', ''),
)}
`;
}

function json(value: object): string {
  return `\`\`\`json\n${JSON.stringify(JSON.parse(inertJson(value)), null, 2)}\n\`\`\``;
}

function block(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}
