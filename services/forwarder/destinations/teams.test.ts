import { parcel } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
import { idInMessage } from '../testing/message-ids.fixture.ts';
import { teams } from './teams.ts';

httpDestinationContract({
  type: teams,
  options: (url) => ({ options: { url: `${url}/workflows/1/triggers/manual?sig=secretsecret` }, secrets: ['sig=secretsecret'] }),
  ok: { status: 202 },
  limited: { behaviour: { status: 429 }, afterMs: null },
  rejected: { status: 400, body: '{"error":{"code":"TriggerInputSchemaMismatch"}}' },
  unauthorised: { status: 401 },
  idsIn: ({ body }) => [idInMessage(body)],
});

test('texts stand in runs, which know no markup', () => {
  const body = JSON.parse(
    teams.sample(teams.options.parse({ url: 'https://x.logic.azure.com/' }), [
      parcel({ explanation: '[x](http://evil.example) <at>all</at>' }),
    ]),
  );
  const card = body.attachments[0].content;
  const types = [...JSON.stringify(card.body).matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);
  expect(new Set(types)).toEqual(new Set(['Container', 'RichTextBlock', 'TextRun']));
  expect(JSON.stringify(card.body).replaceAll(/\{"type":"TextRun","text":/g, '')).not.toContain('"text":');
  expect(JSON.stringify(card)).toContain('[x](hxxp://evil.example)');
});
