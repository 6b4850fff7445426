/** The vendor's client for each hub of a source. Nothing is spoken yet: it connects when it is first asked something. */

import { hostname } from 'node:os';
import { type CheckpointStore, EventHubConsumerClient, type EventHubConsumerClientOptions, RetryMode } from '@azure/event-hubs';
import type { TokenCredential } from '@azure/identity';
import { UserMistake } from '@gatewatch/runtime';
import type { EventHubConfig } from './event-hub-config.ts';
import './guarded-links.ts';
import type { Timing } from './timing.ts';

export type Connect = (hub: string, store: CheckpointStore | null, identifier?: string) => EventHubConsumerClient;

/** Throws UserMistake where the configuration leaves open how to connect. */
export function connectionOf(config: EventHubConfig, credential: TokenCredential | null, timing: Timing): Connect {
  const { connectionString, namespace, consumerGroup: group } = config;
  return (hub, store, identifier = readerName()) => {
    const options: EventHubConsumerClientOptions = {
      identifier,
      retryOptions: {
        mode: RetryMode.Exponential,
        maxRetries: 3,
        retryDelayInMs: timing.retry,
        maxRetryDelayInMs: timing.longestRetry,
        timeoutInMs: timing.attempt,
      },
      // Greedy: a reader alone has every partition at once, not one a cycle.
      loadBalancingOptions: {
        strategy: 'greedy',
        updateIntervalInMs: timing.balance,
        partitionOwnershipExpirationIntervalInMs: timing.expiry,
      },
    };
    if (connectionString !== undefined)
      return store === null
        ? new EventHubConsumerClient(group, connectionString, hub, options)
        : new EventHubConsumerClient(group, connectionString, hub, store, options);
    if (namespace === undefined || credential === null)
      throw new UserMistake(
        `Source ${config.name} has no way to connect: give a connectionString, or a namespace and a credential.`,
      );
    return store === null
      ? new EventHubConsumerClient(group, namespace, hub, credential, options)
      : new EventHubConsumerClient(group, namespace, hub, credential, store, options);
  };
}

/** Names the owner of partitions in the store: another one each time a reader is opened. */
export function readerName(): string {
  return `${hostname().slice(0, 60)}-${crypto.randomUUID().slice(0, 8)}`;
}
