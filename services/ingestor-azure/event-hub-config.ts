/** One entry of `sources.eventHubs` in the configuration. */

import type { Config } from '@gatewatch/runtime';

export type EventHubConfig = Config['sources']['eventHubs'][number];
export type CredentialConfig = NonNullable<EventHubConfig['credential']>;
export type BlobConfig = NonNullable<EventHubConfig['checkpoints']>['blob'];
