/** Microsoft Sentinel through the Logs Ingestion API of Azure Monitor (learn.microsoft.com, "Logs Ingestion API in Azure Monitor"). */

import type { Answer, IdentityEvent, Parcel } from '@gatewatch/domain';
import { eventWords, inertJson } from '@gatewatch/formats';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { ecsParcel } from '../ecs-parcel.ts';
import { createBearer } from '../http/bearer.ts';
import { deliverByHttp } from '../http/deliver.ts';
import { secureUrl } from '../http/secure-url.ts';
import { rendered } from '../rendered.ts';

const options = z.strictObject({
  url: z.string().describe('The logs ingestion endpoint of the data collection endpoint or rule.'),
  rule: z
    .string()
    .regex(/^dcr-[0-9a-f]+$/, 'write the immutable id of the data collection rule, dcr-…')
    .describe('Immutable id of the data collection rule.'),
  stream: z.string().default('Custom-Gatewatch_CL').describe('The stream that the rule declares.'),
  eventStream: z.string().default('Custom-GatewatchEvents_CL').describe('The stream of events, where they are asked for.'),
  tenantId: z.guid('write the Entra tenant id as a GUID').describe('Entra tenant of the application.'),
  clientId: z
    .guid('write the client id as a GUID')
    .describe('Application (client) id; it holds Monitoring Metrics Publisher on the rule.'),
  clientSecret: z.string().min(1).describe('Its secret, as a reference.'),
  authority: z
    .string()
    .default('https://login.microsoftonline.com')
    .describe('Where tokens come from; another one in national clouds.'),
  audience: z.string().default('https://monitor.azure.com').describe('What the token is for; another one in national clouds.'),
});

// "Service limits for the Logs Ingestion API": 1 MB a call, 12,000 calls a minute for each rule.
const mostBytes = 1_000_000;

export const sentinel = destinationType({
  type: 'sentinel',
  title: 'Microsoft Sentinel (Logs Ingestion API)',
  setUp: [
    'Deploy `deploy/sentinel/data-collection.json` into the workspace: it makes the tables Gatewatch_CL and GatewatchEvents_CL, the endpoint and the rule.',
    'Deploy `deploy/sentinel/analytics-rule.json` where Sentinel shall make an incident of each alert; it was not tried in a workspace.',
    'Register an application in Entra ID, and give it the role Monitoring Metrics Publisher on the rule, and no other.',
    'Put the endpoint, the immutable id of the rule and the application into the configuration.',
  ],
  notes: [
    'A call is taken whole or not at all.',
    'Azure Monitor sets `TimeGenerated` of a row that is more than two days old to the time of its arrival; `StartTime` and `EndTime` stay.',
    'Rows appear in the table some minutes later; `AlertId` and `Revision` tell repeats.',
  ],
  options,
  example: {
    url: 'https://gatewatch-abcd.westeurope-1.ingest.monitor.azure.com',
    rule: 'dcr-0123456789abcdef0123456789abcdef',
    tenantId: '11111111-2222-4333-8444-555555555555',
    clientId: '66666666-7777-4888-8999-000000000000',
    clientSecret: 'file:secrets/sentinel-secret',
  },
  secrets: ['clientSecret'],
  events: true,
  async open(chosen, world) {
    const base = secureUrl(chosen.url, `destinations.${world.name}.url`, world.insecure);
    const authority = secureUrl(chosen.authority, `destinations.${world.name}.authority`, world.insecure);
    const streamOf = ({ event }: Parcel) => (event === undefined ? chosen.stream : chosen.eventStream);
    const targetOf = (stream: string) =>
      new URL(`/dataCollectionRules/${chosen.rule}/streams/${encodeURIComponent(stream)}?api-version=2023-01-01`, base);
    const bearer = createBearer(
      {
        url: new URL(`/${chosen.tenantId}/oauth2/v2.0/token`, authority),
        form: () => ({
          grant_type: 'client_credentials',
          client_id: chosen.clientId,
          client_secret: chosen.clientSecret,
          scope: `${chosen.audience}//.default`,
        }),
        giver: 'Entra ID',
        see: 'tenantId, clientId and clientSecret',
      },
      world,
    );

    const textOf = rendered(rowOf);
    return {
      limits: {
        items: 500,
        bytes: mostBytes - 2,
        measure: (one) => textOf(one).length + 1,
        concurrency: 2,
        perSecond: 20,
        patienceMs: 60_000,
      },
      async send(parcels, signal) {
        const token = await bearer.token(signal);
        if (typeof token !== 'string') return parcels.map(() => token);
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const answers = new Map<string, Answer>();
        for (const stream of new Set(parcels.map(streamOf))) {
          const body = `[${parcels
            .filter((one) => streamOf(one) === stream)
            .map(textOf)
            .join(',')}]`;
          const answer = await deliverByHttp({ url: targetOf(stream), headers, body }, world, signal, ({ status }) => {
            if (status === 401) bearer.forget(); // it may have been revoked before its time
            return null;
          });
          answers.set(stream, answer);
        }
        return parcels.map((one) => answers.get(streamOf(one)) ?? noAnswer);
      },
      async [Symbol.asyncDispose]() {},
    };
  },
  sample: (_, parcels) => parcels.map(rowOf).join('\n'),
});

const noAnswer: Answer = { kind: 'retry', code: 'no-answer', why: 'nothing was said of it', afterMs: null };

/** A row of the table GatewatchEvents_CL. */
function eventRow(event: IdentityEvent, parcel: Parcel): string {
  const { action, outcome, code, app, about } = eventWords(event);
  return inertJson({
    TimeGenerated: new Date(event.time).toISOString(),
    EventId: event.id,
    Revision: parcel.revision,
    Kind: event.kind,
    Tenant: event.tenant,
    Provider: event.provider,
    Category: event.category,
    RecordId: event.recordId,
    Action: action,
    Outcome: outcome,
    Code: code,
    About: about,
    Application: app,
    UserPrincipalName: event.actor?.key ?? event.actor?.address ?? null,
    TargetUserPrincipalName: event.target?.key ?? event.target?.address ?? null,
    SrcIpAddr: event.ip,
    SrcGeoCountry: event.place?.country ?? null,
    SrcGeoCity: event.place?.city ?? null,
    Document: ecsParcel(parcel),
  });
}

/** A row of the table Gatewatch_CL: the columns of deploy/sentinel/data-collection.json. */
function rowOf(parcel: Parcel): string {
  const { id, revision, tenant, notice, alert, event, summarised } = parcel;
  if (event !== undefined) return eventRow(event, parcel);
  const last = alert?.evidence.events.findLast((one) => alert.evidence.decisive.includes(one.id));
  return inertJson({
    TimeGenerated: new Date(alert?.detectedAt ?? Date.parse(id.slice(id.lastIndexOf(' ') + 1))).toISOString(),
    AlertId: id,
    Revision: revision,
    Notice: notice,
    State: alert?.state ?? null,
    Tenant: tenant,
    Detector: alert?.detector.id ?? 'summary',
    AlertTitle: alert?.title ?? `${summarised.length} more alerts in one notice`,
    Explanation: alert?.explanation ?? null,
    Severity: alert?.severity ?? null,
    RiskScore: alert?.risk ?? null,
    Confidence: alert?.confidence ?? null,
    UserPrincipalName: alert?.subject.key ?? null,
    UserDisplayName: alert?.subject.name ?? null,
    SrcIpAddr: last?.ip ?? null,
    SrcGeoCountry: last?.place?.country ?? null,
    SrcGeoCity: last?.place?.city ?? null,
    Techniques: alert?.attack ?? null,
    StartTime: alert === null ? null : new Date(alert.firstSeen).toISOString(),
    EndTime: alert === null ? null : new Date(alert.lastSeen).toISOString(),
    Document: ecsParcel(parcel),
  });
}
