/** `gatewatch source test`: whether a source could be read as it is configured, and what is missing, in plain sentences. */

import { setTimeout as wait } from 'node:timers/promises';
import { type EventHubConsumerClient, latestEventPosition, type PartitionProperties } from '@azure/event-hubs';
import type { SourceFinding } from '@gatewatch/domain';
import { within } from './back-off.ts';
import { blobContainer } from './blob-store.ts';
import { type Connect, connectionOf } from './connect.ts';
import { credentialOf } from './credential.ts';
import type { EventHubConfig } from './event-hub-config.ts';
import { sentenceOf } from './sentence-of.ts';
import { usualTiming } from './timing.ts';

/** Reads nothing away: no checkpoint moves, no partition changes its owner. */
export async function testEventHubSource(config: EventHubConfig, patience = 10_000): Promise<readonly SourceFinding[]> {
  const findings: SourceFinding[] = [];
  const credential = config.credential === undefined ? null : await credentialOf(config.credential);
  const connect = connectionOf(config, credential, { ...usualTiming, attempt: patience, retry: 200 });
  for (const hub of config.hubs) findings.push(...(await testHub(config, hub, connect, patience)));
  if (config.checkpoints !== undefined) {
    const container = await blobContainer(config.checkpoints.blob, credential);
    try {
      await container.getProperties({ abortSignal: AbortSignal.timeout(patience) });
      findings.push({ ok: true, text: `The container ${container.containerName} of checkpoints can be read.` });
    } catch (error) {
      findings.push({
        ok: false,
        text: `The container ${container.containerName} of checkpoints cannot be used: ${sentenceOf(error)}.`,
      });
    }
  }
  return findings;
}

async function testHub(
  config: EventHubConfig,
  hub: string,
  connect: Connect,
  patience: number,
): Promise<readonly SourceFinding[]> {
  const client = connect(hub, null);
  try {
    const asked = AbortSignal.timeout(patience);
    const { partitionIds } = await client.getEventHubProperties({ abortSignal: asked });
    const partitions = await Promise.all(partitionIds.map((id) => client.getPartitionProperties(id, { abortSignal: asked })));
    const [first = '0'] = partitionIds;
    return [
      { ok: true, text: `Hub ${hub} of ${client.fullyQualifiedNamespace} answers and has ${partitionIds.length} partitions.` },
      holding(hub, partitions),
      await reading(client, config, hub, first, patience),
    ];
  } catch (error) {
    const why = isAbort(error) ? `it did not answer within ${patience / 1000} s` : sentenceOf(error);
    return [{ ok: false, text: `Hub ${hub} of ${client.fullyQualifiedNamespace} cannot be used: ${why}.` }];
  } finally {
    await within(2_000, client.close());
  }
}

/** What stands in the hub: without events, the diagnostic setting may be missing. */
function holding(hub: string, partitions: readonly PartitionProperties[]): SourceFinding {
  const full = partitions.filter(({ isEmpty }) => !isEmpty);
  if (full.length === 0)
    return { ok: false, text: `Hub ${hub} holds no events: check that the diagnostic setting of Entra ID streams to it.` };
  const events = full.reduce((sum, one) => sum + one.lastEnqueuedSequenceNumber - one.beginningSequenceNumber + 1, 0);
  const newest = Math.max(...full.map(({ lastEnqueuedOnUtc }) => lastEnqueuedOnUtc.getTime()));
  return { ok: true, text: `Hub ${hub} holds ${events} events, the newest of ${new Date(newest).toISOString()}.` };
}

/** Opens a reader without owner level beside whoever reads now; being refused because somebody owns the partition is as good. */
async function reading(
  client: EventHubConsumerClient,
  { consumerGroup }: EventHubConfig,
  hub: string,
  partition: string,
  patience: number,
): Promise<SourceFinding> {
  const { promise, resolve } = Promise.withResolvers<SourceFinding>();
  const group = `consumer group ${consumerGroup} of hub ${hub}`;
  const bad = (why: string): SourceFinding => ({ ok: false, text: `The ${group} cannot be read: ${why}.` });
  const fine: SourceFinding = { ok: true, text: `The ${group} can be read.` };
  const subscription = client.subscribe(
    partition,
    {
      async processEvents() {
        resolve(fine);
      },
      async processError(error) {
        const taken = 'code' in error && error.code === 'ReceiverDisconnectedError';
        resolve(
          taken ? { ok: true, text: `The ${group} can be read, and is read by a reader that runs now.` } : bad(sentenceOf(error)),
        );
      },
    },
    { startPosition: latestEventPosition, maxWaitTimeInSeconds: 1, maxBatchSize: 1, skipParsingBodyAsJson: true },
  );
  const late = new AbortController();
  try {
    const none = wait(patience, bad(`it did not answer within ${patience / 1000} s`), { signal: late.signal });
    none.catch(() => {});
    return await Promise.race([promise, none]);
  } finally {
    late.abort();
    await within(2_000, subscription.close());
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}
