/** Sources out of Event Hubs: what is refused, and in which words. */

import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

const key = 'Endpoint=sb://example.servicebus.windows.net/;SharedAccessKeyName=listen;SharedAccessKey=a2V5';
const environment = {
  HUBS: key,
  ONE: `${key};EntityPath=signins`,
  AWAY: `${key};UseDevelopmentEmulator=true`,
  HERE: 'Endpoint=sb://127.0.0.1:5672;SharedAccessKeyName=listen;SharedAccessKey=a2V5;UseDevelopmentEmulator=true',
  ODD: 'Server=example;Password=a2V5',
  BLOBS: 'DefaultEndpointsProtocol=https;AccountName=example;AccountKey=a2V5',
  PLAIN: 'DefaultEndpointsProtocol=http;AccountName=example;AccountKey=a2V5',
  AZURITE: 'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:10000/a;',
  SECRET: 'correct horse battery',
};
const reference = (name: string): string => `$${`{${name}}`}`;

function read(more: Readonly<Record<string, unknown>>) {
  const source = { name: 'entra', tenant: 'contoso', hubs: ['signins'], ...more };
  return parseConfig(JSON.stringify({ sources: { eventHubs: [source] } }), 'gatewatch.yaml', environment).sources.eventHubs[0];
}

const token = { namespace: 'example.servicebus.windows.net', credential: { type: 'managed-identity' } };

test.each([
  { connectionString: reference('HUBS') },
  { connectionString: reference('ONE') },
  { connectionString: reference('HERE') },
  token,
  { ...token, credential: { type: 'workload-identity' } },
  { ...token, credential: { type: 'client-secret', tenantId: 't', clientId: 'c', clientSecret: reference('SECRET') } },
  { ...token, credential: { type: 'client-certificate', tenantId: 't', clientId: 'c', certificate: 'c.pem' } },
  { ...token, checkpoints: { blob: { url: 'https://example.blob.core.windows.net/gatewatch' } } },
  {
    connectionString: reference('HUBS'),
    checkpoints: { blob: { connectionString: reference('BLOBS'), container: 'gatewatch' } },
  },
  {
    connectionString: reference('HUBS'),
    checkpoints: { blob: { connectionString: reference('AZURITE'), container: 'gatewatch' } },
  },
])('%j is enough', (more) => {
  expect(read(more)).toMatchObject({ consumerGroup: '$Default', stuckAfter: 3_600_000 });
});

test.each<[Readonly<Record<string, unknown>>, RegExp]>([
  [{}, /give a connectionString, or a namespace and a credential/],
  [{ namespace: 'example.servicebus.windows.net' }, /give a connectionString, or a namespace and a credential/],
  [{ ...token, connectionString: reference('HUBS') }, /the connectionString names the namespace: give one of both/],
  [{ connectionString: reference('ODD') }, /write it as the portal shows it: Endpoint=sb/],
  [{ connectionString: reference('ONE'), hubs: ['signins', 'audit'] }, /is of the hub signins alone/],
  [
    { connectionString: reference('AWAY') },
    /example.servicebus.windows.net is not on this machine and would be spoken to in the clear/,
  ],
  [{ connectionString: reference('HUBS'), hubs: [] }, /name at least one hub/],
  [{ connectionString: reference('HUBS'), hubs: ['a', 'a'] }, /name each hub once/],
  [{ ...token, credential: { type: 'client-secret', tenantId: 't', clientId: 'c' } }, /client-secret needs clientSecret/],
  [{ ...token, credential: { type: 'client-certificate', certificate: 'c.pem' } }, /client-certificate needs tenantId/],
  [{ connectionString: reference('HUBS'), checkpoints: { blob: {} } }, /name the container by its url, or by connectionString/],
  [
    { connectionString: reference('HUBS'), checkpoints: { blob: { connectionString: reference('BLOBS') } } },
    /needs the name of the container/,
  ],
  [
    { connectionString: reference('HUBS'), checkpoints: { blob: { url: 'https://example.com/c' } } },
    /opened with the credential of the source/,
  ],
  [{ ...token, checkpoints: { blob: { url: 'http://example.com/c' } } }, /http:\/\/example.com would be spoken to in the clear/],
  [
    { connectionString: reference('HUBS'), checkpoints: { blob: { connectionString: reference('PLAIN'), container: 'c' } } },
    /would be spoken to in the clear: write DefaultEndpointsProtocol=https/,
  ],
])('%j is refused in a sentence', (more, sentence) => {
  expect(() => read(more)).toThrow(sentence);
});
