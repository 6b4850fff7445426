/** What the configuration knows of people and plans, as facts that hold from their dates (SEMANTICS.md 6.3). */

import { dayMs, type FactName, factKey, type LogRecord } from '@gatewatch/domain';
import type { Config } from '@gatewatch/runtime';

/** `keyOf`: the subject key of an address. */
export function rosterFacts(config: Config, tenants: readonly string[], keyOf: (address: string) => string): LogRecord[] {
  const facts: LogRecord[] = [];
  const add = (tenant: string, name: FactName, about: string | null, time: number, value: string | null = 'yes') => {
    facts.push({ type: 'fact', at: time, tenant, name: factKey(name, about), value, time });
  };
  for (const tenant of config.tenants) {
    for (const registrar of tenant.registrars) add(tenant.id, 'registrar', registrar.toLowerCase(), 0);
    for (const [from, to] of windows(tenant.rollOuts)) {
      add(tenant.id, 'roll-out', null, from);
      add(tenant.id, 'roll-out', null, to, null);
    }
  }
  // In the order of their days: of those that lie before what a service judged already, the one said last holds.
  const begun = new Set<string>();
  for (const person of [...config.people].sort((a, b) => (a.from ?? 0) - (b.from ?? 0))) {
    const tenant = person.tenant ?? tenants[0] ?? '';
    const roles: readonly (readonly [FactName, boolean | undefined])[] = [
      ['privileged', person.privileged],
      ['break-glass', person.breakGlass],
      ['service', person.service],
      ['help-desk', person.helpDesk],
    ];
    for (const [role, has] of roles) {
      const key = keyOf(person.address);
      const of = JSON.stringify([tenant, role, key]);
      if (has !== true && (has === undefined || !begun.has(of))) continue;
      begun.add(of);
      add(tenant, role, key, person.from ?? 0, has ? 'yes' : null);
    }
  }
  return facts;
}

/** Whole days, the last one included; those that overlap or touch are one. */
function windows(plans: readonly { readonly from: number; readonly to: number }[]): readonly (readonly [number, number])[] {
  const joined: [number, number][] = [];
  for (const { from, to } of [...plans].sort((a, b) => a.from - b.from)) {
    const end = to + dayMs;
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([from, end]);
  }
  return joined;
}
