/** What the stage of detection is told. */

import type { Bus, BusProducer, Ledger, Vitals } from '@gatewatch/domain';
import type { EngineSettings } from '../settings.ts';
import type { PartitionOf } from './bus-sink.ts';
import type { Configured } from './configured.ts';
import type { CrashHook } from './crash-points.ts';

export interface DetectPlan {
  readonly bus: Bus;
  readonly ledger: Ledger;
  /** Of the members that share the lane's partitions. */
  readonly group: string;
  /** Its log; partitions of the ledger are called `<name>/<partition>`. */
  readonly lane: { readonly name: string; readonly topic: string };
  readonly alertsTopic: string;
  readonly quarantineTopic: string;
  /** In a counting lane: the person lane, where its signals go. Null in the person lane. */
  readonly signalsTopic: string | null;
  readonly partitionOf: PartitionOf;
  readonly settings: EngineSettings;
  readonly configured: Configured;
  /** Go on where the log begins, though records before it were lost to retention. */
  readonly acceptLoss?: boolean;
  /** How long what is not decisive may wait for its commit, ms; default 1,000. */
  readonly commitWithinMs?: number;
  readonly vitals: Vitals;
  readonly now: () => number;
  readonly crash: CrashHook;
}

/** What every held partition of a process shares. */
export interface DetectShared extends DetectPlan {
  readonly producer: BusProducer;
  readonly partitions: number;
  /** Of the person lane, in a counting lane; else 0. */
  readonly signalPartitions: number;
}

/** The ledger and the log do not fit together: one sentence with what to do. */
export class LogLost extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LogLost';
  }
}
