import { generateKeyPairSync, verify } from 'node:crypto';
import { change, eventParcel, exampleParcels, parcel, signIn } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { createSurroundings } from '../surroundings.ts';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
import { type Behaviour, type Reply, type Request, vendorServer } from '../testing/vendor-server.ts';
import { secops } from './secops.ts';

const { opened, withdrawn } = exampleParcels;
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const account = 'gatewatch@example-security.iam.gserviceaccount.com';

const isToken = ({ path }: Request) => path === '/token';
const tokenReply: Reply = { status: 200, body: '{"access_token":"ya29.the-token","expires_in":3599,"token_type":"Bearer"}' };
const api =
  (reply: Reply): Behaviour =>
  (request) =>
    isToken(request) ? tokenReply : reply;
const failure = (code: number, status: string) => JSON.stringify({ error: { code, status, message: 'no' } });
const optionsOf = (url: string) => ({
  url,
  project: 'example-security',
  region: 'europe',
  instance: '11111111-2222-4333-8444-555555555555',
  key: JSON.stringify({ private_key: pem, client_email: account, private_key_id: 'k1', token_uri: `${url}/token` }),
});
interface Udm {
  readonly metadata: Readonly<Record<string, string>>;
  readonly securityResult: readonly Readonly<Record<string, unknown>>[];
  readonly additional: { readonly document: { readonly event: { readonly id: string } } };
}
const eventsIn = ({ body }: Request): readonly Udm[] =>
  JSON.parse(body).inlineSource.events.map(({ udm }: { readonly udm: Udm }) => udm);

httpDestinationContract({
  type: secops,
  options: (url) => ({ options: optionsOf(url), secrets: [optionsOf(url).key, pem.split('\n')[1] ?? ''] }),
  ok: api({ status: 200, body: '{}' }),
  limited: { behaviour: api({ status: 429, body: failure(429, 'RESOURCE_EXHAUSTED') }), afterMs: null },
  rejected: api({ status: 400, body: failure(400, 'INVALID_ARGUMENT') }),
  unauthorised: api({ status: 403, body: failure(403, 'PERMISSION_DENIED') }),
  isAside: isToken,
  idsIn: (request) => eventsIn(request).map(({ additional }) => additional.document.event.id),
});

const open = (url: string) =>
  secops.open(secops.options.parse(optionsOf(url)), createSurroundings({ name: 'test', allow: ['127.0.0.0/8'], insecure: true }));
const never = new AbortController().signal;

test('the service account asks for a token by a signed assertion, once for many calls, and again where it was revoked', async () => {
  await using server = await vendorServer();
  server.behave(api({ status: 200 }));
  await using destination = await open(server.url);
  await destination.send([opened], never);
  await destination.send([opened], never);
  const [asked, ...more] = server.requests.filter(isToken);
  expect(more).toEqual([]);
  const form = new URLSearchParams(asked?.body);
  const [header = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
  expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
  expect(verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ iss: account, aud: `${server.url}/token` });
  expect(server.requests[1]).toMatchObject({
    path: '/v1/projects/example-security/locations/europe/instances/11111111-2222-4333-8444-555555555555/events:import',
    headers: { authorization: 'Bearer ya29.the-token' },
  });
  server.behave(api({ status: 401 }));
  await destination.send([opened], never);
  server.behave(api({ status: 200 }));
  expect(await destination.send([opened], never)).toEqual([{ kind: 'delivered' }]);
  expect(server.requests.filter(isToken).length).toBe(2);
});

test('one event that is refused does not hold up the others: the call is made again in halves', async () => {
  await using server = await vendorServer();
  server.behave((request) => {
    if (isToken(request)) return tokenReply;
    const refused = eventsIn(request).some(({ metadata }) => metadata.productLogId?.startsWith('bad'));
    return refused ? { status: 400, body: failure(400, 'INVALID_ARGUMENT') } : { status: 200, body: '{}' };
  });
  await using destination = await open(server.url);
  const kinds = async (...ids: readonly string[]) =>
    (
      await destination.send(
        ids.map((id) => parcel({ id })),
        never,
      )
    ).map(({ kind }) => kind);
  expect(await kinds('a', 'bad')).toEqual(['split', 'split']);
  expect(await kinds('a')).toEqual(['delivered']);
  expect(await kinds('bad')).toEqual(['rejected']);
});

test('an event says what a rule asks for, and a withdrawal alerts nobody', () => {
  const [first, second] = secops
    .sample(secops.options.parse(optionsOf('https://x')), [opened, withdrawn])
    .split('\n')
    .map((line) => JSON.parse(line).udm);
  expect(first).toMatchObject({
    metadata: { eventType: 'GENERIC_EVENT', vendorName: 'Gatewatch', productLogId: 'a1b2c3.1.opened' },
    principal: { user: { userid: 'ada@example.com', emailAddresses: ['ada@example.com'] }, ip: ['81.2.69.142'] },
    securityResult: [
      {
        alertState: 'ALERTING',
        severity: 'HIGH',
        confidence: 'HIGH_CONFIDENCE',
        riskScore: 80,
        attackDetails: { techniques: [{ id: 'T1078', subtechniqueId: 'T1078.004' }] },
        detectionFields: [{ key: 'speed', value: '16800 km/h' }],
      },
    ],
  });
  expect(second.securityResult[0].alertState).toBe('NOT_ALERTING');
});

test('a sign-in is a login with a person, an address and how it went; another event is generic', () => {
  const at = { at: '1 08:20', recordId: 'r1' };
  const told = [signIn({ ...at, outcome: 'blocked' }), { ...signIn(at), ip: null }, change(at)].map(
    (event) => JSON.parse(secops.sample(secops.options.parse(optionsOf('https://x')), [eventParcel(event)])).udm,
  );
  expect(told[0]).toMatchObject({
    metadata: { eventType: 'USER_LOGIN', productEventType: 'sign-in' },
    principal: { ip: [expect.any(String)], user: { userid: 'ada@example.com' } },
    target: { user: { userid: 'ada@example.com' } },
    extensions: { auth: { type: 'SSO' } },
    securityResult: [{ action: ['BLOCK'] }],
  });
  expect(told.slice(1).map(({ metadata }) => metadata.eventType)).toEqual(['GENERIC_EVENT', 'GENERIC_EVENT']);
});

test('a key file that is none is said in one sentence', async () => {
  const openWith = (key: string) =>
    secops.open(secops.options.parse({ ...optionsOf('https://x'), key }), createSurroundings({ name: 'test' }));
  await expect(openWith('key')).rejects.toThrow(/^destinations\.test\.key: this is no key file of a service account/);
  const broken = { client_email: account, private_key: 'none', private_key_id: 'k1', token_uri: 'https://x/token' };
  await expect(openWith(JSON.stringify(broken))).rejects.toThrow(/private_key is no key/);
});
