/** Log equality for subjects that pass their bound: two attacked persons of a simulated organisation, with a restart after every few records. */

import type { LogRecord } from '@gatewatch/domain';
import { createIntake, createWorker, keysOf } from '@gatewatch/engine';
import { memoryLedger, memoryLinks } from '@gatewatch/ledger';
import { parseConfig } from '@gatewatch/runtime';
import { configurationOf, createOrganisation, simulate } from '@gatewatch/simulator';
import { expect, test } from 'vitest';
import { openOrganisation } from '../streams/organisation.ts';

const [users, days, seed] = [16, 10, 20261126];
const people = ['hana.wright@example.com', 'victor.jensen@example.com'];

test('a restart in between changes no revision of a bounded subject', async () => {
  const made = createOrganisation(seed, users);
  const config = parseConfig(configurationOf(made, { from: '2026-03-11', to: '2026-03-12' }), 'gatewatch.yaml');
  await using organisation = await openOrganisation(config);
  const log: LogRecord[] = [];
  const sink = {
    async append(items: readonly { readonly record: LogRecord }[]) {
      for (const { record } of items) {
        const about = record.type !== 'event' || keysOf(record.event).some((key) => people.includes(key));
        if (about) log.push({ ...record, at: log.length });
      }
    },
    async [Symbol.asyncDispose]() {},
  };
  await using intake = createIntake({ ...organisation, links: memoryLinks(), sink, writer: 'laws' });
  for (const item of simulate({ users, days, seed, attacksPerUserWeek: 0.7 })) {
    if (item.kind !== 'line') continue;
    const source = { name: 'all/0', tenant: made.tenant, provider: 'entra' } as const;
    await intake.take(source, [{ position: log.length, received: item.delivered, bytes: Buffer.from(item.line) }]);
    await intake.progress(source, item.delivered);
  }

  async function revisions(restarts: boolean, batch: number): Promise<ReadonlyMap<string, string>> {
    const ledger = memoryLedger();
    const settings = { ...organisation.judging.settings, commitEvery: Number.POSITIVE_INFINITY };
    let worker = await createWorker({ partition: await ledger.acquire('p'), settings });
    for (let at = 0; at < log.length; at += batch) {
      await worker.apply(log.slice(at, at + batch));
      await worker.commit();
      if (restarts) worker = await createWorker({ partition: await ledger.acquire('p'), settings });
    }
    const rows = await ledger.outbox('p', 0, 1_000_000);
    return new Map(rows.map(({ alert }) => [`${alert.id} ${alert.revision}`, JSON.stringify(alert)]));
  }

  const calm = await revisions(false, 1000);
  expect([...calm.values()].some((text) => text.includes('"bounded"'))).toBe(true);
  for (const batch of [1, 7, 50]) expect(await revisions(true, batch), `a restart after every ${batch}`).toEqual(calm);
});
