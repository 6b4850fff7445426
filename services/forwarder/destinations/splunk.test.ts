import { exampleParcels, parcel } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { createSurroundings } from '../surroundings.ts';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
import { type Request, vendorServer } from '../testing/vendor-server.ts';
import { splunk } from './splunk.ts';

const { opened } = exampleParcels;

const token = 'b0c0ffee-0000-4000-8000-000000000001';

/** Concatenated objects, each on its own. */
function eventsIn({ body }: Request): { event: { event: { id: string } }; time: number; sourcetype: string }[] {
  return JSON.parse(`[${body.replaceAll('}{"time"', '},{"time"')}]`);
}

httpDestinationContract({
  type: splunk,
  options: (url) => ({ options: { url, token }, secrets: [token] }),
  ok: { status: 200, body: '{"text":"Success","code":0}' },
  limited: {
    behaviour: { status: 503, headers: { 'retry-after': '4' }, body: '{"text":"Server is busy","code":9}' },
    afterMs: 4000,
  },
  rejected: { status: 400, body: '{"text":"Invalid data format","code":6,"invalid-event-number":0}' },
  unauthorised: { status: 403, body: '{"text":"Invalid token","code":4}' },
  idsIn: (request) => eventsIn(request).map(({ event }) => event.event.id),
});

const open = (url: string, more: object = {}) =>
  splunk.open(
    splunk.options.parse({ url, token, ...more }),
    createSurroundings({ name: 'test', allow: ['127.0.0.0/8'], insecure: true }),
  );

test('of a batch with an invalid event, those before are delivered and those behind come again', async () => {
  await using server = await vendorServer();
  server.behave({ status: 400, body: '{"text":"Invalid data format","code":6,"invalid-event-number":2}' });
  await using destination = await open(server.url);
  const parcels = ['a', 'b', 'c', 'd'].map((id) => parcel({ id }));
  const answers = await destination.send(parcels, AbortSignal.timeout(5000));
  expect(answers.map(({ kind }) => kind)).toEqual(['delivered', 'delivered', 'rejected', 'retry']);
});

test('with acknowledgement, delivered means that the indexers have it', async () => {
  await using server = await vendorServer();
  let asked = 0;
  server.behave(({ path }) => {
    if (path.startsWith('/services/collector/event')) return { status: 200, body: '{"text":"Success","code":0,"ackId":7}' };
    asked++;
    return { status: 200, body: JSON.stringify({ acks: { 7: asked >= 2 } }) };
  });
  await using destination = await open(server.url, { acknowledge: true });
  expect(await destination.send([opened], AbortSignal.timeout(20_000))).toEqual([{ kind: 'delivered' }]);
  expect(asked).toBe(2);
  const channels = new Set(server.requests.map(({ headers }) => headers['x-splunk-request-channel']));
  expect(channels.size).toBe(1);
});

test('what is not acknowledged in time is sent again, and a token that cannot acknowledge is said', async () => {
  await using server = await vendorServer();
  server.behave(({ path }) => ({ status: 200, body: path.includes('/ack') ? '{"acks":{"7":false}}' : '{"code":0,"ackId":7}' }));
  await using late = await open(server.url, { acknowledge: true, acknowledgeWithin: '1s' });
  expect(await late.send([opened], AbortSignal.timeout(20_000))).toMatchObject([{ kind: 'retry', code: 'not-acknowledged' }]);
  server.behave({ status: 200, body: '{"text":"Success","code":0}' });
  expect(await late.send([opened], AbortSignal.timeout(20_000))).toMatchObject([{ kind: 'refused', code: 'no-acknowledgement' }]);
});
