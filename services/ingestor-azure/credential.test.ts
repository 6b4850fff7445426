/** A token by the vendor's library from an identity endpoint on this machine, as App Service has one. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { credentialOf } from './credential.ts';
import { sentenceOf } from './sentence-of.ts';

afterEach(() => vi.unstubAllEnvs());

const scope = 'https://eventhubs.azure.net/.default';

test('a managed identity is asked where the surroundings say, for the scope of Event Hubs', async () => {
  const asked: URL[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    asked.push(new URL(url, 'http://127.0.0.1'));
    const known = headers['x-identity-header'] === 'of this test';
    const expires = Math.floor(Date.now() / 1000) + 3600;
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ access_token: 'a token', expires_on: String(expires), resource: 'x', token_type: 'Bearer' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${port}/token`);
  vi.stubEnv('IDENTITY_HEADER', 'of this test');
  try {
    const credential = await credentialOf({ type: 'managed-identity', clientId: 'an id' });
    expect(await credential.getToken(scope)).toMatchObject({ token: 'a token' });
    expect(asked[0]?.searchParams.get('resource')).toBe('https://eventhubs.azure.net');
    expect(asked[0]?.searchParams.get('client_id')).toBe('an id');
  } finally {
    server.close();
  }
});

test('a certificate that is not there is told, and nobody is asked', async () => {
  const credential = await credentialOf({
    ...{ type: 'client-certificate', tenantId: '00000000-0000-4000-8000-000000000000' },
    ...{ clientId: '00000000-0000-4000-8000-000000000001', certificate: '/nonexistent/client.pem' },
  });
  await expect(credential.getToken(scope)).rejects.toThrow(/nonexistent/);
  await credential.getToken(scope).then(
    () => expect.unreachable(),
    (error: unknown) => expect(sentenceOf(error)).toMatch(/nonexistent/),
  );
});
