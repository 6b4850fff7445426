/**
 * What the configuration has to say in a partition's log: its epoch, and its facts of people and plans. It is compared with what
 * that log has told already, so it is said once whoever starts, again after another configuration was in force in between, and
 * what it no longer says is taken back: what it says now holds from then, such as a plan that ends later.
 */

import type { LogRecord } from '@gatewatch/domain';
import type { Told } from '../worker.ts';

export interface Configured {
  /** Empty where the log says it all. `at`: log time. */
  toSay(told: Pick<Told, 'epoch' | 'fact'>, at: number): readonly LogRecord[];
}

/** A fact that remembers which facts are the configuration's: no snapshot says them, so they are taken back by it alone. */
const configuredFact = 'configured';

type Entry = readonly [name: string, value: string | null, time: number];

export function createConfigured(epoch: string, tenants: readonly string[], roster: readonly LogRecord[]): Configured {
  const byTenant = new Map<string, Entry[]>(tenants.map((tenant) => [tenant, []]));
  for (const record of roster) {
    if (record.type !== 'fact') continue;
    const entries = byTenant.get(record.tenant) ?? [];
    byTenant.set(record.tenant, entries);
    entries.push([record.name, record.value, record.time]);
  }
  return {
    toSay(told, at) {
      const records: LogRecord[] = told.epoch === epoch ? [] : [{ type: 'epoch', at, epoch }];
      for (const [tenant, entries] of byTenant) {
        const now = JSON.stringify(entries);
        const before = told.fact(tenant, configuredFact) ?? '[]';
        if (before === now) continue;
        const kept = new Set(entries.map((entry) => JSON.stringify(entry)));
        const old: readonly Entry[] = JSON.parse(before);
        const byName = Map.groupBy(entries, ([name]) => name);
        const say = (name: string, value: string | null, time: number) =>
          records.push({ type: 'fact', at, tenant, name, value, time });
        for (const [name, value, time] of old)
          if (!kept.has(JSON.stringify([name, value, time]))) say(name, valueAt(byName.get(name), time), time);
        for (const [name, value, time] of entries) say(name, value, time);
        say(configuredFact, now, 0);
      }
      return records;
    },
  };
}

/** `entries`: of one name. */
function valueAt(entries: readonly Entry[] | undefined, time: number): string | null {
  let newest: Entry | null = null;
  for (const entry of entries ?? []) if (entry[2] <= time && entry[2] >= (newest?.[2] ?? entry[2])) newest = entry;
  return newest?.[1] ?? null;
}
