/** Checkpoints and ownership in Azure Blob Storage by the vendor's own store, shared with other readers of the client. */

import type { CheckpointStore } from '@azure/event-hubs';
import type { TokenCredential } from '@azure/identity';
import type { ContainerClient } from '@azure/storage-blob';
import type { BlobConfig } from './event-hub-config.ts';

export async function blobStore(config: BlobConfig, credential: TokenCredential | null): Promise<CheckpointStore> {
  const { BlobCheckpointStore } = await import('@azure/eventhubs-checkpointstore-blob');
  return new BlobCheckpointStore(await blobContainer(config, credential));
}

export async function blobContainer(
  { connectionString, container = '', url }: BlobConfig,
  credential: TokenCredential | null,
): Promise<ContainerClient> {
  const { ContainerClient } = await import('@azure/storage-blob');
  if (connectionString !== undefined) return new ContainerClient(connectionString, container);
  return credential === null ? new ContainerClient(url ?? '') : new ContainerClient(url ?? '', credential);
}
