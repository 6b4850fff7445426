/**
 * Google SecOps (Chronicle) through the Chronicle API's events.import, as events of the Unified Data Model
 * (docs.cloud.google.com/chronicle, "Method: events.import", "UDM usage guide"). UDM and not raw logs: a raw log needs a parser of the
 * operator's own before a rule can see a field of it, an event of UDM is searched and matched at once.
 */

import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { UserMistake } from '@gatewatch/runtime';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { createBearer } from '../http/bearer.ts';
import { deliverByHttp } from '../http/deliver.ts';
import { jsonObject } from '../http/json-object.ts';
import { secureUrl } from '../http/secure-url.ts';
import { udmEvent } from '../udm.ts';

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
    'Events of UDM, not raw logs: no parser needs to be written. An alert is a GENERIC_EVENT with a security result; where events are asked for, a sign-in is a USER_LOGIN.',
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
  events: true,
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
        measure: (one) => udmEvent(one, chosen.link).length + 1,
        concurrency: 2,
        perSecond: 10,
        patienceMs: 60_000,
      },
      async send(parcels, signal) {
        const token = await bearer.token(signal);
        if (typeof token !== 'string') return parcels.map(() => token);
        const body = `{"inlineSource":{"events":[${parcels.map((one) => udmEvent(one, chosen.link)).join(',')}]}}`;
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
  sample: (chosen, parcels) => parcels.map((one) => udmEvent(one, chosen.link)).join('\n'),
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
