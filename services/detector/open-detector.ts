/** Opens the stages of detection of a process: the person lane, and one for each lane that has counting detectors. */

import { type LaneName, partitionOf, topicNames } from '@gatewatch/bus';
import { type Bus, BusFailed, type Ledger, type LiveReader, PartitionMismatch, type Vitals } from '@gatewatch/domain';
import { type Configured, type CrashHook, type DetectStage, detect, type EngineSettings } from '@gatewatch/engine';

export interface DetectorOf {
  readonly bus: Bus;
  readonly ledger: Ledger;
  readonly topicPrefix: string;
  /** As the configuration says: another number in the log stops the start. */
  readonly partitions: number;
  /** Counting detectors among them run in lanes of their own. */
  readonly settings: EngineSettings;
  readonly configured: Configured;
  readonly vitals: Vitals;
  /** Go on where the log begins, though records before it were lost to retention. */
  readonly acceptLoss?: boolean;
  readonly commitWithinMs?: number;
  readonly crash?: CrashHook;
}

/** Throws BusFailed where the bus or a topic is missing, and PartitionMismatch. */
export async function openDetector(of: DetectorOf): Promise<LiveReader> {
  const { bus, ledger, settings, configured, vitals, topicPrefix } = of;
  const names = topicNames(topicPrefix);
  const counting: readonly LaneName[] = [...new Set(settings.counting.map(({ lane }) => lane))];
  const stages: DetectStage[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(stages.map((stage) => stage[Symbol.asyncDispose]()));
  };
  try {
    for (const name of ['person', ...counting] as const) {
      const topic = names.lane(name);
      const partitions = await bus.partitions(topic);
      if (partitions === null) throw new BusFailed(`there is no topic ${topic}: run gatewatch setup topics`);
      if (partitions !== of.partitions) throw new PartitionMismatch(topic, partitions, of.partitions);
      const own =
        name === 'person'
          ? { ...settings, counting: [] }
          : { ...settings, detectors: [], counting: settings.counting.filter(({ lane }) => lane === name) };
      stages.push(
        await detect({
          bus,
          ledger,
          group: `${topicPrefix}-detector-${name}`,
          lane: { name, topic },
          alertsTopic: names.alerts,
          quarantineTopic: names.quarantine,
          signalsTopic: name === 'person' ? null : names.lane('person'),
          partitionOf,
          settings: own,
          configured,
          vitals,
          ...(of.acceptLoss === undefined ? {} : { acceptLoss: of.acceptLoss }),
          ...(of.commitWithinMs === undefined ? {} : { commitWithinMs: of.commitWithinMs }),
          ...(of.crash === undefined ? {} : { crash: of.crash }),
        }),
      );
    }
  } catch (error) {
    await close();
    throw error;
  }
  const stopped = Promise.withResolvers<void>();
  const settled = Promise.race([stopped.promise, ...stages.map((stage) => stage.stopped)]);
  settled.catch(() => {}); // who does not ask is not told
  const stop = async (): Promise<void> => {
    await close();
    stopped.resolve();
  };
  return { stop, settled, [Symbol.asyncDispose]: stop };
}
