/** Every timeline of every detector as one log: a tenant each, so that none knows of another. */

import { dayMs, type LogRecord } from '@gatewatch/domain';
import type { LogItem } from '@gatewatch/engine';
import { timelinesOf } from '../scenarios/index.ts';

export function scenarioLog(): readonly LogItem[] {
  const items: LogItem[] = [];
  const say = (record: LogRecord): void => void items.push({ record, raw: null });
  for (const [index, { rows, facts = {} }] of Object.values(timelinesOf).flat().entries()) {
    const tenant = `scenario-${index}`;
    const at = rows[0]?.time ?? 0;
    for (const [name, value] of Object.entries(facts)) say({ type: 'fact', at, tenant, name, value, time: 0 });
    for (const row of rows) say({ type: 'event', at, event: { ...row, tenant } });
    const last = Math.max(...rows.map(({ time }) => time));
    say({ type: 'tick', at, tenant, source: 'scenario', progress: last + dayMs });
  }
  return items;
}
