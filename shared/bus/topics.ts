/**
 * Names and plans of our topics. A lane's topic is its one input log (SEMANTICS.md 1.1): events and signals under their key,
 * ticks, facts, verdicts and epochs copied into every partition. What belongs to nobody's timeline (an attempt at an account
 * that does not exist) stands in the person lane where its id says. So that lane has every event, one of two people twice, and
 * there is no topic of events besides.
 */

import type { TopicPlan } from '@gatewatch/domain';

export type LaneName = 'person' | 'address' | 'network';

export const lanes: readonly LaneName[] = ['person', 'address', 'network'];

export interface TopicOptions {
  readonly topicPrefix: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly minInSync: number;
  /** Ms. */
  readonly retention: { readonly lanes: number; readonly alerts: number; readonly quarantine: number };
}

export interface TopicNames {
  lane(name: LaneName): string;
  /** Every revision of every alert, keyed by the alert's id. */
  readonly alerts: string;
  /** Records that became no event, with their bytes, keyed by their source. */
  readonly quarantine: string;
}

export function topicNames(prefix: string): TopicNames {
  return { lane: (name) => `${prefix}.${name}`, alerts: `${prefix}.alerts`, quarantine: `${prefix}.quarantine` };
}

/**
 * Event Hubs hands over up to 1 MB of records at once and one record may be all of it: the event made of it, and its original
 * bytes beside it, are at most twice that. The usual 1 MiB of a broker would refuse it.
 */
const maxRecordBytes = 4 * 1024 * 1024;

export function topicPlans({ topicPrefix, partitions, replicas, minInSync, retention }: TopicOptions): readonly TopicPlan[] {
  const names = topicNames(topicPrefix);
  const plan = (name: string, retentionMs: number): TopicPlan => ({
    name,
    partitions,
    replicas,
    minInSync,
    retentionMs,
    maxRecordBytes,
  });
  return [
    ...lanes.map((name) => plan(names.lane(name), retention.lanes)),
    plan(names.alerts, retention.alerts),
    plan(names.quarantine, retention.quarantine),
  ];
}
