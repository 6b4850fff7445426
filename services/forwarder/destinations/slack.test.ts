import { exampleParcels, parcel } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
import { idInMessage } from '../testing/message-ids.fixture.ts';
import { slack } from './slack.ts';

const { opened } = exampleParcels;

httpDestinationContract({
  type: slack,
  options: (url) => ({ options: { url: `${url}/services/T0/B0/secretsecret` }, secrets: ['/services/T0/B0/secretsecret'] }),
  ok: { status: 200, body: 'ok' },
  limited: { behaviour: { status: 429, headers: { 'retry-after': '1' } }, afterMs: 1000 },
  rejected: { status: 400, body: 'invalid_payload' },
  unauthorised: { status: 404, body: 'no_service' },
  idsIn: ({ body }) => [idInMessage(body)],
});

test('a message says what, who, where from, why and what to do, and links to the alert', () => {
  const body = slack.sample(slack.options.parse({ url: 'https://hooks.slack.com/x', link: 'https://soc.example/alerts/{id}' }), [
    opened,
  ]);
  for (const words of [
    'Impossible travel: Ada Lovelace',
    'Oslo and, 20 minutes later',
    'ada@example.com',
    'Lagos, NG',
    'Ask Ada by telephone',
    'https://soc.example/alerts/a1b2c3',
  ])
    expect(body).toContain(words);
});

test('marks of a text do not change its look, and names nobody', () => {
  const named = parcel({ explanation: '<!channel> <@U1> *bold* & `code`' });
  expect(slack.sample(slack.options.parse({ url: 'https://hooks.slack.com/x' }), [named])).toContain(
    '&lt;!channel&gt; &lt;@U1&gt;',
  );
});
