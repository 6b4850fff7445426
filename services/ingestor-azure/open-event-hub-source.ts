/** A source of the configuration, read until it is stopped: all its hubs, each by its own reader. */

import type { Bookmarks, Intake, LiveReader, Vitals } from '@gatewatch/domain';
import { blobStore } from './blob-store.ts';
import { bookmarkStore } from './bookmark-store.ts';
import { connectionOf, readerName } from './connect.ts';
import { credentialOf } from './credential.ts';
import type { EventHubConfig } from './event-hub-config.ts';
import { type HubReader, hubReader } from './hub-reader.ts';
import { type LocalClock, localClock } from './service-time.ts';
import { type Timing, usualTiming } from './timing.ts';

export interface EventHubSourceParts {
  readonly config: EventHubConfig;
  readonly intake: Intake;
  readonly bookmarks: Bookmarks;
  readonly vitals: Vitals;
  readonly clock?: LocalClock;
  readonly timing?: Partial<Timing>;
}

/** Throws UserMistake where the configuration leaves open how to connect. A service that does not answer is tried for ever. */
export async function openEventHubSource(parts: EventHubSourceParts): Promise<LiveReader> {
  const { config, intake, bookmarks, vitals, clock = localClock } = parts;
  const timing = { ...usualTiming, ...parts.timing };
  const credential = config.credential === undefined ? null : await credentialOf(config.credential);
  const connect = connectionOf(config, credential, timing);
  const store =
    config.checkpoints === undefined ? bookmarkStore(bookmarks) : await blobStore(config.checkpoints.blob, credential);
  const { promise: settled, resolve, reject } = Promise.withResolvers<void>();
  settled.catch(() => {}); // whoever awaits it is told
  const me = readerName();
  const open = (hub: string): HubReader =>
    hubReader({
      ...{ config, hub, me, store, intake, vitals, clock, timing },
      connect: (watched) => connect(hub, watched, me),
      broken(error) {
        reject(error);
        void stop();
      },
    });
  const readers = config.hubs.map(open);
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopped ??= Promise.all(readers.map((reader) => reader.stop())).then(() => resolve());
    return stopped;
  };
  return { settled, stop, [Symbol.asyncDispose]: stop };
}
