/** Checkpoints in blobs, by the vendor's store on Azurite: the contract, and a source that is read, stopped and gone on with. */

import { memoryBookmarks } from '@gatewatch/ledger';
import { startEventHubs } from '@gatewatch/testing';
import { expect, inject, test } from 'vitest';
import { blobContainer, blobStore } from './blob-store.ts';
import { checkpointStoreContract } from './checkpoint-store.contract.ts';
import { configOf, idsIn, record, run, until } from './running.fixture.ts';
import { testEventHubSource } from './test-event-hub-source.ts';

const connectionString = inject('azurite');

if (connectionString === null) test.skip('Azurite is not to be had here', () => {});
else {
  let containers = 0;
  const made = async () => {
    const blob = { connectionString, container: `gatewatch-${process.pid}-${containers++}`, url: undefined };
    await (await blobContainer(blob, null)).create();
    return blob;
  };
  checkpointStoreContract('blobs', async () => blobStore(await made(), null));

  test('a source goes on where it stopped, and two readers share it', async () => {
    await using hubs = await startEventHubs({ hubs: { signins: 2 }, groups: ['gatewatch'] });
    const config = { ...configOf(hubs), checkpoints: { blob: await made() } };
    const ids = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));
    for (const [i, id] of ids.entries()) hubs.append('signins', i % 2, record(id));
    const first = await run(config);
    await until(() => idsIn(first.intake).length === 60);
    await first.reader.stop();
    expect(await first.bookmarks.scopes()).toEqual([]);

    hubs.append('signins', 0, record('next'));
    const second = await run(config);
    const third = await run(config);
    await until(() => idsIn(second.intake).length + idsIn(third.intake).length > 0);
    await Promise.all([second.reader.stop(), third.reader.stop()]);
    expect([...new Set([...idsIn(second.intake), ...idsIn(third.intake)])]).toEqual(['next']);
  });

  test('a container that does not exist is told by the test of the source, and waited for by the reader', async () => {
    await using hubs = await startEventHubs({ hubs: { signins: 1 }, groups: ['gatewatch'] });
    hubs.append('signins', 0, record('waited for'));
    const blob = { connectionString, container: `gatewatch-${process.pid}-late`, url: undefined };
    const config = { ...configOf(hubs), checkpoints: { blob } };
    expect((await testEventHubSource(config)).at(-1)).toEqual({
      ok: false,
      text: `The container ${blob.container} of checkpoints cannot be used: the container of checkpoints does not exist: make it.`,
    });
    const { intake, reader } = await run(config, { bookmarks: memoryBookmarks() });
    await until(() => intake.calls.length > 0);
    await (await blobContainer(blob, null)).create();
    await until(() => idsIn(intake).length === 1);
    await reader.stop();
    expect((await testEventHubSource(config)).every(({ ok }) => ok)).toBe(true);
  });
}
