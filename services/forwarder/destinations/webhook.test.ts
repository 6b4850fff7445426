import { expect, test } from 'vitest';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
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
