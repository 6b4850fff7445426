/** Every revision of every alert of a simulated organisation, in the order in which they are published. */

import type { Alert, LiveSource } from '@gatewatch/domain';
import { createIntake, createLedgerSink } from '@gatewatch/engine';
import { memoryLedger, memoryLinks } from '@gatewatch/ledger';
import { parseConfig } from '@gatewatch/runtime';
import { configurationOf, createOrganisation, simulate } from '@gatewatch/simulator';
import { openOrganisation } from '../../streams/organisation.ts';

/** So many that alerts come all the time. */
const attacksPerUserWeek = 0.7;
const together = 40;

export async function monthOfAlerts(users: number, days: number, seed: number): Promise<readonly Alert[]> {
  const simulated = createOrganisation(seed, users);
  const config = parseConfig(configurationOf(simulated, { from: '2026-03-11', to: '2026-03-12' }), 'gatewatch.yaml');
  await using organisation = await openOrganisation(config);
  const { judging } = organisation;
  const ledger = memoryLedger();
  const sink = createLedgerSink({ ...judging, ledger, partition: 'all', quarantine: async () => {} });
  await using intake = createIntake({
    ...{ ...organisation, sink, fixed: judging.fixed, links: memoryLinks(), writer: 'month' },
  });
  const sources = new Map<string, LiveSource>();
  let taken = 0;
  let position = 0;
  for (const item of simulate({ users, days, seed, attacksPerUserWeek })) {
    if (item.kind !== 'line') continue;
    const name = `${item.file.slice(0, item.file.indexOf('/'))}/0`;
    const provider = name.startsWith('google') ? 'google' : 'entra';
    const source: LiveSource = sources.get(name) ?? { name, tenant: simulated.tenant, provider };
    sources.set(name, source);
    await intake.take(source, [{ position: position++, received: item.delivered, bytes: Buffer.from(item.line) }]);
    if (++taken % together === 0) for (const one of sources.values()) await intake.progress(one, item.delivered);
  }
  return (await ledger.outbox('all', 0, Number.MAX_SAFE_INTEGER)).map(({ alert }) => alert);
}
