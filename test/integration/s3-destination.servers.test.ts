/** The S3 destination against a real server that verifies signatures: objects, refusals, a server that dies and comes back. */

import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Parcel } from '@gatewatch/domain';
import { openDestinations, wallClock } from '@gatewatch/forwarder';
import { exampleParcels, parcel } from '@gatewatch/testing';
import { afterAll, expect, test } from 'vitest';
import { orMissing } from '../servers/or-missing.ts';
import { startS3 } from '../servers/s3.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-s3-'));
const stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => stack.disposeAsync());

const server = await orMissing(async () => stack.use(await startS3(folder, ['alerts', 'again'])));
const withServer = test.skipIf(server === null);

async function open(options: object = {}, lateMs = 0) {
  if (server === null) throw new Error('the server was not started');
  const { url, accessKeyId, secretAccessKey } = server;
  const own = { bucket: 'alerts', region: 'eu-central-1', url, accessKeyId, secretAccessKey, ...options };
  const configured = { archive: { type: 's3', allow: ['127.0.0.0/8'], insecure: true, ...own } };
  const [opened] = await openDestinations(configured, (path) => path, {
    now: () => Date.now() - lateMs,
    wait: wallClock.wait,
  });
  if (opened === undefined) throw new Error('one destination is configured');
  return opened.destination;
}

/** Ids of the documents, by the key of their object. */
function objects(bucket: string): Readonly<Record<string, readonly string[]>> {
  const root = join(server?.buckets ?? '', bucket);
  return Object.fromEntries(
    globSync('**/*.ndjson.gz', { cwd: root })
      .sort()
      .map((key) => {
        const lines = gunzipSync(readFileSync(join(root, key)))
          .toString()
          .trimEnd()
          .split('\n');
        return [key, lines.map((line) => JSON.parse(line).event.id)];
      }),
  );
}

const soon = () => AbortSignal.timeout(30_000);

withServer('a batch becomes an object under tenant, day and hour; sent again, it is the same one', async () => {
  await using destination = await open();
  const { opened, withdrawn, summary, hostile } = exampleParcels;
  const parcels = [opened, withdrawn, hostile, { ...summary, tenant: 'Müller & Co' }];
  for (const _ of [1, 2])
    expect((await destination.send(parcels, soon())).map(({ kind }) => kind)).toEqual(parcels.map(() => 'delivered'));
  const found = Object.entries(objects('alerts'));
  expect(found.map(([key, ids]) => [key.replace(/[0-9a-f]{32}/, '…'), ids])).toEqual([
    ['gatewatch/tenant=M_ller___Co/date=2026-05-04/hour=08/….ndjson.gz', [summary.id]],
    ['gatewatch/tenant=example/date=2026-05-04/hour=08/….ndjson.gz', [opened.id, withdrawn.id, hostile.id]],
  ]);
});

withServer('a wrong key, a bucket that is not there and a clock that is wrong are told for what they are', async () => {
  const refused = async (options: object, lateMs = 0) => {
    await using destination = await open(options, lateMs);
    return (await destination.send([exampleParcels.opened], soon()))[0];
  };
  expect(await refused({ secretAccessKey: 'another-secret' })).toMatchObject({ kind: 'refused', code: 'SignatureDoesNotMatch' });
  expect(await refused({ accessKeyId: 'NOBODY' })).toMatchObject({ kind: 'refused', code: 'InvalidAccessKeyId' });
  expect(await refused({ bucket: 'nowhere' })).toMatchObject({ kind: 'refused', code: 'NoSuchBucket' });
  expect(await refused({}, 3_600_000)).toMatchObject({ kind: 'refused', code: 'RequestTimeTooSkewed' });
});

withServer('a server that dies and comes back has every row', async () => {
  await using destination = await open({ bucket: 'again' });
  const parcels = Array.from({ length: 60 }, (_, i) => parcel({ id: `again-${String(i).padStart(2, '0')}` }));
  const deliver = async (batch: readonly Parcel[]) => {
    for (;;) {
      const [answer] = await destination.send(batch, soon());
      if (answer?.kind === 'delivered') return;
      expect(answer?.kind).toBe('retry');
    }
  };
  await deliver(parcels.slice(0, 20));
  await server?.kill();
  const during = deliver(parcels.slice(20, 40));
  await server?.start();
  await during;
  await deliver(parcels.slice(40));
  await deliver(parcels.slice(40));
  const ids = Object.values(objects('again')).flat();
  expect(ids.sort()).toEqual(parcels.map(({ id }) => id));
});
