/** The numbers of an alert of monitor-health again, from its own evidence. */

import type { Alert, Fact } from '@gatewatch/domain';
import type { EvidenceRow } from './alert-of.ts';
import { rules } from './rules/index.ts';

/** Null: no rule of this release. */
export function measureAgain(alert: Alert): readonly Fact[] | null {
  const row = alert.evidence.events[0]?.row as EvidenceRow | undefined; // as `alertOf` wrote it
  const rule = rules.find(({ id }) => id === row?.rule);
  return row === undefined || rule === undefined ? null : rule.measure(row.numbers, row.options);
}
