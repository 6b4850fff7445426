/** A small organisation's days as live sources hand them over: bodies and pages in the order of their delivery, with ticks. */

import type { Intake, LiveSource, RawBody } from '@gatewatch/domain';
import { type Config, parseConfig } from '@gatewatch/runtime';
import { configurationOf, createOrganisation, simulate } from '@gatewatch/simulator';

export interface Month {
  readonly config: Config;
  /** What is handed over together, and how far everything is read after it. */
  readonly steps: readonly { readonly hands: readonly Hand[]; readonly progress: number }[];
  readonly records: number;
}

interface Hand {
  readonly source: LiveSource;
  readonly bodies: readonly RawBody[];
}

const bodiesAStep = 150;
/** The simulator's own, counted from its first day. */
const rollOut = { from: '2026-03-11', to: '2026-03-12' };

export function simulatedMonth(users: number, days: number, seed: number): Month {
  const organisation = createOrganisation(seed, users);
  const { tenant } = organisation;
  const config = parseConfig(configurationOf(organisation, rollOut), 'gatewatch.yaml');
  const steps: { hands: Hand[]; progress: number }[] = [];
  let held = new Map<string, { readonly source: LiveSource; readonly bodies: RawBody[] }>();
  let count = 0;
  let records = 0;
  let progress = 0;
  const step = (): void => {
    steps.push({ hands: [...held.values()], progress });
    held = new Map();
  };
  for (const item of simulate({ users, days, seed })) {
    if (item.kind !== 'line') continue;
    const name = item.file.slice(0, item.file.indexOf('/'));
    const provider = name.startsWith('google') ? 'google' : 'entra';
    const of = held.get(name) ?? { source: { name: `${name}/0`, tenant, provider }, bodies: [] };
    held.set(name, of);
    of.bodies.push({ position: count++, received: item.delivered, bytes: Buffer.from(item.line) });
    records += item.records;
    progress = item.delivered;
    if (count % bodiesAStep === 0) step();
  }
  step();
  return { config, steps, records };
}

export async function handOver(intake: Intake, { steps }: Month): Promise<void> {
  for (const { hands, progress } of steps) {
    for (const { source, bodies } of hands) await intake.take(source, bodies);
    for (const source of sourcesOf(steps)) await intake.progress(source, progress);
  }
}

function sourcesOf(steps: Month['steps']): readonly LiveSource[] {
  return [...new Map(steps.flatMap(({ hands }) => hands.map(({ source }) => [source.name, source]))).values()];
}
