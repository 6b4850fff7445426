import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleParcels } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { createSurroundings } from '../surroundings.ts';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
import { type Behaviour, type Reply, type Request, vendorServer } from '../testing/vendor-server.ts';
import { sentinel } from './sentinel.ts';

const { opened } = exampleParcels;

const clientSecret = 'a-client-secret-of-the-application';
const directory = '11111111-2222-4333-8444-555555555555';
const isToken = ({ path }: Request) => path.includes('/oauth2/');
const tokenReply: Reply = { status: 200, body: '{"token_type":"Bearer","expires_in":3599,"access_token":"the-token"}' };
/** Tokens are given, and the rule answers so. */
const rule =
  (reply: Reply): Behaviour =>
  (request) =>
    isToken(request) ? tokenReply : reply;
const optionsOf = (url: string) => ({
  url,
  authority: url,
  rule: 'dcr-0123456789abcdef',
  tenantId: directory,
  clientId: directory,
  clientSecret,
});

httpDestinationContract({
  type: sentinel,
  options: (url) => ({ options: optionsOf(url), secrets: [clientSecret] }),
  ok: rule({ status: 204 }),
  limited: { behaviour: rule({ status: 429, headers: { 'retry-after': '30' } }), afterMs: 30_000 },
  rejected: rule({ status: 400, body: '{"error":{"code":"InvalidStream"}}' }),
  unauthorised: rule({ status: 403 }),
  isAside: isToken,
  idsIn: ({ body }) => JSON.parse(body).map(({ AlertId }: { AlertId: string }) => AlertId),
});

const open = (url: string) =>
  sentinel.open(
    sentinel.options.parse(optionsOf(url)),
    createSurroundings({ name: 'test', allow: ['127.0.0.0/8'], insecure: true }),
  );
const never = new AbortController().signal;

test('one token serves many calls, and one that was revoked is fetched again', async () => {
  await using server = await vendorServer();
  await using destination = await open(server.url);
  server.behave(rule({ status: 204 }));
  await destination.send([opened], never);
  await destination.send([opened], never);
  expect(server.requests.filter(isToken).length).toBe(1);
  server.behave(rule({ status: 401 }));
  await destination.send([opened], never);
  server.behave(rule({ status: 204 }));
  expect(await destination.send([opened], never)).toEqual([{ kind: 'delivered' }]);
  expect(server.requests.filter(isToken).length).toBe(2);
});

test('a wrong secret is said in one sentence, a directory that is down is tried again', async () => {
  await using server = await vendorServer();
  await using destination = await open(server.url);
  server.behave({ status: 401, body: `{"error":"invalid_client","error_description":"secret ${clientSecret} is wrong"}` });
  expect(await destination.send([opened], never)).toEqual([
    { kind: 'refused', code: 'no-token', why: 'Entra ID gives no token (401): see tenantId, clientId and clientSecret' },
  ]);
  server.behave({ status: 503 });
  expect(await destination.send([opened], never)).toMatchObject([{ kind: 'retry' }]);
});

test('a row has the columns of the table that is deployed, and no other', () => {
  const template = JSON.parse(readFileSync(join(import.meta.dirname, '../../../deploy/sentinel/data-collection.json'), 'utf8'));
  const columns: string[] = template.variables.columns.map(({ name }: { name: string }) => name);
  const row = JSON.parse(sentinel.sample(sentinel.options.parse(optionsOf('https://x')), [opened]));
  expect(Object.keys(row)).toEqual(columns);
});
