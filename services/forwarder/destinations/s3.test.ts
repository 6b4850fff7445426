import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { exampleParcels, parcel, parcelAlert } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { createSurroundings } from '../surroundings.ts';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
import { type Request, vendorServer } from '../testing/vendor-server.ts';
import { s3 } from './s3.ts';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const optionsOf = (url: string, more: object = {}) => ({
  url,
  bucket: 'example-security',
  region: 'eu-central-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey,
  ...more,
});
const textOf = ({ bytes }: Request) => gunzipSync(bytes).toString();
const failure = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message></Error>`;

httpDestinationContract({
  type: s3,
  options: (url) => ({ options: optionsOf(url), secrets: [secretAccessKey] }),
  ok: { status: 200, headers: { etag: '"0"' } },
  limited: { behaviour: { status: 503, body: failure('SlowDown') }, afterMs: null },
  rejected: { status: 400, body: failure('KeyTooLongError') },
  unauthorised: { status: 403, body: failure('AccessDenied') },
  textOf,
  idsIn: (request) =>
    textOf(request)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).event.id),
});

const open = (url: string, more: object = {}) =>
  s3.open(s3.options.parse(optionsOf(url, more)), createSurroundings({ name: 'test', allow: ['127.0.0.0/8'], insecure: true }));
const never = new AbortController().signal;

test('a batch is an object a tenant and hour; the same parcels in another order are the same object, to the byte', async () => {
  await using server = await vendorServer();
  await using destination = await open(server.url, { prefix: 'soc/' });
  const hour = 3_600_000;
  const parcels = [
    parcel({ id: 'a' }),
    parcel({ id: 'b' }),
    parcel({ id: 'c', firstSeen: parcelAlert.firstSeen - hour }),
    parcel({ id: 'd', tenant: 'other/../one' }),
  ];
  await destination.send(parcels, never);
  await destination.send([...parcels].reverse(), never);
  const written = server.requests.map(({ method, path, bytes, headers }) => {
    expect(headers?.['x-amz-content-sha256']).toBe(createHash('sha256').update(bytes).digest('hex'));
    return `${method} ${path} ${createHash('sha256').update(bytes).digest('hex')}`;
  });
  expect(new Set(written).size).toBe(3);
  expect(written.length).toBe(6);
  expect(server.requests.map(({ path }) => path.replace(/[0-9a-f]{32}/, '…')).sort()).toEqual(
    [
      '/example-security/soc/tenant%3Dexample/date%3D2026-05-04/hour%3D07/….ndjson.gz',
      '/example-security/soc/tenant%3Dexample/date%3D2026-05-04/hour%3D08/….ndjson.gz',
      '/example-security/soc/tenant%3Dother_.._one/date%3D2026-05-04/hour%3D08/….ndjson.gz',
    ].flatMap((path) => [path, path]),
  );
});

test('of several objects each is answered for itself', async () => {
  await using server = await vendorServer();
  server.behave(({ path }) => (path.includes('other') ? { status: 503, body: failure('SlowDown') } : { status: 200 }));
  await using destination = await open(server.url);
  const answers = await destination.send([parcel({ id: 'a' }), parcel({ id: 'b', tenant: 'other' }), parcel({ id: 'c' })], never);
  expect(answers.map(({ kind }) => kind)).toEqual(['delivered', 'retry', 'delivered']);
});

test("Amazon's own words are told for what they are", async () => {
  await using server = await vendorServer();
  await using destination = await open(server.url);
  const told: readonly (readonly [number, string, string])[] = [
    [400, 'RequestTimeout', 'retry'],
    [409, 'OperationAborted', 'retry'],
    [500, 'InternalError', 'retry'],
    [400, 'EntityTooLarge', 'split'],
    [400, 'AuthorizationHeaderMalformed', 'refused'],
    [400, 'ExpiredToken', 'refused'],
    [301, 'PermanentRedirect', 'refused'],
    [403, 'RequestTimeTooSkewed', 'refused'],
    [404, 'NoSuchBucket', 'refused'],
    [400, 'InvalidRequest', 'rejected'],
  ];
  for (const [status, code, kind] of told) {
    server.behave({ status, body: failure(code) });
    expect(await destination.send([exampleParcels.opened], never)).toMatchObject([{ kind }]);
  }
});

test('at Amazon the bucket stands in the name of the host, elsewhere in the path', () => {
  const addressOf = (more: object) => {
    const { url: _, ...amazon } = optionsOf('');
    return s3.sample(s3.options.parse({ ...amazon, ...more }), [exampleParcels.opened]).split('/tenant')[0];
  };
  expect(addressOf({})).toBe('PUT https://example-security.s3.eu-central-1.amazonaws.com/gatewatch');
  expect(addressOf({ style: 'path' })).toBe('PUT https://s3.eu-central-1.amazonaws.com/example-security/gatewatch');
  expect(addressOf({ url: 'https://minio.example:9000' })).toBe('PUT https://minio.example:9000/example-security/gatewatch');
  expect(addressOf({ url: 'https://oss.example', style: 'host' })).toBe('PUT https://example-security.oss.example/gatewatch');
});

test('a temporary key goes with its token, and the token is signed too', async () => {
  await using server = await vendorServer();
  await using destination = await open(server.url, { sessionToken: 'a-session-token' });
  await destination.send([exampleParcels.opened], never);
  const headers = server.requests[0]?.headers;
  expect(headers?.['x-amz-security-token']).toBe('a-session-token');
  expect(headers?.authorization).toMatch(
    /Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=[^,]*x-amz-security-token/,
  );
});
