/**
 * Google SecOps (Chronicle) through the Chronicle API's events.import, as events of the Unified Data Model
 * (docs.cloud.google.com/chronicle, "Method: events.import", "UDM usage guide"). UDM and not raw logs: a raw log needs a parser of the
 * operator's own before a rule can see a field of it, an event of UDM is searched and matched at once.
 */

import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { Alert, Notice, Parcel, Severity } from '@gatewatch/domain';
import { inertJson } from '@gatewatch/formats';
import { UserMistake } from '@gatewatch/runtime';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { ecsParcel } from '../ecs-parcel.ts';
import { createBearer } from '../http/bearer.ts';
import { deliverByHttp } from '../http/deliver.ts';
import { jsonObject } from '../http/json-object.ts';
import { secureUrl } from '../http/secure-url.ts';
import { messageOf } from '../message.ts';
import { detectedAt } from '../parcel-time.ts';

const options = z.strictObject({
  project: z
    .string()
    .regex(/^[a-z0-9:.-]+$/, 'write the id or number of the project')
    .describe('The Google Cloud project that the instance is bound to.'),
  region: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'write a region as us, europe or asia-southeast1')
    .describe('Region of the instance, such as us, europe or asia-southeast1.'),
  instance: z.guid('write the customer id of the instance as a GUID').describe('The customer id of the instance.'),
  key: z.string().min(1).describe('Key file of the service account (JSON), as a reference to a secret: file:PATH.'),
  url: z.string().optional().describe('Of the API, where it is not that of the region.'),
  link: z.string().optional().describe('Where an alert can be seen, with {id} in its place.'),
});

type Options = z.output<typeof options>;

const scope = 'https://www.googleapis.com/auth/cloud-platform';
// A request of 1 MB is what Google's own forwarders and those of others keep to.
const mostBytes = 900_000;
const frame = '{"inlineSource":{"events":[]}}'.length;

export const secops = destinationType({
  type: 'secops',
  title: 'Google SecOps (Chronicle)',
  setUp: [
    'Enable the Chronicle API in the project that the instance is bound to.',
    'Make a service account with a custom role that holds `chronicle.events.import` and nothing else, and a key for it.',
    'A rule that turns our events into detections: `$e.metadata.vendor_name = "Gatewatch" and $e.security_result.alert_state = "ALERTING"`.',
  ],
  notes: [
    'Events of UDM (GENERIC_EVENT with a security result), not raw logs: no parser needs to be written.',
    'A call is taken whole or not at all; where one event is refused, it is found by halves and the others arrive.',
    'Written after the documents of the API and tried against a server that answers as they say, not against an instance of Google.',
    'An event cannot be taken back: a withdrawal is an event of its own with `alert_state` NOT_ALERTING. `metadata.product_log_id` (alert, revision, notice) tells repeats.',
  ],
  options,
  example: {
    project: 'example-security',
    region: 'europe',
    instance: '11111111-2222-4333-8444-555555555555',
    key: 'file:secrets/secops-key.json',
  },
  secrets: ['key'],
  async open(chosen, world) {
    const where = `destinations.${world.name}`;
    const base = secureUrl(chosen.url ?? `https://${chosen.region}-chronicle.googleapis.com`, `${where}.url`, world.insecure);
    const { account, key, keyId, tokenUrl } = accountOf(chosen.key, `${where}.key`);
    const url = secureUrl(tokenUrl, `${where}.key: token_uri`, world.insecure);
    const bearer = createBearer(
      {
        url,
        form: () => ({
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          assertion: assertionOf(account, keyId, key, tokenUrl, Math.floor(world.clock.now() / 1000)),
        }),
        giver: 'Google',
        see: "key, and this machine's clock",
      },
      world,
    );
    const parent = `projects/${chosen.project}/locations/${chosen.region}/instances/${chosen.instance}`;
    const target = new URL(`/v1/${parent}/events:import`, base);
    return {
      limits: {
        items: 500,
        bytes: mostBytes - frame,
        measure: (one) => eventOf(one, chosen).length + 1,
        concurrency: 2,
        perSecond: 10,
        patienceMs: 60_000,
      },
      async send(parcels, signal) {
        const token = await bearer.token(signal);
        if (typeof token !== 'string') return parcels.map(() => token);
        const body = `{"inlineSource":{"events":[${parcels.map((one) => eventOf(one, chosen)).join(',')}]}}`;
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const answer = await deliverByHttp({ url: target, headers, body }, world, signal, ({ status }) => {
          if (status === 401) bearer.forget();
          // "An error in one entity will cause the entire request to be rejected": halves find it.
          if (status === 400 && parcels.length > 1)
            return { kind: 'split', code: 'http-400', why: 'an event of the call is refused' };
          return null;
        });
        return parcels.map(() => answer);
      },
      async [Symbol.asyncDispose]() {},
    };
  },
  sample: (chosen, parcels) => parcels.map((one) => eventOf(one, chosen)).join('\n'),
});

interface Account {
  readonly account: string;
  readonly keyId: string;
  readonly key: KeyObject;
  readonly tokenUrl: string;
}

/** Throws UserMistake. */
function accountOf(text: string, where: string): Account {
  const { client_email: account, private_key: pem, private_key_id: keyId, token_uri: tokenUrl } = jsonObject(text) ?? {};
  if (typeof account !== 'string' || typeof pem !== 'string' || typeof keyId !== 'string' || typeof tokenUrl !== 'string')
    throw new UserMistake(`${where}: this is no key file of a service account: download it from the Cloud console as JSON.`);
  try {
    return { account, keyId, key: createPrivateKey(pem), tokenUrl };
  } catch {
    throw new UserMistake(`${where}: its private_key is no key: download the file again from the Cloud console.`);
  }
}

/** RFC 7523, 3; developers.google.com, "Using OAuth 2.0 for Server to Server Applications". */
function assertionOf(account: string, keyId: string, key: KeyObject, audience: string, seconds: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: account, scope, aud: audience, iat: seconds, exp: seconds + 3600 };
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: keyId })}.${part(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}

const severities: Readonly<Record<Severity, string>> = { low: 'LOW', medium: 'MEDIUM', high: 'HIGH', critical: 'CRITICAL' };

/** One Event of UDM, in the names of proto3 JSON. */
function eventOf(parcel: Parcel, { link }: Options): string {
  const { id, revision, notice, tenant, alert } = parcel;
  const message = messageOf(parcel, link);
  return inertJson({
    udm: {
      metadata: {
        eventTimestamp: iso(alert?.lastSeen ?? detectedAt(parcel)),
        collectedTimestamp: iso(detectedAt(parcel)),
        eventType: 'GENERIC_EVENT',
        vendorName: 'Gatewatch',
        productName: 'Gatewatch',
        productEventType: alert?.detector.id ?? 'summary',
        productLogId: `${id}.${revision}.${notice}`,
        description: message.headline,
        urlBackToProduct: message.link,
      },
      ...(alert === null ? {} : nounsOf(alert)),
      securityResult: [alert === null ? summaryResult(message.headline) : resultOf(alert, notice)],
      additional: { tenant, notice, document: ecsParcel(parcel) },
    },
  });
}

function nounsOf(alert: Alert): object {
  const last = alert.evidence.events.findLast(({ id }) => alert.evidence.decisive.includes(id));
  const place = last?.place ?? null;
  return {
    principal: {
      user: {
        userid: alert.subject.key,
        userDisplayName: alert.subject.name,
        emailAddresses: alert.subject.key.includes('@') ? [alert.subject.key] : [],
      },
      ip: [...new Set(alert.evidence.events.map(({ ip }) => ip))].filter((ip) => ip !== null).slice(-20),
      location:
        place === null
          ? null
          : {
              countryOrRegion: place.country,
              city: place.city,
              regionCoordinates: { latitude: place.latitude, longitude: place.longitude },
            },
    },
    target: { application: last?.app },
  };
}

function resultOf(alert: Alert, notice: Notice): object {
  return {
    category: ['AUTH_VIOLATION'],
    alertState: notice === 'withdrawn' || notice === 'test' || alert.disposition === 'benign' ? 'NOT_ALERTING' : 'ALERTING',
    severity: severities[alert.severity],
    confidence: `${alert.confidence.toUpperCase()}_CONFIDENCE`,
    riskScore: alert.risk,
    ruleId: alert.detector.id,
    ruleName: alert.title,
    ruleVersion: String(alert.detector.version),
    summary: alert.title,
    description: alert.explanation,
    attackDetails: {
      techniques: alert.attack.map((text) => {
        const [id = '', ...name] = text.split(' ');
        const [main = '', sub] = id.split('.');
        return sub === undefined
          ? { id: main, name: name.join(' ') }
          : { id: main, subtechniqueId: id, subtechniqueName: name.join(' ') };
      }),
    },
    detectionFields: alert.facts.map(({ name, value, unit }) => ({ key: name, value: `${value} ${unit}`.trim() })),
  };
}

function summaryResult(headline: string): object {
  return { category: ['AUTH_VIOLATION'], alertState: 'NOT_ALERTING', summary: headline };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
