/** The Splunk destination against the OpenTelemetry collector's receiver of HEC: batches, hostile texts, a receiver that dies. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDestinations } from '@gatewatch/forwarder';
import { exampleParcels, parcel, parcelAlert } from '@gatewatch/testing';
import { afterAll, expect, test } from 'vitest';
import { orMissing } from '../servers/or-missing.ts';
import { startHec } from '../servers/splunk.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-hec-'));
const stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => stack.disposeAsync());

const server = await orMissing(async () => stack.use(await startHec(folder)));
const withServer = test.skipIf(server === null);

async function open(options: object = {}) {
  const own = { url: server?.url, token: 'b0c0ffee-0000-4000-8000-000000000001', index: 'security', ...options };
  const configured = { splunk: { type: 'splunk', allow: ['127.0.0.0/8'], insecure: true, ...own } };
  const [opened] = await openDestinations(configured, (path) => path);
  if (opened === undefined) throw new Error('one destination is configured');
  return opened.destination;
}
const soon = () => AbortSignal.timeout(30_000);

withServer('a batch arrives event by event, with its time and where it belongs', async () => {
  await using destination = await open();
  const { opened, withdrawn, summary, hostile } = exampleParcels;
  const parcels = [opened, withdrawn, summary, hostile, ...Array.from({ length: 150 }, (_, i) => parcel({ id: `n${i}` }))];
  expect((await destination.send(parcels, soon())).map(({ kind }) => kind)).toEqual(parcels.map(() => 'delivered'));
  const events = server?.received() ?? [];
  expect(events.map(({ event }) => event.event?.id)).toEqual(parcels.map(({ id }) => id));
  expect(events[0]).toMatchObject({
    time: new Date(parcelAlert.detectedAt).toISOString().replace('.000', ''),
    resource: {
      'host.name': 'gatewatch',
      'com.splunk.source': 'gatewatch',
      'com.splunk.sourcetype': 'gatewatch:alert',
      'com.splunk.index': 'security',
    },
    event: { rule: { id: 'impossible-travel' }, user: { name: 'ada@example.com' } },
  });
});

withServer('a receiver that acknowledges nothing is said where acknowledgement was asked for', async () => {
  await using destination = await open({ acknowledge: true });
  expect(await destination.send([exampleParcels.opened], soon())).toMatchObject([
    { kind: 'refused', code: 'no-acknowledgement' },
  ]);
});

withServer('a receiver that dies and comes back has every event', async () => {
  await using destination = await open();
  await server?.kill();
  expect(await destination.send([parcel({ id: 'later' })], soon())).toMatchObject([{ kind: 'retry' }]);
  await server?.start();
  expect(await destination.send([parcel({ id: 'later' })], soon())).toEqual([{ kind: 'delivered' }]);
  expect(server?.received().at(-1)?.event.event?.id).toBe('later');
});
