/**
 * Checkpoints and ownership of partitions in our own store, behind the vendor's interface: claims by compare-and-set, ages by
 * the store's clock. A checkpoint never goes back, so that a reader that lost its partition takes nothing from its successor.
 */

import type { Checkpoint, CheckpointStore, PartitionOwnership } from '@azure/event-hubs';
import type { Bookmark, Bookmarks } from '@gatewatch/domain';

/** A checkpoint with this sequence number begins anew, at the oldest event, whatever stood there. */
export const anew = -1;

const owner = 'owner/';
const checkpoint = 'checkpoint/';

interface Place {
  readonly sequence: number;
  readonly offset: string;
}

export function bookmarkStore(bookmarks: Bookmarks): CheckpointStore {
  const newest = new Map<string, Bookmark>();
  const listed = async (
    scope: string,
    prefix: string,
  ): Promise<readonly { readonly id: string; readonly bookmark: Bookmark }[]> => {
    const all = await bookmarks.list(scope);
    for (const bookmark of all) newest.set(`${scope}/${bookmark.name}`, bookmark);
    return all.flatMap((bookmark) =>
      bookmark.name.startsWith(prefix) ? [{ id: bookmark.name.slice(prefix.length), bookmark }] : [],
    );
  };
  return {
    async listOwnership(fullyQualifiedNamespace, eventHubName, consumerGroup) {
      const scope = scopeOf(fullyQualifiedNamespace, eventHubName, consumerGroup);
      const [found, now] = await Promise.all([listed(scope, owner), bookmarks.now()]);
      // The client compares with this machine's clock: an age stays what it is, whatever that clock says.
      return found.map(({ id, bookmark: { text, version, at } }) => ({
        ...{ fullyQualifiedNamespace, eventHubName, consumerGroup },
        partitionId: id,
        ownerId: text,
        etag: version,
        lastModifiedTimeInMs: Date.now() - (now - at),
      }));
    },
    async claimOwnership(wanted) {
      const claims = wanted.map(async (ownership): Promise<readonly PartitionOwnership[]> => {
        const { fullyQualifiedNamespace, eventHubName, consumerGroup, partitionId, ownerId, etag } = ownership;
        const scope = scopeOf(fullyQualifiedNamespace, eventHubName, consumerGroup);
        const claimed = await bookmarks.put(scope, owner + partitionId, ownerId, etag ?? null);
        return claimed === null ? [] : [{ ...ownership, etag: claimed.version, lastModifiedTimeInMs: Date.now() }];
      });
      return (await Promise.all(claims)).flat();
    },
    async listCheckpoints(fullyQualifiedNamespace, eventHubName, consumerGroup) {
      const found = await listed(scopeOf(fullyQualifiedNamespace, eventHubName, consumerGroup), checkpoint);
      return found.map(({ id, bookmark }): Checkpoint => {
        const { sequence, offset } = placeIn(bookmark.text);
        return { fullyQualifiedNamespace, eventHubName, consumerGroup, partitionId: id, sequenceNumber: sequence, offset };
      });
    },
    async updateCheckpoint({ fullyQualifiedNamespace, eventHubName, consumerGroup, partitionId, sequenceNumber, offset }) {
      const scope = scopeOf(fullyQualifiedNamespace, eventHubName, consumerGroup);
      const name = checkpoint + partitionId;
      const text = JSON.stringify({ sequence: sequenceNumber, offset } satisfies Place);
      for (;;) {
        const was = newest.get(`${scope}/${name}`);
        if (was !== undefined && sequenceNumber !== anew && placeIn(was.text).sequence >= sequenceNumber) return;
        const put = await bookmarks.put(scope, name, text, was?.version ?? null);
        if (put !== null) {
          newest.set(`${scope}/${name}`, put);
          return;
        }
        await listed(scope, checkpoint);
      }
    },
  };
}

function scopeOf(namespace: string, hub: string, group: string): string {
  return `event-hub/${namespace}/${hub}/${group}`.toLowerCase();
}

function placeIn(text: string): Place {
  return JSON.parse(text) as Place;
}
