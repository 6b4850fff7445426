import { exampleParcels, parcel } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
import { idInMessage } from '../testing/message-ids.fixture.ts';
import { pagerduty } from './pagerduty.ts';

const { opened, withdrawn } = exampleParcels;

httpDestinationContract({
  type: pagerduty,
  options: (url) => ({
    options: { url: `${url}/v2/enqueue`, routingKey: '0123456789abcdef0123456789abcdef' },
    secrets: ['0123456789abcdef0123456789abcdef'],
  }),
  ok: { status: 202, body: '{"status":"success"}' },
  limited: { behaviour: { status: 429 }, afterMs: null },
  rejected: { status: 400, body: '{"status":"invalid event"}' },
  unauthorised: { status: 403 },
  idsIn: ({ body }) => [idInMessage(body)],
});

test('one incident an alert: triggered, changed, and resolved when it is withdrawn or found benign', () => {
  const actions = [
    opened,
    parcel({ revision: 2 }, 'raised'),
    withdrawn,
    parcel({ revision: 4, disposition: 'benign' }, 'amended'),
  ].map((one) => {
    const event = JSON.parse(pagerduty.sample(pagerduty.options.parse({ routingKey: 'key' }), [one]));
    return [event.dedup_key, event.event_action];
  });
  expect(actions).toEqual([
    ['a1b2c3', 'trigger'],
    ['a1b2c3', 'trigger'],
    ['a1b2c3', 'resolve'],
    ['a1b2c3', 'resolve'],
  ]);
});
