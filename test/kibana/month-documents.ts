/**
 * The documents of a simulated month, as the indexer is told of them: the organisation's records (and a few rare ones) through the intake
 * and the detectors, analysts' verdicts on some of the alerts, and what the monitor said of a process that had its troubles in that month.
 */

import { type Alert, dayMs, hourMs, type IdentityEvent, minuteMs } from '@gatewatch/domain';
import { createIntake, createLedgerSink, type LogItem, type QuarantineEntry, type Sink, verdictEvent } from '@gatewatch/engine';
import { memoryLedger, memoryLinks } from '@gatewatch/ledger';
import { type Memory, monitorOptions, type Reading, watch } from '@gatewatch/monitor';
import { handOver, type Month, simulatedMonth } from '../streams/month.ts';
import { openOrganisation } from '../streams/organisation.ts';
import { rareRecords } from './rare-records.ts';

export interface MonthDocuments {
  /** With all copies of a record. */
  readonly events: readonly IdentityEvent[];
  readonly alerts: readonly Alert[];
  readonly quarantined: readonly QuarantineEntry[];
  /** Unix ms: everything happened in it. */
  readonly from: number;
  readonly to: number;
}

export async function monthDocuments(users: number, days: number, seed: number): Promise<MonthDocuments> {
  const month = simulatedMonth(users, days, seed);
  await using organisation = await openOrganisation(month.config);
  const ledger = memoryLedger();
  const { settings, configured, fixed } = organisation.judging;
  const quarantined: QuarantineEntry[] = [];
  const events: IdentityEvent[] = [];
  const real = createLedgerSink({
    ...{ ledger, partition: 'all', settings, configured },
    quarantine: async (more) => void quarantined.push(...more),
  });
  const sink: Sink = {
    async append(items, refused) {
      for (const { record } of items) if (record.type === 'event') events.push(record.event);
      await real.append(items, refused);
    },
    [Symbol.asyncDispose]: () => real[Symbol.asyncDispose](),
  };
  await using intake = createIntake({ ...organisation, fixed, links: memoryLinks(), sink, writer: 'month' });
  const [tenant] = month.config.tenants;
  if (tenant === undefined) throw new Error('the simulated organisation has no tenant');
  const rare = rareRecords(tenant.entra[0] ?? '', tenant.google[0] ?? '', month.steps[0]?.progress ?? 0);
  await intake.take({ name: 'rare/entra', tenant: tenant.id, provider: 'entra' }, [rare.entra]);
  await intake.take({ name: 'rare/google', tenant: tenant.id, provider: 'google' }, [rare.google]);
  await handOver(intake, month);
  await sink.append(verdictsOn(await ledger.alerts()), []);
  const alerts = [...(await ledger.alerts()), ...troublesOf(month)];
  const times = [...events.map(({ time }) => time), ...alerts.map(({ lastSeen }) => lastSeen)];
  const [from, to] = times.reduce(([least, most], time) => [Math.min(least, time), Math.max(most, time)], [Infinity, 0]);
  return { events, alerts, quarantined, from, to: to + 1 };
}

/** Two of three are closed, each in another way. */
function verdictsOn(alerts: readonly Alert[]): readonly LogItem[] {
  const said = ['true-positive', 'false-positive', 'benign', null, null, 'true-positive'] as const;
  return alerts.flatMap((alert, i): LogItem[] => {
    const disposition = said[i % said.length] ?? null;
    if (disposition === null || alert.state === 'withdrawn') return [];
    const time = alert.lastSeen + 2 * hourMs;
    const event = verdictEvent(alert, { id: `verdict-${i}`, time, disposition, note: 'looked into it', analyst: 'ada' });
    return [{ record: { type: 'event', at: time, event, stamp: { writer: 'analysts', sequence: i } }, raw: null }];
  });
}

/** A process that reads the month: a destination is away for six hours of the twelfth day, and from the last noon on another one. */
function troublesOf({ steps }: Month): readonly Alert[] {
  const begin = (steps[0]?.progress ?? 0) - dayMs;
  const end = steps.at(-1)?.progress ?? 0;
  const newest = new Map<string, Alert>();
  let memory: Memory | null = null;
  for (let now = begin; now < end; now += 4 * minuteMs) {
    const away = now > begin + 12 * dayMs && now < begin + 12 * dayMs + 6 * hourMs;
    const components = [
      { component: 'destination siem', works: !away, says: away ? 'nobody listens there' : null, since: begin },
      { component: 'destination chat', works: now < end - 12 * hourMs, says: 'its certificate is not trusted', since: begin },
    ];
    const reading: Reading = { now, run: 'month', components, sources: [], delays: [], lags: [], geo: [] };
    const watched = watch(memory, reading, monitorOptions());
    memory = watched.memory;
    for (const alert of watched.alerts) newest.set(alert.id, alert);
  }
  return [...newest.values()];
}
