/**
 * Outcome equality and log equality (SEMANTICS.md 7.2, 7.3): the same input through one process and through a log with 1, 2 and 5
 * workers gives the same alerts; and a log that is read again from its start, by another number of workers over an empty ledger,
 * gives every field of every revision again.
 */

import { topicNames } from '@gatewatch/bus';
import type { Alert, Bus } from '@gatewatch/domain';
import { alertIn } from '@gatewatch/engine';
import { memoryLedger, memoryLinks } from '@gatewatch/ledger';
import { describe, expect, test } from 'vitest';
import { standing } from '../laws/running.ts';
import { handOver, simulatedMonth } from './month.ts';
import { openOrganisation } from './organisation.ts';
import { readAll } from './read-all.ts';
import { scenarioLog } from './scenario-log.ts';
import { distributed, embedded, type Opened, type Stores } from './settings.ts';

export interface EqualityPlan {
  readonly bus: () => Promise<Bus>;
  /** Empty ones each time. */
  readonly stores: () => Promise<Stores>;
  readonly workers: readonly number[];
  readonly users: number;
  readonly days: number;
}

const partitions = 5;
let runs = 0;

export function equality(name: string, plan: EqualityPlan): void {
  const { workers } = plan;
  describe(name, () => {
    test('every scenario comes out as in one process, with any number of workers', async () => {
      await using organisation = await openOrganisation();
      const items = scenarioLog();
      const put = async (of: Opened): Promise<void> => {
        for (let at = 0; at < items.length; at += 1000) await of.sink.append(items.slice(at, at + 1000), []);
        await of.settled();
      };
      await using one = embedded(organisation, { ledger: memoryLedger(), links: memoryLinks() });
      await put(one);
      const expected = await standing(one.ledger);
      expect(expected.length).toBeGreaterThan(100);
      const bus = await plan.bus();
      for (const count of workers) {
        const prefix = `scenarios-${process.pid}-${++runs}`;
        await using many = await distributed(organisation, bus, await plan.stores(), { partitions, workers: count, prefix });
        await put(many);
        expect(await standing(many.ledger), `${count} workers`).toEqual(expected);
      }
    });

    test('a simulated month comes out as in one process, and its log says the same when it is read again', async () => {
      const month = simulatedMonth(plan.users, plan.days, 11);
      await using organisation = await openOrganisation(month.config);
      await using one = embedded(organisation, { ledger: memoryLedger(), links: memoryLinks() });
      await handOver(one.intake, month);
      const expected = await standing(one.ledger);
      expect(expected.length).toBeGreaterThan(1);
      const bus = await plan.bus();
      for (const count of workers) {
        const prefix = `month-${process.pid}-${++runs}`;
        const topics = { partitions, prefix };
        const revisions: Map<string, Set<string>>[] = [];
        {
          await using many = await distributed(organisation, bus, await plan.stores(), { ...topics, workers: count });
          await handOver(many.intake, month);
          await many.settled();
          expect(await standing(many.ledger), `${count} workers`).toEqual(expected);
        }
        revisions.push(revisionsOf(await alertsOn(bus, prefix)));
        if (count !== workers.at(-1)) continue;
        const others = (count % 5) + 2;
        await using again = await distributed(organisation, bus, await plan.stores(), { ...topics, workers: others });
        await again.settled();
        const all = await alertsOn(bus, prefix);
        revisions.push(revisionsOf(all));
        expect(all.length).toBe(2 * [...(revisions[0]?.values() ?? [])].reduce((sum, texts) => sum + texts.size, 0));
        expect(revisions[1], `read by ${count}, then by ${others}`).toEqual(revisions[0]);
      }
      console.info(`${name}: ${month.records} records, ${expected.length} alerts, the same with ${workers.join(', ')} workers`);
    });
  });
}

async function alertsOn(bus: Bus, prefix: string): Promise<readonly Alert[]> {
  return (await readAll(bus, topicNames(prefix).alerts)).flatMap((message) => alertIn(message) ?? []);
}

/** Id and revision → every text that was said under them. */
function revisionsOf(alerts: readonly Alert[]): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>();
  for (const alert of alerts) {
    const of = `${alert.tenant} ${alert.id} ${alert.revision}`;
    texts.set(of, (texts.get(of) ?? new Set()).add(JSON.stringify(alert)));
  }
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
