/** Checkpoints over bookmarks: the contract, and that a reader that lost its partition takes nothing from its successor. */

import { memoryBookmarks } from '@gatewatch/ledger';
import { expect, test } from 'vitest';
import { bookmarkStore } from './bookmark-store.ts';
import { checkpointStoreContract } from './checkpoint-store.contract.ts';

checkpointStoreContract('bookmarks', async () => bookmarkStore(memoryBookmarks()));

const where = ['example.servicebus.windows.net', 'signins', 'gatewatch'] as const;
const checkpoint = (sequenceNumber: number) => ({
  ...{ fullyQualifiedNamespace: where[0], eventHubName: where[1], consumerGroup: where[2], partitionId: '0' },
  ...{ sequenceNumber, offset: `${sequenceNumber}` },
});

test('a checkpoint never goes back, whoever writes it', async () => {
  const bookmarks = memoryBookmarks();
  const [old, successor] = [bookmarkStore(bookmarks), bookmarkStore(bookmarks)];
  await old.updateCheckpoint(checkpoint(10));
  await successor.updateCheckpoint(checkpoint(30));
  await old.updateCheckpoint(checkpoint(20));
  expect((await successor.listCheckpoints(...where)).map(({ sequenceNumber }) => sequenceNumber)).toEqual([30]);
  await old.updateCheckpoint(checkpoint(40));
  expect((await successor.listCheckpoints(...where)).map(({ sequenceNumber }) => sequenceNumber)).toEqual([40]);
});

test('the age of a claim is told by the store, whatever this machine says', async () => {
  let storeNow = Date.UTC(2026, 4, 4);
  const store = bookmarkStore(memoryBookmarks(() => storeNow));
  const { fullyQualifiedNamespace, eventHubName, consumerGroup, partitionId } = checkpoint(0);
  await store.claimOwnership([{ fullyQualifiedNamespace, eventHubName, consumerGroup, partitionId, ownerId: 'ada' }]);
  storeNow += 45_000;
  const [listed] = await store.listOwnership(...where);
  const age = Date.now() - (listed?.lastModifiedTimeInMs ?? 0);
  expect(age).toBeGreaterThanOrEqual(45_000);
  expect(age).toBeLessThan(46_000);
});
