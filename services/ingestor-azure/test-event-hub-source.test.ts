/** What `gatewatch source test` says of a source that works, and of each thing that may be missing. */

import { memoryBookmarks } from '@gatewatch/ledger';
import { type EventHubs, startEventHubs } from '@gatewatch/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configOf, record, run, until } from './running.fixture.ts';
import { testEventHubSource } from './test-event-hub-source.ts';

let hubs: EventHubs;
beforeAll(async () => {
  hubs = await startEventHubs({ hubs: { signins: 2, audit: 1 }, groups: ['gatewatch'] });
  for (let i = 0; i < 3; i++) hubs.append('signins', i % 2, record(`${i}`), Date.UTC(2026, 4, 4, 9, i));
});
afterAll(() => hubs[Symbol.asyncDispose]());

const said = async (...config: Parameters<typeof testEventHubSource>) =>
  (await testEventHubSource(...config)).map(({ ok, text }) => `${ok ? 'yes' : 'no'}: ${text}`);

test('a source that works: hub, partitions, newest event, consumer group', async () => {
  expect(await said(configOf(hubs))).toEqual([
    'yes: Hub signins of 127.0.0.1 answers and has 2 partitions.',
    'yes: Hub signins holds 3 events, the newest of 2026-05-04T09:02:00.000Z.',
    'yes: The consumer group gatewatch of hub signins can be read.',
  ]);
});

test('a hub without events: the diagnostic setting is looked at', async () => {
  expect(await said(configOf(hubs, { hubs: ['audit'] }))).toContain(
    'no: Hub audit holds no events: check that the diagnostic setting of Entra ID streams to it.',
  );
});

test.each([
  [{ hubs: ['nowhere'] }, 'no: Hub nowhere of 127.0.0.1 cannot be used: there is no such hub or consumer group'],
  [
    { consumerGroup: 'nobody' },
    'no: The consumer group nobody of hub signins cannot be read: there is no such hub or consumer group',
  ],
])('%j is missing', async (more, sentence) => {
  const findings = await said(configOf(hubs, more), 5_000);
  expect(findings.at(-1)).toContain(sentence);
});

test('a key that is wrong: which right is needed', async () => {
  const wrong = hubs.connectionString.replace(/SharedAccessKey=[^;]+/, 'SharedAccessKey=d3Jvbmc=');
  const [finding = ''] = await said({ ...configOf(hubs), connectionString: wrong }, 3_000);
  expect(finding).toMatch(/^no: Hub signins .* refuses us: grant the role Azure Event Hubs Data Receiver/);
  expect(finding).not.toContain('d3Jvbmc=');
});

test('nobody there: said within the patience that was given', async () => {
  const away = hubs.connectionString.replace(/:\d+;/, ':1;');
  const [finding = ''] = await said({ ...configOf(hubs), connectionString: away }, 1_500);
  expect(finding).toMatch(/^no: Hub signins of 127\.0\.0\.1 cannot be used: /);
});

test('beside a reader that runs: it is not disturbed, and no checkpoint moves', async () => {
  const bookmarks = memoryBookmarks();
  const { intake, reader } = await run(configOf(hubs), { bookmarks });
  await until(() => intake.calls.filter(({ kind }) => kind === 'take').length === 2);
  const before = hubs.attached.get('signins/0');
  expect(await said(configOf(hubs))).toContain(
    'yes: The consumer group gatewatch of hub signins can be read, and is read by a reader that runs now.',
  );
  expect(hubs.attached.get('signins/0')).toBe(before);
  await reader.stop();
});
