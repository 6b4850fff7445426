/** A webhook by the Standard Webhooks specification (standard-webhooks/spec): one alert a call, signed, with keys that rotate. */

import { createHmac } from 'node:crypto';
import type { Parcel } from '@gatewatch/domain';
import { inertJson } from '@gatewatch/formats';
import { UserMistake } from '@gatewatch/runtime';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { type DocumentFormat, documentOf, documentOptions } from '../document.ts';
import { deliverByHttp } from '../http/deliver.ts';
import { secureUrl } from '../http/secure-url.ts';
import { detectedAt } from '../parcel-time.ts';
import { rendered } from '../rendered.ts';

// Spec, "Signature scheme".
const secretForm = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

const options = z.strictObject({
  url: z.string().describe('Where it goes.'),
  secrets: z
    .array(z.string())
    .min(1, 'name at least one secret')
    .describe(
      'Keys that sign, as references to secrets; the newest first, the older ones until the other side has changed over.',
    ),
  ...documentOptions,
  headers: z.record(z.string(), z.string()).default({}).describe('More headers, such as an authorisation.'),
});

export const webhook = destinationType({
  type: 'webhook',
  title: 'Webhook',
  setUp: [
    'Make an https address that takes a POST and answers 2xx once the body is safe.',
    'Share a secret: `whsec_` and 24 to 64 random bytes in base64.',
    'Verify the signature with a library of standardwebhooks.com, and drop repeats by the header `webhook-id`.',
  ],
  notes: [
    'One alert or event a call, as an ECS or OCSF document.',
    'Sent again until it answers 2xx; `webhook-id` is alert, revision and notice, so repeats can be told.',
  ],
  options,
  example: { url: 'https://soc.example/hook', secrets: ['file:secrets/webhook-secret'] },
  secrets: ['secrets', 'headers'],
  events: true,
  async open({ url, secrets, headers, format }, world) {
    const target = secureUrl(url, `destinations.${world.name}.url`, world.insecure);
    if (!secrets.every((secret) => secretForm.test(secret)))
      throw new UserMistake(`destinations.${world.name}.secrets: write each as whsec_ and 24 to 64 bytes in base64.`);
    const textOf = rendered((one) => bodyOf(one, format));
    return {
      limits: {
        items: 1,
        bytes: 1_000_000,
        measure: (parcel) => textOf(parcel).length,
        concurrency: 4,
        perSecond: 20,
        patienceMs: 20_000,
      },
      async send(parcels, signal) {
        return Promise.all(
          parcels.map((parcel) => {
            const body = textOf(parcel);
            const signed = signatureOf(idOf(parcel), Math.floor(world.clock.now() / 1000), body, secrets);
            return deliverByHttp(
              { url: target, headers: { ...headers, 'content-type': 'application/json', ...signed }, body },
              world,
              signal,
            );
          }),
        );
      },
      async [Symbol.asyncDispose]() {},
    };
  },
  sample: ({ format }, parcels) => parcels.map((one) => bodyOf(one, format)).join('\n'),
});

function idOf({ id, revision, notice }: Parcel): string {
  return `${id}.${revision}.${notice}`.replaceAll(' ', '_');
}

function bodyOf(parcel: Parcel, format: DocumentFormat): string {
  const type = parcel.event === undefined ? `gatewatch.alert.${parcel.notice}` : `gatewatch.event.${parcel.event.kind}`;
  const timestamp = new Date(detectedAt(parcel)).toISOString();
  return inertJson({ type, timestamp, data: documentOf(parcel, format) });
}

/** Spec, "Signature scheme": HMAC-SHA256 of `id.timestamp.body`, one signature a key, separated by spaces. */
export function signatureOf(
  id: string,
  seconds: number,
  body: string,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') };
}
