/**
 * Objects of gzipped NDJSON in Amazon S3 or a service that speaks its protocol (docs.aws.amazon.com, "PutObject"), signed by
 * Signature Version 4. A key says tenant, day and hour, as Athena, Spark and DuckDB read partitions.
 */

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Answer, Parcel } from '@gatewatch/domain';
import { inertJson } from '@gatewatch/formats';
import { AwsV4Signer } from 'aws4fetch';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { ecsParcel } from '../ecs-parcel.ts';
import { deliverByHttp } from '../http/deliver.ts';
import type { HttpAnswer } from '../http/post.ts';
import { secureUrl } from '../http/secure-url.ts';
import { happenedAt } from '../parcel-time.ts';

const options = z.strictObject({
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'write a bucket as small letters, digits, hyphens and dots')
    .describe('A bucket that exists.'),
  region: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'write a region as eu-central-1')
    .describe('Its region; other services than Amazon mostly take us-east-1.'),
  url: z.string().optional().describe("Of a service other than Amazon's, such as https://minio.example:9000."),
  style: z
    .enum(['host', 'path'])
    .optional()
    .describe('Where the bucket stands in an address: host at Amazon, path at any other service where not said.'),
  prefix: z
    .string()
    .regex(/^(?:[A-Za-z0-9._-]+\/)*$/, 'write a prefix as folder/ of letters, digits, dots, hyphens and underlines')
    .default('gatewatch/')
    .describe('Stands before every key.'),
  accessKeyId: z.string().min(1).describe('Of a user that may write there.'),
  secretAccessKey: z.string().min(1).describe('Its key, as a reference to a secret.'),
  sessionToken: z.string().min(1).optional().describe('Where the key is a temporary one: a reference to a secret.'),
  ca: z.string().optional().describe('PEM of an own authority: file:PATH.'),
});

type Options = z.output<typeof options>;

export const s3 = destinationType({
  type: 's3',
  title: 'S3 (objects of NDJSON)',
  setUp: [
    'Make a bucket that is not public, with a lifecycle rule that ends what is older than the retention.',
    'Make a user with the right `s3:PutObject` on `arn:aws:s3:::BUCKET/gatewatch/*`, and no other.',
    'Partitions for Athena and the like: `tenant`, `date` and `hour` of the time of the event.',
  ],
  notes: [
    'An object is one batch of one tenant and hour; its name follows from what is in it, so a batch that is sent again replaces itself.',
    'Rows that come again in another batch have the same `event.id` and `gatewatch.alert.revision`: the newest revision of an id counts.',
    'The body is covered by the signature. Keys of a machine role are not fetched: give long-lived ones, or renew the reference.',
  ],
  options,
  example: {
    bucket: 'example-security',
    region: 'eu-central-1',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'file:secrets/s3-key',
  },
  secrets: ['secretAccessKey', 'sessionToken'],
  events: true,
  async open(chosen, world) {
    const base = secureUrl(serviceOf(chosen), `destinations.${world.name}.url`, world.insecure);
    const tls = chosen.ca === undefined ? {} : { ca: chosen.ca };

    async function put(key: string, body: Uint8Array, signal: AbortSignal): Promise<Answer> {
      const { accessKeyId, secretAccessKey, sessionToken, region } = chosen;
      const signer = new AwsV4Signer({
        method: 'PUT',
        url: urlOf(base, chosen, key).href,
        headers: {
          'content-type': 'application/gzip',
          'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
        },
        accessKeyId,
        secretAccessKey,
        ...(sessionToken === undefined ? {} : { sessionToken }),
        region,
        service: 's3',
        datetime: new Date(world.clock.now()).toISOString().replaceAll(/[:-]|\.\d{3}/g, ''),
      });
      const { url, headers } = await signer.sign();
      const call = { method: 'PUT' as const, url, headers: Object.fromEntries(headers), body, tls };
      return deliverByHttp(call, world, signal, meaningOf);
    }

    return {
      limits: {
        items: 1000,
        bytes: 5_000_000,
        measure: (one) => lineOf(one).length,
        concurrency: 2,
        perSecond: 10,
        patienceMs: 60_000,
      },
      async send(parcels, signal) {
        const answers = new Map<Parcel, Answer>();
        await Promise.all(
          objectsOf(parcels, chosen.prefix).map(async ({ key, lines, of }) => {
            const answer = await put(key, gzipSync(lines), signal);
            for (const parcel of of) answers.set(parcel, answer);
          }),
        );
        return parcels.map((parcel) => answers.get(parcel) ?? { kind: 'retry', code: 'no-object', why: '', afterMs: null });
      },
      async [Symbol.asyncDispose]() {},
    };
  },
  sample: (chosen, parcels) =>
    objectsOf(parcels, chosen.prefix)
      .map(({ key, lines }) => `PUT ${urlOf(new URL(serviceOf(chosen)), chosen, key).href}\n${lines}`)
      .join('\n'),
});

interface Batch {
  readonly key: string;
  readonly lines: string;
  readonly of: readonly Parcel[];
}

/** One object a tenant and hour. The same parcels in any order are the same object, name and bytes. */
function objectsOf(parcels: readonly Parcel[], prefix: string): readonly Batch[] {
  const partitions = Map.groupBy(parcels, ({ tenant, ...rest }) => {
    const time = new Date(happenedAt({ tenant, ...rest })).toISOString();
    const safe = tenant.replaceAll(/[^A-Za-z0-9._-]/g, '_');
    return `${prefix}tenant=${safe}/date=${time.slice(0, 10)}/hour=${time.slice(11, 13)}`;
  });
  return [...partitions].map(([partition, of]) => {
    const named = of.map((parcel) => ({ name: `${parcel.id} ${parcel.revision} ${parcel.notice}`, line: lineOf(parcel) }));
    named.sort((a, b) => (a.name < b.name ? -1 : 1));
    const hash = createHash('sha256')
      .update(named.map(({ name }) => `${name}\n`).join(''))
      .digest('hex');
    return { key: `${partition}/${hash.slice(0, 32)}.ndjson.gz`, lines: named.map(({ line }) => line).join(''), of };
  });
}

function lineOf(parcel: Parcel): string {
  return `${inertJson(ecsParcel(parcel))}\n`;
}

function serviceOf({ url, region }: Options): string {
  return url ?? `https://s3.${region}.amazonaws.com`;
}

/** "Virtual hosting of buckets". Every sign of a key but letters, digits and -._~ is escaped, as the signature wants it. */
function urlOf(base: URL, { bucket, style, url }: Options, key: string): URL {
  const target = new URL(base);
  const path = key.split('/').map(encodeURIComponent).join('/');
  if ((style ?? (url === undefined ? 'host' : 'path')) === 'host') {
    target.hostname = `${bucket}.${target.hostname}`;
    target.pathname = `/${path}`;
  } else target.pathname = `/${bucket}/${path}`;
  return target;
}

/** "Error responses": what HTTP's own statuses do not say. Null: they do. */
function meaningOf({ status, body }: HttpAnswer): Answer | null {
  if (status < 300) return null;
  const code = /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(body)?.[1];
  if (code === undefined) return null;
  const why = `the service says ${code}`;
  if (code === 'EntityTooLarge') return { kind: 'split', code, why };
  if (code === 'RequestTimeout' || code === 'OperationAborted') return { kind: 'retry', code, why, afterMs: null };
  const remedy = remedies[code];
  return remedy === undefined ? null : { kind: 'refused', code, why: `${why}: ${remedy}` };
}

const remedies: Readonly<Record<string, string>> = {
  AccessDenied: 'give the user s3:PutObject on the prefix',
  AuthorizationHeaderMalformed: 'see that region is that of the bucket',
  ExpiredToken: 'renew the temporary key',
  InvalidAccessKeyId: 'see accessKeyId',
  InvalidBucketName: 'see bucket',
  InvalidToken: 'renew the temporary key',
  NoSuchBucket: 'make the bucket, or see its name',
  PermanentRedirect: 'see that region is that of the bucket',
  RequestTimeTooSkewed: "set this machine's clock",
  SignatureDoesNotMatch: 'see secretAccessKey',
};
