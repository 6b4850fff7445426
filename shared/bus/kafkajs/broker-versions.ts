/**
 * kafkajs takes the lesser of its newest and the broker's newest version of a request and never looks at the broker's oldest
 * (src/protocol/requests): a Kafka that drops what kafkajs speaks would fail without a reason. So it is asked at connecting.
 */

import { createRequire } from 'node:module';
import kafkajs from 'kafkajs';

/** Newest version that kafkajs 2.2.4 speaks, by API key, of the requests that we need (src/protocol/requests). */
const newest: Readonly<Record<number, readonly [string, number]>> = {
  0: ['Produce', 7],
  1: ['Fetch', 11],
  2: ['ListOffsets', 3],
  3: ['Metadata', 6],
  8: ['OffsetCommit', 5],
  9: ['OffsetFetch', 4],
  10: ['FindCoordinator', 2],
  11: ['JoinGroup', 5],
  12: ['Heartbeat', 3],
  13: ['LeaveGroup', 3],
  14: ['SyncGroup', 3],
  19: ['CreateTopics', 3],
  22: ['InitProducerId', 1],
};

export type BrokerVersions = Readonly<Record<number, { readonly minVersion: number; readonly maxVersion: number }>>;

/** A sentence where the broker no longer speaks what kafkajs speaks; null where they understand each other. */
export function misunderstanding(versions: BrokerVersions): string | null {
  const lost = Object.entries(newest).filter(([key, [, version]]) => (versions[Number(key)]?.minVersion ?? 0) > version);
  if (lost.length === 0) return null;
  const names = lost.map(([, [name, version]]) => `${name} ${version}`).join(', ');
  return `this Kafka no longer speaks ${names}, the newest that kafkajs knows: set kafka.client to platformatic`;
}

interface Broker {
  apiVersions(): Promise<BrokerVersions>;
}

/** Once a process: every connection asks. */
export function checkBrokerVersions(): void {
  const broker: { prototype: Broker } = createRequire(import.meta.url)('kafkajs/src/broker');
  const ask = broker.prototype.apiVersions;
  broker.prototype.apiVersions = async function (this: Broker) {
    const versions = await ask.call(this);
    const problem = misunderstanding(versions);
    if (problem !== null) throw new kafkajs.KafkaJSNonRetriableError(problem);
    return versions;
  };
}
