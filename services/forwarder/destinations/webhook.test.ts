import { exampleParcels } from '@gatewatch/testing';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { createSurroundings } from '../surroundings.ts';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
import { vendorServer } from '../testing/vendor-server.ts';
import { signatureOf, webhook } from './webhook.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

httpDestinationContract({
  type: webhook,
  options: (url) => ({ options: { url: `${url}/hook`, secrets: [secret] }, secrets: [secret, secret.slice(6)] }),
  ok: { status: 204 },
  limited: { behaviour: { status: 429, headers: { 'retry-after': '7' } }, afterMs: 7000 },
  rejected: { status: 400, body: '{"error":"no"}' },
  unauthorised: { status: 401 },
  idsIn: ({ headers }) => [String(headers['webhook-id']).replaceAll('_', ' ').split('.').slice(0, -2).join('.')],
});

test('the signature is that of the specification, one a key', () => {
  const signed = signatureOf('msg_1', 1_700_000_000, '{}', [secret, `whsec_${Buffer.alloc(24, 1).toString('base64')}`]);
  expect(signed['webhook-signature']?.split(' ').map((one) => one.slice(0, 3))).toEqual(['v1,', 'v1,']);
});

test('the library of the specification verifies what is sent by each key, and nothing that was changed', async () => {
  const next = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
  await using server = await vendorServer();
  await using destination = await webhook.open(
    webhook.options.parse({ url: server.url, secrets: [next, secret] }),
    createSurroundings({ name: 'test', allow: ['127.0.0.0/8'], insecure: true }),
  );
  await destination.send([exampleParcels.opened], AbortSignal.timeout(10_000));
  const [request] = server.requests;
  const headers = Object.fromEntries(Object.entries(request?.headers ?? {}).map(([name, value]) => [name, String(value)]));
  for (const key of [secret, next])
    expect(new Webhook(key).verify(request?.body ?? '', headers)).toMatchObject({ type: 'gatewatch.alert.opened' });
  expect(() => new Webhook(secret).verify(`${request?.body} `, headers)).toThrow();
  expect(() => new Webhook(`whsec_${Buffer.alloc(32, 1).toString('base64')}`).verify(request?.body ?? '', headers)).toThrow();
});
