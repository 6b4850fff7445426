/** The two settings of the house as a suite opens them: one ledger in this process, or a log with a detector that reads it. */

import { partitionOf, topicNames, topicPlans } from '@gatewatch/bus';
import { openDetector } from '@gatewatch/detector';
import type { Bus, Ledger, Links, LiveReader } from '@gatewatch/domain';
import { createBusSink, createIntake, createLedgerSink, personKeys, type QuarantineEntry, type Sink } from '@gatewatch/engine';
import { countedVitals } from './counted-vitals.ts';
import type { IntakeUnderTest } from './intake.contract.ts';
import { marked, sendMark } from './mark.ts';
import type { Organisation } from './organisation.ts';
import { readAll } from './read-all.ts';

let marks = 0;

/** With the sink itself, for what no source hands over. */
export type Opened = IntakeUnderTest & { readonly sink: Sink };

export interface Stores {
  readonly ledger: Ledger;
  readonly links: Links;
}

export function embedded(of: Organisation, { ledger, links }: Stores): Opened {
  const vitals = countedVitals();
  const entries: QuarantineEntry[] = [];
  let failures = 0;
  const sink = createLedgerSink({
    ledger: {
      ...ledger,
      async acquire(name) {
        const partition = await ledger.acquire(name);
        return {
          ...partition,
          async commit(step) {
            if (failures-- > 0) throw new Error('the disk is full');
            return partition.commit(step);
          },
        };
      },
    },
    partition: 'all',
    settings: of.judging.settings,
    configured: of.judging.configured,
    quarantine: async (more) => void entries.push(...more),
  });
  const intake = createIntake({ ...of, fixed: of.judging.fixed, links, sink, writer: 'embedded', vitals });
  return {
    intake,
    sink,
    ledger,
    quarantined: async () => entries,
    settled: async () => {},
    fail: (times) => void (failures = times),
    retried: () => vitals.total('gatewatch_retries_total'),
    [Symbol.asyncDispose]: () => intake[Symbol.asyncDispose](),
  };
}

export interface DistributedPlan {
  readonly partitions: number;
  readonly workers: number;
  /** What the topics' names begin with. */
  readonly prefix: string;
}

export async function distributed(of: Organisation, bus: Bus, { ledger, links }: Stores, plan: DistributedPlan): Promise<Opened> {
  const vitals = countedVitals();
  const names = topicNames(plan.prefix);
  const topic = names.lane('person');
  const retention = { lanes: 3_600_000, alerts: 3_600_000, quarantine: 3_600_000 };
  const { partitions } = plan;
  await bus.ensureTopics(topicPlans({ topicPrefix: plan.prefix, partitions, replicas: 1, minInSync: 1, retention }));
  let failures = 0;
  const producer: Bus['producer'] = async () => {
    const real = await bus.producer();
    return {
      async send(to, records) {
        if (failures-- > 0) throw new Error('the brokers are away');
        await real.send(to, records);
      },
      [Symbol.asyncDispose]: () => real[Symbol.asyncDispose](),
    };
  };
  const sink = createBusSink({
    bus: { producer },
    lanes: [{ topic, partitions, keys: personKeys, all: true }],
    quarantineTopic: names.quarantine,
    partitionOf,
    sendRaw: true,
  });
  const intake = createIntake({ ...of, fixed: of.judging.fixed, links, sink, writer: 'ingestor', vitals });
  const { settings, configured } = of.judging;
  const stages: LiveReader[] = [];
  for (let i = 0; i < plan.workers; i++)
    stages.push(
      await openDetector({ bus, ledger, topicPrefix: plan.prefix, partitions, settings, configured, vitals, commitWithinMs: 50 }),
    );
  return {
    intake,
    sink,
    ledger,
    quarantined: async () =>
      (await readAll(bus, names.quarantine)).map(({ value }) => {
        const { source, position, ...entry } = JSON.parse(Buffer.from(value ?? []).toString());
        return { ...entry, origin: { source, position } };
      }),
    async settled() {
      const mark = `mark ${++marks}`;
      await sendMark(intake, mark);
      await marked(ledger, partitions, mark);
    },
    fail: (times) => void (failures = times),
    retried: () => vitals.total('gatewatch_retries_total'),
    async [Symbol.asyncDispose]() {
      for (const stage of stages) await stage[Symbol.asyncDispose]();
      await intake[Symbol.asyncDispose]();
    },
  };
}
