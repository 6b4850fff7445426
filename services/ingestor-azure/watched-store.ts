/**
 * A checkpoint store as the client sees it, with what the client does not do by itself:
 * - who owns a partition now is told, so that a reader that lost one stops instead of taking it back;
 * - a partition of ours that nobody reads (its receiver died) counts as free, else the client leaves it alone until the
 *   ownership expires;
 * - a checkpoint behind the end of its partition is of another hub that had the same name: the new one is read from its start.
 */

import type { Checkpoint, CheckpointStore, PartitionProperties } from '@azure/event-hubs';
import { anew } from './bookmark-store.ts';

export interface Watch {
  /** Our name in the store. */
  readonly me: string;
  reading(partition: string): boolean;
  /** Each time ownership was listed: partitions that others own, by their last word; it may have expired. */
  others(partitions: ReadonlySet<string>): void;
  properties(partition: string): Promise<PartitionProperties>;
  /** Where reading of a partition goes on: sequence number of the event before it. */
  position(partition: string, sequence: number): void;
  /** Something that an operator should know: a plain sentence. */
  told(partition: string, sentence: string): void;
}

export function watchedStore(store: CheckpointStore, watch: Watch): CheckpointStore {
  return {
    async listOwnership(namespace, hub, group, options) {
      const owned = await store.listOwnership(namespace, hub, group, options);
      watch.others(
        new Set(owned.flatMap(({ ownerId, partitionId }) => (ownerId !== '' && ownerId !== watch.me ? [partitionId] : []))),
      );
      return owned.map((ownership) =>
        ownership.ownerId === watch.me && !watch.reading(ownership.partitionId) ? { ...ownership, ownerId: '' } : ownership,
      );
    },
    claimOwnership: (wanted, options) => store.claimOwnership(wanted, options),
    async listCheckpoints(namespace, hub, group, options) {
      const found = await store.listCheckpoints(namespace, hub, group, options);
      return Promise.all(found.map((checkpoint) => (watch.reading(checkpoint.partitionId) ? checkpoint : placed(checkpoint))));
    },
    updateCheckpoint: (checkpoint, options) => store.updateCheckpoint(checkpoint, options),
  };

  async function placed(checkpoint: Checkpoint): Promise<Checkpoint> {
    const { partitionId, sequenceNumber, eventHubName } = checkpoint;
    const { beginningSequenceNumber, lastEnqueuedSequenceNumber, isEmpty } = await watch.properties(partitionId);
    if (sequenceNumber > lastEnqueuedSequenceNumber) {
      const fresh = { ...checkpoint, sequenceNumber: anew, offset: '-1' };
      await store.updateCheckpoint(fresh);
      watch.told(
        partitionId,
        `${eventHubName} was made anew since it was last read: partition ${partitionId} is read from its beginning`,
      );
      watch.position(partitionId, anew);
      return fresh;
    }
    const lost = (isEmpty ? lastEnqueuedSequenceNumber + 1 : beginningSequenceNumber) - (sequenceNumber + 1);
    if (lost > 0 && sequenceNumber !== anew)
      watch.told(
        partitionId,
        `${lost} events of ${eventHubName} partition ${partitionId} left the hub before they were read: its retention is shorter than the time that nobody read it`,
      );
    watch.position(partitionId, sequenceNumber);
    return checkpoint;
  }
}
