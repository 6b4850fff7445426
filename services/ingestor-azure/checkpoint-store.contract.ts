/** What the vendor's client relies on in a checkpoint store, and what ours do beyond it. */

import type { Checkpoint, CheckpointStore, PartitionOwnership } from '@azure/event-hubs';
import { describe, expect, test } from 'vitest';

const where = ['example.servicebus.windows.net', 'signins', 'gatewatch'] as const;
const place = { fullyQualifiedNamespace: where[0], eventHubName: where[1], consumerGroup: where[2] };

export function checkpointStoreContract(name: string, open: () => Promise<CheckpointStore>): void {
  const owned = (partitionId: string, ownerId: string, etag?: string): PartitionOwnership => ({
    ...{ ...place, partitionId, ownerId },
    ...(etag === undefined ? {} : { etag }),
  });
  const checkpoint = (partitionId: string, sequenceNumber: number): Checkpoint => ({
    ...{ ...place, partitionId, sequenceNumber, offset: `1:${sequenceNumber}:x` },
  });

  describe(name, () => {
    test('holds nothing at first', async () => {
      const store = await open();
      expect(await store.listOwnership(...where)).toEqual([]);
      expect(await store.listCheckpoints(...where)).toEqual([]);
    });

    test('a claim is listed with its owner, its version and its age', async () => {
      const store = await open();
      await store.claimOwnership([owned('0', 'ada')]);
      const [listed] = await store.listOwnership(...where);
      expect(listed).toMatchObject({ ...place, partitionId: '0', ownerId: 'ada' });
      expect(Math.abs(Date.now() - (listed?.lastModifiedTimeInMs ?? 0))).toBeLessThan(60_000);
      expect(await store.claimOwnership([owned('0', 'ada', listed?.etag)])).toHaveLength(1);
    });

    test('of two that claim with the same version, one gets the partition', async () => {
      const store = await open();
      const [first] = await store.claimOwnership([owned('0', 'ada')]);
      const [second] = await store.claimOwnership([owned('0', 'bob', first?.etag)]);
      expect(second?.ownerId).toBe('bob');
      expect(await store.claimOwnership([owned('0', 'cyd', first?.etag)])).toEqual([]);
      expect((await store.listOwnership(...where)).map(({ ownerId }) => ownerId)).toEqual(['bob']);
    });

    test('of several claims those that hold come back', async () => {
      const store = await open();
      const [zero] = await store.claimOwnership([owned('0', 'ada')]);
      await store.claimOwnership([owned('0', 'ada', zero?.etag)]);
      const won = await store.claimOwnership([owned('0', 'bob', zero?.etag), owned('1', 'bob')]);
      expect(won.map(({ partitionId }) => partitionId)).toEqual(['1']);
    });

    test('a partition that is given back has no owner, and is claimed again', async () => {
      const store = await open();
      const [mine] = await store.claimOwnership([owned('0', 'ada')]);
      const [free] = await store.claimOwnership([owned('0', '', mine?.etag)]);
      expect((await store.listOwnership(...where)).map(({ ownerId }) => ownerId)).toEqual(['']);
      expect(await store.claimOwnership([owned('0', 'bob', free?.etag)])).toHaveLength(1);
    });

    test('checkpoints of partitions, each as it was last written, offsets as they are', async () => {
      const store = await open();
      await store.updateCheckpoint(checkpoint('0', 7));
      await store.updateCheckpoint(checkpoint('1', 3));
      await store.updateCheckpoint(checkpoint('0', 9));
      const listed = [...(await store.listCheckpoints(...where))].sort((a, b) => (a.partitionId < b.partitionId ? -1 : 1));
      expect(listed).toEqual([checkpoint('0', 9), checkpoint('1', 3)]);
    });

    test('a partition begins anew at its oldest event', async () => {
      const store = await open();
      await store.updateCheckpoint(checkpoint('0', 90));
      const anew = { ...checkpoint('0', -1), offset: '-1' };
      await store.updateCheckpoint(anew);
      expect(await store.listCheckpoints(...where)).toEqual([anew]);
      await store.updateCheckpoint(checkpoint('0', 2));
      expect(await store.listCheckpoints(...where)).toEqual([checkpoint('0', 2)]);
    });

    test('hubs and groups do not see each other', async () => {
      const store = await open();
      await store.claimOwnership([owned('0', 'ada')]);
      await store.updateCheckpoint(checkpoint('0', 7));
      expect(await store.listOwnership(where[0], 'audit', where[2])).toEqual([]);
      expect(await store.listCheckpoints(where[0], where[1], 'other')).toEqual([]);
    });
  });
}
